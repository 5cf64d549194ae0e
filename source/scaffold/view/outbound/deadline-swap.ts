import {type Call, entryOf, lastOf} from '../../../facts/code/code.ts';
import type {Swap} from '../../wiring/edit.ts';

const slow =
	/openai|anthropic|groq|gemini|generativelanguage|openrouter|lovable|mistral|cohere|deepseek|perplexity|chat\/completions|\/v1\/messages/iu;
/** How long a call may take: models think for long, everything else answers soon. In seconds. */
const secondsFor = (text: string): number => (slow.test(text) ? 60 : 10);

/** What stands between the brackets of a call in one line, with at most one pair of brackets inside. */
const given = '(?<given>[^()]+|[^()]*\\([^()]*\\)[^()]*)';

const appended = (line: number, callee: string, words: string): Swap => ({
	line,
	pattern: new RegExp(`^(?<head>.*\\b${callee}\\()${given}\\)(?<rest>[^()]*(?:;|,|\\)|\\{|:|$).*)$`, 'u'),
	to: ({head, given: args, rest}) => `${head}${args}, ${words})${rest}`,
});

const intoOptions = (line: number, callee: string, entry: string): Swap => ({
	line,
	pattern: new RegExp(`^(?<indent>\\s*)(?<head>.*\\b${callee}\\(.*?,\\s*\\{)\\s*(?<rest>.*)$`, 'u'),
	to: ({indent = '', head, rest}) => (rest === '' ? `${indent}${head}\n${indent}  ${entry},` : `${indent}${head} ${entry}, ${rest}`),
});

const escaped = (callee: string): string => callee.replaceAll('.', '\\.').replaceAll('$', '\\$');
const holding = /^(?:get|delete|head|options)$/u;
const sending = /^(?:post|put|patch)$/u;

function inScript(call: Call, text: string): Swap | undefined {
	const {to, args, line, end} = call;
	const milliseconds = `${secondsFor(text)}_000`;
	const callee = escaped(to);
	if (/^(?:(?:globalThis|window)\.)?fetch$/u.test(to)) {
		const entry = `signal: AbortSignal.timeout(${milliseconds})`;
		if (args.length === 1 && line === end) return appended(line, callee, `{${entry}}`);
		return args[1]?.is === 'object' && entryOf(args[1], 'signal') === undefined ? intoOptions(line, callee, entry) : undefined;
	}
	if (!/^axios(?:\.|$)/u.test(to)) return undefined;
	const at = holding.test(lastOf(to)) ? 1 : sending.test(lastOf(to)) ? 2 : undefined;
	if (at === undefined) return undefined;
	const entry = `timeout: ${milliseconds}`;
	if (args.length === at && line === end) return appended(line, callee, `{${entry}}`);
	return at === 1 && args[1]?.is === 'object' ? intoOptions(line, callee, entry) : undefined;
}

function inPython(call: Call, text: string): Swap | undefined {
	const {to, args, named, line, end} = call;
	if (
		!/^requests\.(?:get|post|put|patch|delete|head|options|request)$/u.test(to) ||
		named.some(({key}) => key === 'timeout' || key === '...')
	)
		return undefined;
	const words = `timeout=${secondsFor(text)}`;
	if (line === end) return appended(line, escaped(to), words);
	// Over several lines: behind what stands in the first of them, or alone in the next, as long as that is all that has no name.
	const isOpen = text.trimEnd().endsWith(`${to}(`);
	if (isOpen && args.length === 0)
		return {
			line: line + 1,
			pattern: /^(?<indent>\s*)(?<first>[^\s#].*)$/u,
			to: ({indent = '', first}) => `${indent}${words},\n${indent}${first}`,
		};
	if (args.length !== 1) return undefined;
	return isOpen
		? {
				line: line + 1,
				pattern: /^(?<indent>\s*)(?<first>[^\s#{[(][^{[(]*),\s*$/u,
				to: ({indent = '', first}) => `${indent}${first},\n${indent}${words},`,
			}
		: {line, pattern: /^(?<row>[^#]*\([^{[(]+),\s*$/u, to: ({row}) => `${row}, ${words},`};
}

/** What gives a call to another service a deadline; undefined where that cannot be written safely. `text` is its first line. */
export const deadlineSwap = (call: Call, text: string, isPython: boolean): Swap | undefined =>
	isPython ? inPython(call, text) : inScript(call, text);
