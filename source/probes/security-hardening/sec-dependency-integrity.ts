import {locksFor} from '../../facts/dependencies/locking.ts';
import {type Undeclared, undeclaredIn} from '../../facts/dependencies/undeclared.ts';
import type {Facts} from '../../facts/facts.ts';
import {isLibrary} from '../../facts/library.ts';
import {distinct} from '../../facts/places.ts';
import {leftOut, troublesIn} from '../dependency-troubles.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const otherLocks: Readonly<Record<string, RegExp>> = {
	go: /(?:^|\/)go\.sum$/u,
	ruby: /(?:^|\/)Gemfile\.lock$/u,
	php: /(?:^|\/)composer\.lock$/u,
	rust: /(?:^|\/)Cargo\.lock$/u,
	elixir: /(?:^|\/)mix\.lock$/u,
};
const otherPythonLock = /(?:^|\/)(?:pdm\.lock|pylock[\w.-]*\.toml|conda-lock\.yml|requirements[\w.-]*\.lock)$/u;

const probe: Probe = facts => {
	const declared = facts.packages.some(
		one => one.dependencies.length > 0 || one.ecosystems.some(ecosystem => ecosystem !== 'npm' && ecosystem !== 'python'),
	);
	const lost = leftOut(facts);
	if (!declared && lost.length === 0) return notApplicable('no manifest names a dependency');
	const undeclared = undeclaredIn(facts);
	const found = troublesIn(
		facts,
		undeclared,
		lost,
		facts.files.some(({path}) => otherPythonLock.test(path)),
	);
	const [worst] = found;
	if (worst !== undefined)
		return gap(
			found.length === 1 ? worst.said : `${worst.said} (and ${found.length - 1} more of the kind)`,
			distinct([...found.map(({places}) => places[0]), ...found.flatMap(({places}) => places.slice(1))].flatMap(place => place ?? [])),
			{severity: worst.severity},
		);
	if (isLibrary(facts) && facts.locks.length === 0)
		return notApplicable(
			'a library leaves the versions to whoever installs it, and it imports nothing that it does not declare',
			facts.packages.flatMap(one => one.manifests.slice(0, 1)),
		);
	return held(facts, undeclared);
};

function held(facts: Facts, undeclared: readonly Undeclared[]): ReturnType<Probe> {
	const broken = facts.packages.flatMap(one => one.broken);
	if (broken[0] !== undefined) return unknown(`${broken[0].path} is ${broken[0].because}, so its dependencies are not known`);
	const other = facts.files
		.filter(({path}) => Object.values(otherLocks).some(pattern => pattern.test(path)) || otherPythonLock.test(path))
		.map(({firstLine}) => firstLine);
	const missing = facts.packages.flatMap(one =>
		one.ecosystems.flatMap(ecosystem =>
			otherLocks[ecosystem] !== undefined && !facts.files.some(({path}) => otherLocks[ecosystem]?.test(path))
				? one.manifests.slice(0, 1)
				: [],
		),
	);
	if (missing.length > 0) return gap('no lockfile stands beside the manifest', missing, {severity: 'medium'});
	const unread = facts.locks.filter(({names}) => names === undefined);
	const pinned = facts.packages.flatMap(one =>
		one.dependencies.filter(({ecosystem, range}) => ecosystem === 'python' && /^={2,3}/u.test(range.trim())).slice(0, 1),
	);
	const places = [...facts.locks, ...other, ...pinned].map(({path, line, text}) => ({path, line, text}));
	if (unread[0] !== undefined)
		return unknown(`${unread[0].path} cannot be read here, so imports and manifest were not compared with it`, places);
	const unsure = undeclared.filter(({how}) => how === 'unsure');
	if (unsure[0] !== undefined)
		return unknown(
			`${unsure[0].name} is in no manifest and no lockfile, and whether ${unsure[0].path}, which imports it, is used cannot be told`,
			unsure,
			{asks: `Is ${unsure[0].path} used anywhere? It imports ${unsure[0].name}, which no manifest and no lockfile knows.`},
		);
	const [dead] = undeclared.filter(({how}) => how === 'unused');
	const every = facts.packages.some(
		one =>
			one.library &&
			one.dependencies.some(({use}) => use === 'production') &&
			locksFor(one, facts, 'npm').length + locksFor(one, facts, 'python').length === 0,
	)
		? 'every version of what runs here is locked'
		: 'every version is locked';
	const isListed = facts.locks.length + other.length === 0;
	return pass(
		isListed
			? 'the list of requirements names an exact version of everything, what others bring along included, and every import is on it'
			: dead === undefined
				? `${every}, manifests and lockfiles agree, and every import is declared`
				: `${every}, and every import that runs is declared (${dead.name} is not, but nothing uses ${dead.path})`,
		places,
	);
}

export default probe;
