import {holds} from '../../facts/facts.ts';
import {marksOf, type PlacedMark} from '../../facts/files.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

const wrong =
	/\b(?:fail|invalid|error|reject|refus|den(?:y|ied)|forbid|unauthor|not (?:found|allowed|logged|exist)|throw|wrong|missing|malformed|timeout|duplicate|without|expired|40[0-9]|422|429|50[0-4])/iu;
const eachLine = (marks: readonly PlacedMark[]): readonly PlacedMark[] =>
	marks.filter((one, index) => index === 0 || marks[index - 1]?.path !== one.path || marks[index - 1]?.line !== one.line);
const enough = 3;
const share = 0.05;
const many = 50;

const probe: Probe = facts => {
	const tests = facts.testFiles;
	const cases = tests.reduce((sum, one) => sum + one.cases, 0);
	const failures = eachLine(marksOf(facts, 'test.failure', ['test']));
	const named = marksOf(facts, 'test.case', ['test']).filter(({value = ''}) => wrong.test(value));
	const unread = unreadLanguage(facts);
	const shown = failures.length >= enough && failures.length >= Math.min(cases * share, many);
	if (unread !== undefined && !shown) return unknown(`tests in ${unread} are not read yet`);
	if (tests.length === 0) {
		if (facts.inside) return unknown('the folder lies inside a larger repository, which may hold the tests');
		const server = facts.stack.find(({id, evidence}) => id === 'app.server' && evidence.length > 0);
		return gap('there is no test at all, so none for what goes wrong', server?.evidence.slice(0, 2) ?? []);
	}
	if (failures.length === 0 && named.length > 0)
		return unknown(
			`${named.length === 1 ? 'a test is named' : `${named.length} tests are named`} after something that goes wrong, and what they assert was not recognised`,
			named,
		);
	if (failures.length === 0)
		return gap(
			`${cases === 1 ? 'the only test does not assert' : `none of ${cases} tests asserts`} a refusal, an error or an outage`,
			tests.slice(0, 3),
		);
	if (!shown)
		return unknown(
			`only ${failures.length} of ${cases} tests ${failures.length === 1 ? 'asserts' : 'assert'} that something goes wrong as it should`,
			failures,
		);
	return pass(
		`${failures.length} assertions in ${cases} tests are about refusals and errors`,
		failures,
		holds(facts, 'pay.any') ? {asks: 'Is there also a test for a payment that arrives twice, or not at all?'} : {},
	);
};

export default probe;
