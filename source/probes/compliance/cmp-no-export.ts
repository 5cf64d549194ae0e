import {ownReads} from '../../facts/access/own-reads.ts';
import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import {type Facts, factsNamed} from '../../facts/facts.ts';
import {marksOf, type PlacedMark} from '../../facts/files.ts';
import {isLibrary} from '../../facts/library.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const takes = /(?:^|[-_/.])(?:export|download|takeout|archive)(?=$|[-_/.])/u;
const own = /(?:^|[-_/.])(?:me|my|account|personal|profile|gdpr|self|(?<!new-)user-data|(?<=\/)user)(?=$|[-_/.])/u;
const data = /(?:^|[-_/.])(?:data|everything|all|archive|account|takeout|gdpr)(?=$|[-_/.])/u;

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('it is code that others build on: whoever runs it keeps the data');
	const signIn = factsNamed(facts, 'auth.any').flatMap(({evidence}) => evidence);
	const kept = factsNamed(facts, 'data.pii').flatMap(({evidence}) => evidence);
	const exports = facts.entryPoints.points.filter(takesOwnData);
	// An export of somebody else, by whoever keeps the data, is not in the hands of the person.
	const signedIn = exports.filter(
		({guards, parameters}) =>
			guards.some(({kind}) => kind === 'signed-in') && !guards.some(({kind}) => kind === 'role') && parameters.length === 0,
	);
	const byStaff = exports.filter(({guards, parameters}) => guards.some(({kind}) => kind === 'role') || parameters.length > 0);
	if (signedIn.length > 0) return pass('a person who is signed in can download what is kept of them', distinct(signedIn));
	if (byStaff.length > 0 && byStaff.length === exports.length)
		return unknown(
			'something exports data of a person by an id, and whether the person themselves may ask for it could not be told',
			distinct(byStaff),
		);
	if (exports.length > 0) return unknown('something exports data of a person, and who may call it could not be told', distinct(exports));
	const words = marksOf(facts, 'data.leaving', ['app', 'script']).filter(mark => isAboutData(mark, facts.reached));
	if (words.length > 0)
		return unknown('something exports data, and nothing shows that it is all that is kept of one person', distinct(words));
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (signIn.length === 0)
		return unknown('personal data is kept, and there are no accounts by which somebody could ask for it', distinct(kept));
	const reads = ownReads(facts);
	const things = [...new Set(reads.map(({what}) => what))];
	if (things.includes('profile') && things.length > 1)
		return unknown(
			`people can read what is kept of themselves in parts (${listed(things.slice(0, 4), 'and')}), and no single export was found`,
			distinct(reads).slice(0, 5),
			{asks: 'Do these parts together hold everything that is kept of a person, and how does somebody get all of it at once?'},
		);
	const [profile] = reads;
	if (profile !== undefined && things.length === 1 && things[0] === 'profile' && !isSpread(facts))
		return unknown(
			'people can read their own record, and nothing else was seen that is kept under their account',
			distinct(reads).slice(0, 5),
			{
				asks: 'Does this answer hold everything that is kept of a person?',
			},
		);
	return gap('nothing gives a person what is kept of them: no route, button or script exports it', keptIn(kept, signIn));
};

export default probe;

/** Where it is kept comes first; what a manifest lists or a form asks shows nothing that is kept. */
function keptIn(kept: readonly Place[], signIn: readonly Place[]): readonly Place[] {
	const shown = distinct([...kept, ...signIn]).filter(({path}) => !manifest.test(path));
	const stored = shown.filter(({path}) => storing.test(path));
	return (stored.length > 0 ? stored : shown.length > 0 ? shown : distinct([...kept, ...signIn])).slice(0, 3);
}
const manifest = /(?:^|\/)(?:package\.json|pyproject\.toml|requirements[\w.-]*\.txt|Pipfile)$/u;
const storing = /\.(?:sql|prisma)$|(?:^|\/)(?:models?|entit(?:y|ies|es)|schemas?|migrations)(?:[/.]|$)|\.(?:model|entity|schema)\./u;

const people = /^(?:app_|auth_)?(?:users?|accounts?|profiles?|members?|customers?|persons?|people)$/iu;
/** Other tables hold rows of a person, or it cannot be told. */
const isSpread = ({schema}: Facts): boolean =>
	schema.tables.length === 0 ||
	schema.tables.some(
		({name, foreignKeys, described}) =>
			!people.test(name) && [...foreignKeys, ...(described?.foreignKeys ?? [])].some(({table}) => people.test(table)),
	);

/** Its path says that it gives somebody their own data. */
function takesOwnData({route, handler, kind, path}: EntryPoint): boolean {
	if (kind === 'cron' || kind === 'queue' || kind === 'webhook') return false;
	const said = [route, handler?.name ?? '', path.slice(path.lastIndexOf('/') + 1)].map(one =>
		one.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '-').toLowerCase(),
	);
	return said.some(
		one =>
			takes.test(one) &&
			own.test(one) &&
			(data.test(one) || /(?:^|\/)(?:me|account|profile|user)\/(?:data[-_])?(?:export|download)$/u.test(one)),
	);
}

const declares = /^\s*export\s+(?:default\s+)?(?:async\s+)?(?:const|let|var|function|class|type|interface|enum|\{|\*)?/u;
const leaving = /export|download|takeout|archive|gdpr|portability|subject.access|backup/iu;
/** Modules export too: only words about data of people count. */
const isAboutData = ({text, path, file}: PlacedMark, reached: ReadonlySet<string>): boolean =>
	file.role === 'app' &&
	isReached(file, reached) !== false &&
	!/^\s*import\s|exports\b\s*[=,);]|__export|\bmode\b|['"]export['"]/u.test(text) &&
	leaving.test(text.replace(declares, '')) &&
	!/\.(?:config|d)\.[cm]?[jt]s$|\.(?:ya?ml|toml)$/u.test(path);
