import type {Severity} from '../checklists/checklist.ts';
import {looseInstalls} from '../facts/dependencies/installs.ts';
import {type LeftBehind, leftBehindIn} from '../facts/dependencies/left-behind.ts';
import {driftIn, leftOutIn, locksFor, movingSources, openRequirements} from '../facts/dependencies/locking.ts';
import type {Undeclared} from '../facts/dependencies/undeclared.ts';
import type {Facts} from '../facts/facts.ts';
import {importsFrom, marksOf} from '../facts/files.ts';
import {packageOf} from '../facts/packages.ts';
import {distinct} from '../facts/places.ts';
import type {Place} from '../safe-text.ts';
import {listed} from './when.ts';

/** One way in which dependencies are invented, unpinned or uncontrolled. */
export type Trouble = {readonly severity: Severity; readonly said: string; readonly places: readonly Place[]};

const first = (places: readonly {readonly name: string}[]): string => {
	const names = [...new Set(places.map(({name}) => name))];
	return names.length > 2 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(' and ');
};
/** With the word before the names, so that none of them begins a sentence. */
const packagesIn = (places: readonly {readonly name: string}[]): string => `the package${are(places) === 'is' ? '' : 's'} ${first(places)}`;

const are = (places: readonly {readonly name: string}[]): string => (new Set(places.map(({name}) => name)).size === 1 ? 'is' : 'are');

const trouble = (severity: Severity, places: readonly Place[], said: string): readonly Trouble[] =>
	places.length === 0 ? [] : [{severity, said, places}];

/** The packages that are something that runs; a library leaves the choice of versions to whoever uses it. */
const runningIn = (facts: Facts): ReadonlySet<string> =>
	new Set(
		facts.stack
			.filter(({id, confidence}) => confidence !== 'low' && /^app\.(?:server|web|fullstack|mobile|api)$/u.test(id))
			.map(one => one.package),
	);

function withoutLock(facts: Facts): readonly Trouble[] {
	const running = runningIn(facts);
	const shipped = new Set([...running, '.']);
	const bare = facts.packages.filter(
		one =>
			shipped.has(one.path) &&
			!(one.library && !running.has(one.path)) &&
			one.dependencies.some(({ecosystem, use, range}) => ecosystem === 'npm' && use !== 'peer' && !range.startsWith('workspace:')) &&
			locksFor(one, facts, 'npm').every(lock => lock.names?.size === 0),
	);
	if (bare.length === 0) return [];
	const why = [...marksOf(facts, 'lock.off', ['config']), ...marksOf(facts, 'lock.ignored', ['config'])];
	const where = listed(
		bare.map(one => (one.path === '.' ? 'package.json' : `${one.path}/package.json`)),
		'and',
	);
	return trouble(
		'medium',
		[...why, ...bare.flatMap(one => one.manifests.filter(({path}) => path.endsWith('package.json')))],
		why.length > 0 ? `no lockfile for ${where}, because one is switched off or ignored` : `no lockfile for ${where}`,
	);
}

function twoManagers(facts: Facts): readonly Trouble[] {
	const folders = new Set(facts.locks.map(({folder}) => folder));
	return [...folders].flatMap(folder =>
		[new Set(['npm', 'yarn', 'pnpm', 'bun']), new Set(['uv', 'poetry', 'pipenv'])].flatMap(family => {
			const own = facts.locks.filter(lock => lock.folder === folder && family.has(lock.manager) && lock.names?.size !== 0);
			const managers = [...new Set(own.map(({manager}) => manager))];
			return managers.length < 2
				? []
				: trouble('medium', own, `lockfiles of ${managers.join(' and ')} side by side, so that each install may bring other versions`);
		}),
	);
}

/** A lockfile of Python that says which version, and not by which digest a download is known. */
const undigested = ({locks}: Facts): readonly Trouble[] =>
	locks.flatMap(lock => {
		const bare = lock.undigested?.length ?? 0;
		const all = lock.names?.size ?? 0;
		return trouble(
			'low',
			bare === 0 ? [] : [{path: lock.path, line: lock.line, text: lock.text}],
			`${bare} of ${all} packages in ${lock.path} have no digest that a download could be compared with`,
		);
	});

/** Python without a lockfile: unpinned, or pinned at the surface only. `locked` when another tool's lockfile is there. */
function python(facts: Facts, locked: boolean): readonly Trouble[] {
	if (locked) return [];
	return facts.packages
		.filter(one => !(one.library && !runningIn(facts).has(one.path)) && locksFor(one, facts, 'python').length === 0)
		.flatMap(one => {
			const {unpinned, shallow} = openRequirements(one);
			return [
				...trouble('medium', unpinned, `no lockfile, and ${first(unpinned)} ${unpinned.length === 1 ? 'is' : 'are'} not pinned`),
				...(unpinned.length > 0
					? []
					: trouble(
							'low',
							shallow,
							`no lockfile: only what is named is pinned, and what ${first(shallow)} ${shallow.length === 1 ? 'brings' : 'bring'} along floats`,
						)),
			];
		});
}

function installs(facts: Facts): readonly Trouble[] {
	const loose = looseInstalls(facts.commands, {
		berry: facts.locks.some(lock => lock.manager === 'yarn' && lock.descriptors === undefined),
		managers: new Set(facts.locks.map(({manager}) => manager)),
	});
	const of = (how: (typeof loose)[number]['how']): typeof loose => loose.filter(one => one.how === how);
	return [
		...trouble('medium', of('unlocked'), `\`${of('unlocked')[0]?.said}\` does not hold on to the lockfile`),
		...trouble('low', of('lenient'), `\`${of('lenient')[0]?.said}\` may change the lockfile instead of failing`),
		...trouble('low', of('added'), `\`${of('added')[0]?.said}\` brings whatever is newest that day into what is shipped`),
	];
}

function imports(undeclared: readonly Undeclared[]): readonly Trouble[] {
	const missing = undeclared.filter(({how}) => how === 'missing');
	const unlocked = undeclared.filter(({how}) => how === 'unlocked');
	const phantom = undeclared.filter(({how}) => how === 'phantom');
	const absent = undeclared.filter(({how}) => how === 'absent');
	return [
		...trouble('high', missing, `${packagesIn(missing)}, which ${are(missing)} imported, ${are(missing)} in no manifest and no lockfile`),
		...trouble(
			'medium',
			absent,
			`${packagesIn(absent)} ${are(absent)} imported, and nothing that is installed brings ${are(absent) === 'is' ? 'it' : 'them'}: a fresh install may not start`,
		),
		...trouble('low', unlocked, `${packagesIn(unlocked)} ${are(unlocked)} imported and no manifest says so`),
		...trouble(
			'low',
			phantom,
			`${packagesIn(phantom)} ${are(phantom)} imported, and there only because another package brings ${are(phantom) === 'is' ? 'it' : 'them'}`,
		),
	];
}

function leftBehind(all: readonly LeftBehind[]): readonly Trouble[] {
	const member = all.filter(({how}) => how === 'member');
	const development = all.filter(({how}) => how === 'development');
	return [
		...trouble(
			'high',
			member,
			`${first(member)} ${are(member)} imported by a package that is deployed by itself, and only the manifest of the whole repository names ${are(member) === 'is' ? 'it' : 'them'}`,
		),
		...trouble(
			'medium',
			development,
			`${first(development)}, which the running server imports, ${are(development)} named only among what development needs: an install for production leaves ${are(development) === 'is' ? 'it' : 'them'} out`,
		),
	];
}

/** Imports that only the lockfile knows of: the manifest lost them, or never had them. */
export function leftOut(facts: Facts): readonly Lost[] {
	const all = leftOutIn(facts);
	return [...new Set(all.map(({folder}) => folder))].flatMap(folder => {
		const own = all.filter(one => one.folder === folder);
		const used = importsFrom(facts, new Set(own.map(({name}) => name))).filter(
			({path, file}) => packageOf(path, facts.packages) === folder && file.role === 'app',
		);
		const [one] = own;
		if (one === undefined || used.length === 0) return [];
		const lost = used.map(({dependency}) => ({name: dependency}));
		return [
			{
				severity: 'medium',
				said: `${one.lock} lists ${first(lost)} and ${one.path} does not, so that a fresh install leaves ${are(lost) === 'is' ? 'it' : 'them'} out`,
				places: distinct([{path: one.path, line: one.line, text: one.text}, ...used]),
				names: new Set(lost.map(({name}) => name)),
			},
		];
	});
}

const order: Readonly<Record<Severity, number>> = {blocker: 0, high: 1, medium: 2, low: 3};

/** What the manifest lost and the lockfile still lists. */
export type Lost = Trouble & {readonly names: ReadonlySet<string>};

/** Everything that is wrong with the dependencies, the worst first. */
export function troublesIn(facts: Facts, undeclared: readonly Undeclared[], lost: readonly Lost[], otherLock: boolean): readonly Trouble[] {
	const drift = driftIn(facts);
	const behind = leftBehindIn(facts);
	const moving = movingSources(facts.packages);
	const own = undeclared.filter(
		({name, how, path}) =>
			how !== 'phantom' || !lost.some(({names, places}) => names.has(name) && places.some(place => place.path === path)),
	);
	return [
		...lost,
		...leftBehind(behind),
		...imports(own.filter(({path, line}) => !behind.some(one => one.path === path && one.line === line))),
		...withoutLock(facts),
		...twoManagers(facts),
		...trouble('medium', drift, `${drift[0]?.said}`),
		...python(facts, otherLock),
		...undigested(facts),
		...installs(facts),
		...trouble('low', moving, `${first(moving)} ${are(moving) === 'is' ? 'comes' : 'come'} from an address whose content may change`),
	].sort((one, other) => order[one.severity] - order[other.severity]);
}
