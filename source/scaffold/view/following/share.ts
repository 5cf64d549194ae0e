import {type Call, type Entry, lastOf} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {CodeNow} from '../../view.ts';
import type {Edit, Swap} from '../../wiring/edit.ts';
import {sourcesOf} from '../web/sources.ts';

const sentry = /^(?:@sentry\/(?!cli$|types$|.*plugin).+|sentry_sdk)/u;
const notServer = /(?:^|[./-])(?:client|browser|edge)\.[cm]?[jt]sx?$/u;
/** Where trackers are started that a framework loads by itself. */
const ownFile = /(?:^|\/)(?:sentry|instrument)[\w.-]*\.[cm]?[jt]s$/u;
const rates = /^(?:traces_?sample_?rate|traces_?sampler|enable_?tracing)$/iu;
const noShare = /\b(?<key>tracesSampleRate:|traces_sample_rate\s?=)\s*0(?:\.0+)?(?![\d.])/u;
const begins = /^(?<indent>\s*)(?<head>(?:[\w.]+\.)?init\(\{?)(?<rest>.*)$/u;
/** One request in ten. */
const share = '0.1';

/** An error tracker of the server that is started, and where it is told how many requests to follow. */
type Start = {readonly path: string; readonly call: Call; readonly rate: Entry | undefined};

function startsIn(facts: PlainFacts, code: CodeNow): readonly Start[] {
	const named = facts.files
		.filter(({path, role, side}) => role === 'config' && side !== 'client' && ownFile.test(path))
		.map(({path}) => path);
	const sources = sourcesOf(facts, code).map(({path}) => path);
	return [...new Set([...named, ...sources])]
		.filter(path => !notServer.test(path))
		.flatMap(path => {
			const now = code(path);
			if (now === undefined || !now.imports.some(({from, typeOnly}) => !typeOnly && sentry.test(from))) return [];
			return now.calls
				.filter(({to}) => lastOf(to) === 'init')
				.map(call => {
					const [options] = call.args;
					const entries = [...call.named, ...(options?.is === 'object' ? options.entries : [])];
					return {path, call, rate: entries.find(({key}) => rates.test(key))};
				});
		});
}

/** What tells a tracker to follow one request in ten: another number, or one more line. */
function swapFor({path, call, rate}: Start): Swap {
	const isSnake = path.endsWith('.py');
	if (rate !== undefined) return {line: rate.line, pattern: noShare, to: ({key = ''}) => `${key}${key.endsWith(':') ? ' ' : ''}${share}`};
	const said = isSnake ? `traces_sample_rate=${share},` : `tracesSampleRate: ${share},`;
	return {
		line: call.line,
		pattern: begins,
		to: ({indent = '', head, rest = ''}) =>
			rest.trim() === ''
				? `${indent}${head}\n${indent}${isSnake ? '    ' : '  '}${said}`
				: `${indent}${head}${said}${/^[)}]/u.test(rest) ? '' : ' '}${rest}`,
	};
}

/**
 * An error tracker that is there follows requests by itself once it is told how many: a second thing beside it would be in its way.
 * Undefined where there is none on the server.
 */
export function shareEdits(facts: PlainFacts, code: CodeNow): readonly Edit[] | undefined {
	const starts = startsIn(facts, code);
	if (starts.length === 0) return undefined;
	return starts
		.filter(({rate}) => rate === undefined || (rate.value.is === 'literal' && Number(rate.value.value) === 0))
		.map(start => ({
			kind: 'swap' as const,
			path: start.path,
			does: 'follows one request in ten',
			byHand: `In ${start.path}:${start.call.line}, give init ${start.path.endsWith('.py') ? `traces_sample_rate=${share}` : `tracesSampleRate: ${share}`}.`,
			swaps: [swapFor(start)],
		}));
}
