import {lastOf} from '../../facts/code/code.ts';
import {mayName} from '../../facts/code/lazy.ts';
import type {Facts} from '../../facts/facts.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const ending: ReadonlySet<string> = new Set(['process.exit', 'process.abort', 'sys.exit', 'os._exit', 'Deno.exit']);
const asked: ReadonlySet<string> = new Set(['http', 'page', 'action', 'rpc', 'function', 'webhook', 'socket']);
const onPurpose: ReadonlySet<string> = new Set(
	'restart shutdown reboot kill stop terminate signal sigterm sigint reload update upgrade'.split(' '),
);

type Ending = Place & {readonly isOnPurpose: boolean};

/** Where a request leads to the end of the process. */
function endings(facts: Facts): readonly Ending[] {
	return facts.files.flatMap((file): readonly Ending[] => {
		const {code, path} = file;
		if (code === undefined || file.role !== 'app' || file.side === 'client' || isReached(file, facts.reached) !== true) return [];
		if (!mayName(code, [...ending])) return [];
		return code.calls.flatMap((call): readonly Ending[] => {
			if (!ending.has(call.to)) return [];
			const points = facts.program.pointsOf(path, call.in).filter(({kind}) => asked.has(kind));
			const around = code.functions[call.in];
			const given = facts.program.scopes.at(path)?.givenTo(call.in);
			if (points.length === 0 || (given !== undefined && /^process\.(?:on|once)$/u.test(given.to))) return [];
			const said = [...wordsOf(around === undefined ? '' : lastOf(around.name)), ...points.flatMap(({route}) => wordsOf(route))];
			return [{path, line: call.line, text: call.text, isOnPurpose: said.some(word => onPurpose.has(word))}];
		});
	});
}

const probe: Probe = facts => {
	const all = endings(facts);
	const open = all.filter(({isOnPurpose}) => !isOnPurpose);
	if (open.length > 0)
		return gap(
			open.length === 1
				? 'a request can lead to a line that ends the process for everyone'
				: `requests can lead to ${open.length} lines that end the process for everyone`,
			distinct(open),
			{occurrences: open.length},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (all.length > 0) return unknown('a route ends the process, by its name on purpose', distinct(all));
	const points = facts.entryPoints.points.filter(({kind}) => asked.has(kind));
	return points.length === 0
		? notApplicable('nothing here answers requests')
		: pass(
				`nothing that ${points.length === 1 ? 'the only way in' : `the ${points.length} ways in`} lead${points.length === 1 ? 's' : ''} to ends the process`,
				distinct(points).slice(0, 3),
			);
};

export default probe;
