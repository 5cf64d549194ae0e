import {type Facts, factsNamed} from '../../facts/facts.ts';
import {fileAt, marksOf} from '../../facts/files.ts';
import {codeLanguages} from '../../facts/language.ts';
import {isLesson} from '../../facts/teaching.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

const tools = new Set(['artillery', 'autocannon', 'k6', '@types/k6', 'locust', 'loadtest', '@gatling.io/core', 'artillery-plugin-expect']);
const command =
	/(?:^|[\s;&|"'])(?:k6 run|artillery run|npx artillery|autocannon\s|locust\s|vegeta attack|wrk2?\s+-|oha\s+(?:-|http)|hey\s+-|ab\s+-n|loadtest\s+-|gatling\b)/u;
const named =
	/(?:^|[/_.-])(?:load|stress)[-_]?tests?(?:[/_.-]|$)|(?:^|\/)locustfile\.py$|\.jmx$|(?:^|\/)artillery[\w.-]*\.ya?ml$|(?:^|\/)k6\/|\.k6\.[jt]s$/iu;
const about = /load[-_ ]?test|stress[-_ ]?test|performance[-_ ]?(?:test|result)|benchmark|capacity|(?:^|\/)load\//iu;
const everyRole = ['app', 'test', 'script', 'config', 'example'] as const;

const plain = ({path, line, text}: Place): Place => ({path, line, text});

const probe: Probe = facts => {
	const scripts = scriptsOf(facts);
	const numbers = marksOf(facts, 'load.result', ['docs']);
	const results = facts.documents.filter(
		document =>
			document.kind === 'prose' &&
			!isLesson(document) &&
			document.dates.length > 0 &&
			(about.test(document.path) || document.headings.some(({title}) => about.test(title))) &&
			numbers.some(({path}) => path === document.path),
	);
	const [result] = results;
	if (result && scripts[0]) {
		const number = numbers.find(({path}) => path === result.path);
		const dates = result.dates.map(({date}) => date).sort();
		return pass(`a load test is in the repository, and ${result.path} holds numbers of ${dates.at(-1)}`, [
			number ? plain(number) : result.firstLine,
			scripts[0],
		]);
	}
	if (result) return unknown(`${result.path} holds numbers, and the test that made them is not here`, [result.firstLine]);
	const surface = ['app.server', 'app.baas']
		.flatMap(id => factsNamed(facts, id))
		.flatMap(({evidence}) => evidence)
		.filter(({path}) => fileAt(facts, path)?.role !== 'script');
	if (scripts.length > 0)
		return gap('there is a load test, and no document with a date says what it found', scripts.slice(0, 3), {severity: 'low'});
	if (facts.inside || facts.capped) return unknown('no load test was found, but not everything was looked at', surface.slice(0, 2));
	return gap('no script puts load on it, and no document holds numbers', surface.slice(0, 3));
};

/** Where load is put on the program: scripts by name or tool, commands that run one, and tools that a manifest names. */
function scriptsOf(facts: Facts): readonly Place[] {
	const files = facts.files
		.filter(
			({path, role, language}) =>
				named.test(path) && everyRole.some(one => one === role) && (language !== 'other' || path.endsWith('.jmx')),
		)
		.toSorted((one, other) => Number(codeLanguages.has(other.language)) - Number(codeLanguages.has(one.language)))
		.map(file => file.firstLine);
	const marked = marksOf(facts, 'load.script', everyRole).map(plain);
	const commands = facts.commands.filter(one => command.test(one.command)).map(plain);
	const declared = facts.packages.flatMap(({dependencies}) => dependencies).filter(({name}) => tools.has(name));
	return [...marked, ...files, ...commands, ...declared.map(plain)];
}

export default probe;
