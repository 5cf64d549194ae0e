import {type Facts, holds} from '../../facts/facts.ts';
import type {Lines} from '../../facts/test-cases.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

const enough = 3;
const share = 0.05;
const many = 50;
/** How files are named that hold tests, whatever runs them. */
const namedSo = /[._](?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)test_\w+\.py$/u;

const probe: Probe = facts => {
	const tests = facts.testFiles;
	const cases = tests.reduce((sum, one) => sum + one.cases, 0);
	const failures = inTests(facts, 'failures');
	const named = inTests(facts, 'wrong');
	const unread = unreadLanguage(facts);
	const shown = failures.count >= enough && failures.count >= Math.min(cases * share, many);
	if (unread !== undefined && !shown) return unknown(`tests in ${unread} are not read yet`);
	if (tests.length === 0) {
		if (facts.inside) return unknown('the folder lies inside a larger repository, which may hold the tests');
		const alike = facts.files.filter(({role, path}) => role === 'test' && namedSo.test(path));
		if (alike.length > 0)
			return unknown(
				`${alike.length === 1 ? 'a file is' : `${alike.length} files are`} named after tests, and no test case in ${alike.length === 1 ? 'it' : 'them'} was recognised`,
				alike.slice(0, 3).map(({firstLine}) => firstLine),
			);
		const server = facts.stack.find(({id, evidence}) => id === 'app.server' && evidence.length > 0);
		return gap('there is no test at all, so none for what goes wrong', server?.evidence.slice(0, 2) ?? []);
	}
	if (failures.count === 0 && named.count > 0)
		return unknown(
			`${named.count === 1 ? 'a test is named' : `${named.count} tests are named`} after something that goes wrong, and what they assert was not recognised`,
			named.places,
			{occurrences: named.count},
		);
	if (failures.count === 0)
		return gap(
			`${cases === 1 ? 'the only test does not assert' : `none of ${cases} tests asserts`} a refusal, an error or an outage`,
			tests.slice(0, 3),
		);
	if (!shown)
		return unknown(
			`only ${failures.count} of ${cases} tests ${failures.count === 1 ? 'asserts' : 'assert'} that something goes wrong as it should`,
			failures.places,
			{occurrences: failures.count},
		);
	return pass(`${failures.count} assertions in ${cases} tests are about refusals and errors`, surest(failures.places), {
		occurrences: failures.count,
		...(holds(facts, 'pay.any') ? {asks: 'Is there also a test for a payment that arrives twice, or not at all?'} : {}),
	});
};

/** How many lines of the tests there are of a kind, and some of them. */
function inTests({files}: Facts, kind: 'failures' | 'wrong'): {readonly count: number; readonly places: readonly Place[]} {
	const all = files.flatMap(({path, role, tests}): readonly (Lines & {readonly path: string})[] =>
		role === 'test' && tests !== undefined && tests.cases.count > 0 ? [{path, ...tests[kind]}] : [],
	);
	return {
		count: all.reduce((sum, {count}) => sum + count, 0),
		places: all.flatMap(({path, first}) => first.map(line => ({path, ...line}))),
	};
}

/** Lines that look at an answer or at what was thrown, before those that may look at a value that the test made. */
const looksAtOutcome =
	/\braises|rejects|toThrow|throws|\b(?:rs|res|resp|response|reply|result|answer|client|request)\b|\)\.status|expect\(/iu;
const surest = (places: readonly Place[]): readonly Place[] =>
	places.toSorted((one, other) => Number(looksAtOutcome.test(other.text)) - Number(looksAtOutcome.test(one.text)));

export default probe;
