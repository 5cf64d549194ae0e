import {type Facts, holds} from '../../facts/facts.ts';
import {type FileFact, marksOf} from '../../facts/files.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

const invented =
	/(?:^|[/_.-])(?:seed|seeds|seeder|seeders|mock|mocks|fake|faker|dummy|sample|samples|demo|example|examples|fixture|fixtures|test|tests|template|templates|stub|generated|synthetic)s?(?=[/_.-]|$)/iu;
/** Papers that name their authors. */
const authors =
	/(?:^|\/)(?:[\w-]*licen[cs]e|authors|contributors|copying|ofl|changelog|notice|humans|security|robots|credits|codeowners|maintainers)[\w.-]*$/iu;
const notPeople =
	/(?:^|[@.])(?:example|test|localhost|invalid|domain|email|mail|yourdomain|company|acme|foo|bar|users\.noreply|noreply|sentry|ingest)\.|@(?:\w+\.)*(?:local|test|invalid|example|internal|png|jpg|jpeg|svg|gif|webp|css|js|ts|json|md|html)$|@\d/iu;
const code =
	/(?:^|\/)(?:package|composer|manifest|tsconfig|renovate|app|openapi|swagger|[\w.-]*(?:lock|locale|i18n|schema|config))[\w.-]*\.(?:json|ya?ml)$|\/(?:locales?|i18n|translations?|lang)\//iu;
const database = /\.(?:sqlite3?|db)$/iu;
const uploads =
	/(?:^|\/)(?:uploads?|user[-_]?(?:uploads|files|media)|media\/(?:uploads|users))\/[^.]{1,200}\.(?:jpe?g|png|pdf|docx?|webp|heic|mp4)$/iu;
const ofData =
	/^(?!\.|.*\/\.).*\.(?:csv|tsv|jsonl|ndjson|sql|vcf)$|(?:^|\/)(?:data|db|seeds?|exports?|assets|datasets?)\/[^.]{1,200}\.(?:json|xml)$/iu;
/** Fewer different addresses than these may be those of the authors. */
const fewest = 12;
const some = 6;
/** Where people keep their own mail: an address there is nobody's office. */
const ofOnePerson =
	/@(?:gmail|googlemail|yahoo|hotmail|outlook|live|icloud|gmx|web|qq|163|naver|proton|protonmail|mail|yandex)\.[a-z.]+$/iu;
const fewestOfPersons = 3;
/** Telephone numbers stand in no line by chance. */
const fewestPhones = 3;
/** Numbers that nobody has: the same digit, or digits in a row. */
const noNumber = /^(?:(\d)\1{3}|0123|1234|2345|3456|4567|5678|6789|7890|0987|3210|4321)$/u;

const probe: Probe = facts => {
	const tracked = facts.files.filter(
		({tracked: is, role}) => is !== false && role !== 'vendored' && role !== 'generated' && role !== 'test' && role !== 'agent-tooling',
	);
	const lists = endsIn(facts, 'data.address');
	const real = lists.filter(({path, count}) => count >= fewest && !invented.test(path));
	if (real.length > 0)
		return gap(
			`${real.length === 1 ? `${real[0]?.path} holds` : `${real.length} files hold`} the e-mail addresses of ${real[0]?.count === 200 ? 'hundreds' : `at least ${real[0]?.count ?? 0}`} people, and ${real.length === 1 ? 'it is' : 'they are'} in the repository`,
			real.map(({place}) => place),
		);
	const few = lists.filter(({path, count, ofPersons}) => count >= some || (ofPersons >= fewestOfPersons && !invented.test(path)));
	if (few.length > 0)
		return unknown(
			`${few[0]?.path} holds the e-mail addresses of ${few[0]?.count ?? 0} people, and whether they exist cannot be told`,
			few.map(({place}) => place),
		);
	const phones = endsIn(facts, 'data.phone').filter(({path, count}) => count >= fewestPhones && !invented.test(path));
	if (phones.length > 0)
		return unknown(
			`${phones[0]?.path} holds the telephone numbers of ${phones[0]?.count ?? 0} people or companies, and whose they are cannot be told`,
			phones.map(({place}) => place),
		);
	const databases = tracked.filter(({path, bytes, role}) => database.test(path) && bytes > 0 && role !== 'example');
	if (databases.length > 0 && holds(facts, 'data.pii', 'auth.any'))
		return unknown('a database file is in the repository, and whose data it holds cannot be told', databases.map(firstLine));
	const files = tracked.filter(({path, role}) => uploads.test(path) && role !== 'example');
	if (files.length >= some)
		return unknown(
			`${files.length} files that look uploaded are in the repository, and whose they are cannot be told`,
			files.map(firstLine),
		);
	const looked = tracked.filter(({path, lines, bytes}) => bytes > 0 && lines > 0 && ofData.test(path) && !code.test(path));
	const [first] = looked;
	return first === undefined
		? {outcome: 'not-applicable', because: 'there are no files of data in the repository', places: []}
		: pass(
				`${looked.length === 1 ? 'the one file of data holds' : `${looked.length} files of data were looked at, and none holds`} ${looked.length === 1 ? 'no' : 'a'} list of people`,
				looked.map(firstLine),
			);
};

export default probe;

const firstLine = ({path}: FileFact): Place => ({path, line: 1, text: ''});

type Found = {readonly path: string; readonly count: number; readonly ofPersons: number; readonly place: Place};

/** Files of data with the addresses or numbers of several people, the most first. What stands in the lines is not shown. */
function endsIn(facts: Facts, kind: 'data.address' | 'data.phone'): readonly Found[] {
	const byFile = new Map<string, {readonly line: number; readonly ends: Set<string>}>();
	for (const {path, line, value = '', file} of marksOf(facts, kind, ['app', 'config', 'script', 'docs'])) {
		if ((kind === 'data.phone' ? noNumber : notPeople).test(value) || authors.test(path) || code.test(path) || file.tracked === false)
			continue;
		const known = byFile.get(path) ?? {line, ends: new Set<string>()};
		known.ends.add(value.toLowerCase());
		byFile.set(path, known);
	}
	return [...byFile]
		.map(([path, {line, ends}]) => ({
			path,
			count: ends.size,
			ofPersons: [...ends].filter(end => ofOnePerson.test(end)).length,
			place: {path, line, text: ''},
		}))
		.toSorted((one, other) => other.count - one.count);
}
