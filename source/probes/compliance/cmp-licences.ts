import type {Facts} from '../../facts/facts.ts';
import {importsFrom} from '../../facts/files.ts';
import {familyOf, type LicenceFamily, type LockedLicence, type Named} from '../../facts/licences.ts';
import type {Dependency} from '../../facts/packages.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

/** Licences that ask something of those who only run the code as a service. */
const asksOfServices: ReadonlySet<LicenceFamily> = new Set<LicenceFamily>(['AGPL', 'SSPL', 'CC-BY-NC', 'BUSL', 'Elastic']);
const copyleft: ReadonlySet<LicenceFamily> = new Set<LicenceFamily>(['AGPL', 'GPL']);
/** Packages under such a licence, for lockfiles that name no licences. Only ones whose licence covers all their releases in use. */
const knownByName: ReadonlyMap<string, LicenceFamily> = new Map<string, LicenceFamily>([
	['pymupdf', 'AGPL'],
	['ultralytics', 'AGPL'],
	['ebooklib', 'AGPL'],
	['pm2', 'AGPL'],
]);
const importNames: Readonly<Record<string, readonly string[]>> = {pymupdf: ['fitz', 'pymupdf']};

type Risky = Place & {readonly name: string; readonly family: LicenceFamily};

const plain = ({path, line, text}: Place): Place => ({path, line, text});
const depth = ({path}: Place): number => path.split('/').length;
const folderOf = ({path}: Place): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
const isOpen = (words: string): boolean => {
	const family = familyOf(words);
	return family !== undefined && family !== 'closed';
};

const probe: Probe = facts => {
	const {files, manifests, readme} = facts.licences;
	const own = [...files].sort((one, other) => depth(one) - depth(other))[0];
	const root = own !== undefined && folderOf(own) === '' ? own : undefined;
	const manifest = manifests.find(named => folderOf(named) === '') ?? (root === undefined ? manifests[0] : undefined);
	const clash = root === undefined ? undefined : manifests.find(named => folderOf(named) === '' && disagree(named, root));
	if (root && clash)
		return gap(`${clash.path} says ${clash.words}, and ${root.path} is ${root.family ?? 'another licence'}`, [plain(clash), plain(root)], {
			severity: mild.has(root.family ?? 'closed') && mild.has(clash.family ?? 'closed') ? 'low' : 'medium',
		});
	const risky = riskyDependencies(facts);
	const compatible = root?.family !== undefined && copyleft.has(root.family);
	const linked = compatible
		? undefined
		: risky.find(one => importsFrom(facts, new Set([one.name, ...(importNames[one.name] ?? [])])).length > 0);
	if (linked) {
		const used = importsFrom(facts, new Set([linked.name, ...(importNames[linked.name] ?? [])]))
			.slice(0, 2)
			.map(plain);
		return gap(`${linked.name} is under ${linked.family}, and code that is not imports it`, [plain(linked), ...used]);
	}
	if (root === undefined) return withoutFile(facts, own, manifest, readme[0]);
	if (risky[0] && !compatible)
		return unknown(`${risky[0].name} is under ${risky[0].family}, and nothing in the code imports it`, risky.map(plain));
	return withFile(facts, root);
};

const mild: ReadonlySet<LicenceFamily> = new Set<LicenceFamily>(['MIT', 'ISC', 'BSD', 'Apache', 'Unlicense', 'CC0']);

const disagree = (manifest: Named, file: Named): boolean =>
	manifest.family !== undefined &&
	file.family !== undefined &&
	manifest.family !== file.family &&
	!/see licen[cs]e|\bor\b|\band\b/iu.test(manifest.words) &&
	!(manifest.family === 'closed' && !isOpen(file.words));

function withoutFile(facts: Facts, nested: Named | undefined, manifest: Named | undefined, readme: Named | undefined) {
	if (facts.inside) return unknown('the folder lies inside a larger repository, whose LICENSE was not looked at');
	const isPrivate = facts.packages.some(({path, private: closed}) => path === '.' && closed);
	const byHabit = manifest?.family === 'ISC' && (isPrivate || readme === undefined) && isPrivate;
	if (manifest && isOpen(manifest.words) && !byHabit)
		return gap(`${manifest.path} says ${manifest.words}, and there is no LICENSE file that grants it`, [plain(manifest)]);
	if (readme && isOpen(readme.words))
		return gap(`the README says ${readme.words}, and there is no LICENSE file that grants it`, [plain(readme)]);
	const place = facts.packages.flatMap(({manifests}) => manifests).slice(0, 1);
	if (nested) return unknown('there is a LICENSE for a part, and none for the repository', [plain(nested)]);
	return unknown('nothing says whether others may use this code: there is no LICENSE file', manifest ? [plain(manifest)] : place);
}

function withFile(facts: Facts, root: Named) {
	const name = root.family ?? 'a licence of its own';
	const dependencies = facts.packages.flatMap(one => one.dependencies).filter(({use}) => use === 'production');
	const unlisted = unlistedEcosystems(facts, dependencies);
	const entries = facts.licences.locked.flatMap(lock => lock.entries);
	const broken = facts.packages.flatMap(one => one.broken)[0];
	if (broken)
		return unknown(`${root.path} is ${name}; ${broken.path} could not be read, so what it depends on is not known`, [plain(root)]);
	if (unlisted.length > 0)
		return unknown(`${root.path} is ${name}; the licences of ${unlisted.join(' and ')} are in no lockfile, so they were not looked at`, [
			plain(root),
		]);
	const silent = entries.filter(({words}) => words === '');
	if (silent.length > 0)
		return unknown(
			`${root.path} is ${name}; ${silent.length} of ${entries.length} locked dependencies ${silent.length === 1 ? 'names' : 'name'} no licence (${silent[0]?.name})`,
			[plain(root)],
		);
	const seen =
		entries.length === 0
			? 'there are no production dependencies'
			: `${entries.length === 1 ? 'the one locked dependency asks no' : `none of ${entries.length} locked dependencies asks`} more than that`;
	return pass(`${root.path} is ${name}, and ${seen}`, [plain(root)]);
}

const manifestNames: Readonly<Record<string, string>> = {
	go: 'go.mod',
	ruby: 'the Gemfile',
	java: 'the Java build',
	php: 'composer.json',
	rust: 'Cargo.toml',
	elixir: 'mix.exs',
};

/** The kinds of dependencies whose lockfile does not name licences, in words. */
function unlistedEcosystems(facts: Facts, dependencies: readonly Dependency[]): readonly string[] {
	const locked = new Set(facts.licences.locked.map(({lockfile}) => lockfile.slice(0, Math.max(lockfile.lastIndexOf('/'), 0)) || '.'));
	const npm = facts.packages.filter(
		({dependencies: all, path}) =>
			all.some(one => one.ecosystem === 'npm' && one.use === 'production') && !locked.has(path) && !locked.has('.'),
	);
	const python = dependencies.filter(({ecosystem}) => ecosystem === 'python').length;
	const bySetup =
		python === 0 && facts.packages.some(({manifests}) => manifests.some(({path}) => /(?:^|\/)setup\.(?:py|cfg)$/u.test(path)));
	const others = facts.packages.flatMap(({ecosystems}) => ecosystems).filter(ecosystem => ecosystem !== 'npm' && ecosystem !== 'python');
	return [
		...(npm.length > 0 ? [`the npm dependencies${npm[0]?.path === '.' ? '' : ` of ${npm[0]?.path}`}`] : []),
		...(python > 0 ? [`${python === 1 ? 'one Python dependency' : `${python} Python dependencies`}`] : []),
		...(bySetup ? ['the Python dependencies'] : []),
		...(others.length > 0 ? [`the dependencies of ${manifestNames[others[0] ?? ''] ?? 'another manifest'}`] : []),
	];
}

function riskyDependencies(facts: Facts): readonly Risky[] {
	const locked = facts.licences.locked.flatMap(({entries}) => entries).flatMap(entry => riskyEntry(entry));
	const known = facts.packages
		.flatMap(one => one.dependencies)
		.flatMap(dependency => {
			const family = dependency.use === 'production' ? knownByName.get(dependency.name) : undefined;
			return family === undefined || locked.some(({name}) => name === dependency.name)
				? []
				: [{...plain(dependency), name: dependency.name, family}];
		});
	return [...locked, ...known];
}

function riskyEntry(entry: LockedLicence): readonly Risky[] {
	const family = /\bOR\b/u.test(entry.words) ? undefined : familyOf(entry.words);
	return family !== undefined && asksOfServices.has(family) ? [{...plain(entry), name: entry.name, family}] : [];
}

export default probe;
