import {type Facts, factsNamed} from '../../facts/facts.ts';
import {type FileFact, marksOf} from '../../facts/files.ts';
import {codeLanguages} from '../../facts/language.ts';
import type {SecretWeight} from '../../facts/secrets/found.ts';
import type {SecretFact} from '../../facts/secrets/secrets.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

type Found = SecretFact & {readonly file: FileFact};

const nobodyRuns: ReadonlySet<FileFact['role']> = new Set<FileFact['role']>(['test', 'docs', 'example']);
const ownMachine =
	/(?:^|[/._-])(?:localhost|local|dev|development|example|sample|snakeoil|selfsigned|self-signed|mkcert|dummy|test|testing)(?=[/._-]|$)/iu;
const database = /\.(?:db|sqlite3?|db3)$/iu;
const severe: Readonly<Record<'live' | 'limited' | 'test', 'blocker' | 'high' | 'medium'>> = {
	live: 'blocker',
	limited: 'high',
	test: 'medium',
};

/** A secret in a test, a document or a developer's own certificate may be real or made up: a person decides. */
function weightOf({weight, seen, what, file}: Found): SecretWeight {
	if (weight !== 'live' && weight !== 'limited' && weight !== 'test') return weight;
	if (isTestsOwn(what, file)) return 'placeholder';
	if (nobodyRuns.has(file.role)) return seen === 'shape' || seen === 'file' ? 'doubtful' : 'placeholder';
	if (what === 'a private key' && ownMachine.test(file.path)) return 'doubtful';
	return seen === 'environment' && file.tracked === 'unknown' ? 'doubtful' : weight;
}

/** A key that a test signs with, written into the test itself. */
const isTestsOwn = (what: string, file: FileFact): boolean =>
	what === 'a private key' && file.role === 'test' && codeLanguages.has(file.language);

const known: Readonly<Record<Found['seen'], number>> = {shape: 0, environment: 1, address: 2, setting: 3, file: 4};
const countOf = (count: number): string => (count === 1 ? '1 credential stands' : `${count} credentials stand`);
const couldHold = /(?:^|\/)\.env|\.(?:[cm]?[jt]sx?|py|ipynb|ya?ml|toml|properties|ini|cfg|conf)$/iu;

const probe: Probe = facts => {
	const tracked = facts.files.some(file => file.tracked !== false) ? facts.files.filter(file => file.tracked !== false) : facts.files;
	const found = tracked.flatMap(file => file.secrets.map((secret): Found => ({...secret, file})));
	const judged = found.map(secret => ({...secret, weight: weightOf(secret)}));
	for (const weight of ['live', 'limited', 'test'] as const) {
		if (!judged.some(secret => secret.weight === weight)) continue;
		const open = (['live', 'limited', 'test'] as const).flatMap(one =>
			judged.filter(secret => secret.weight === one).sort((first, other) => known[first.seen] - known[other.seen]),
		);
		const [worst] = open;
		return gap(
			`${countOf(open.length)} in ${byGit(tracked) ? 'tracked files' : 'files of the folder'}${open.length === 1 ? ':' : ', the worst of them'} ${worst?.what} (${worst?.value})`,
			open,
			{
				severity: severe[weight],
			},
		);
	}
	return unsure(facts, judged, tracked) ?? clean(facts, judged);
};

/** Whether git says that it keeps these files; outside git nobody knows. */
const byGit = (files: readonly FileFact[]): boolean => files.some(({tracked}) => tracked === true);
const environmentFile = (files: readonly FileFact[]): string =>
	byGit(files) ? 'a tracked environment file' : 'an environment file in the folder';

/** What only a person can tell, with the question that would settle it. */
function unsure(facts: Facts, judged: readonly Found[], tracked: readonly FileFact[]): ReturnType<Probe> | undefined {
	const [doubtful, ...others] = judged.filter(({weight}) => weight === 'doubtful');
	if (doubtful !== undefined)
		return unknown(`${doubtful.what} (${doubtful.value}) may be real or made up, and files cannot tell which`, [doubtful, ...others], {
			asks: `Was ${doubtful.what} at ${doubtful.path}:${doubtful.line}${others.length === 0 ? '' : ` (and ${others.length} more)`} ever used by a real system, and if so, is it revoked?`,
		});
	const [usual, ...more] = judged.filter(({weight, seen}) => weight === 'default' && seen === 'environment');
	if (usual !== undefined)
		return unknown(
			`${environmentFile(tracked)} holds passwords that are easily guessed, and files cannot tell whether a real system uses them`,
			[usual, ...more],
			{asks: `Does anything that others can reach use the passwords in ${usual.path}?`},
		);
	const stores = tracked.filter(file => database.test(file.path) && file.bytes >= 8192 && !nobodyRuns.has(file.role));
	if (stores[0] !== undefined)
		return unknown(
			`${byGit(stores) ? `${stores[0].path} is a tracked database file` : `a database file, ${stores[0].path}, lies in the folder`}, and whether its rows hold passwords or personal data cannot be read here`,
			stores.map(({path}) => ({path, line: 1, text: ''})),
			{asks: `Does ${listed(stores.slice(0, 3).map(({path}) => path))} hold passwords, tokens or rows about real people, or did it ever?`},
		);
	const [unread] = facts.notRead.filter(({path, because}) => couldHold.test(path) && !because.startsWith('a link'));
	if (unread !== undefined)
		return unknown(`no credential was found, but ${unread.path} could not be read`, [], {
			asks: `Does ${unread.path} hold a credential? It could not be read.`,
		});
	return facts.capped ? unknown('no credential was found, but the repository is too large to have been looked at whole') : undefined;
}

function clean(facts: Facts, judged: readonly Found[]): ReturnType<Probe> {
	const harmless = judged.filter(({seen, weight}) => seen === 'environment' && (weight === 'publishable' || weight === 'placeholder'));
	if (harmless.length > 0)
		return pass(`${environmentFile(harmless.map(({file}) => file))} holds only public values and placeholders`, harmless);
	const ignored = marksOf(facts, 'gitignore.env', ['config', 'app']);
	const examples = facts.files
		.filter(({path}) => /(?:^|\/)\.env\.(?:example|sample|template)$/u.test(path))
		.map(({firstLine}) => firstLine);
	const manifests = facts.packages.flatMap(one => one.manifests);
	const code = [...factsNamed(facts, 'app.code'), ...factsNamed(facts, 'app.static')].flatMap(({evidence}) => evidence);
	const read = facts.files.filter(({lines}) => lines > 0);
	const own = judged.find(({what, file}) => isTestsOwn(what, file));
	return pass(
		`${read.length === 1 ? 'the one file that was read holds no' : `none of ${read.length} files that were read holds a`} credential of a known form or a signing key${own === undefined ? '' : ` (the private key in ${own.path} is taken for the test's own)`}`,
		[...ignored, ...examples, ...manifests, ...code, ...read.slice(0, 1).map(({firstLine}) => firstLine)].slice(0, 3),
	);
}

export default probe;
