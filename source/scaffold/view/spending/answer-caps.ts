import {type Call, type Code, entryOf, firstOf, lastOf} from '../../../facts/code/code.ts';
import type {PackageFact} from '../../../facts/packages.ts';
import type {Swap} from '../../wiring/edit.ts';

/** How a bound on the answer is written into one call: the words that stand before it, and what is put there. */
type Rule = {readonly callee: RegExp; readonly key: (code: Code, owner: PackageFact | undefined) => string; readonly wrapped?: string};

const otherAddress = (code: Code): boolean =>
	code.calls.some(
		({to, named, args}) =>
			/OpenAI$/u.test(to) && (named.some(({key}) => key === 'base_url') || args.some(value => entryOf(value, 'baseURL') !== undefined)),
	);
const openAi = (code: Code): string => (otherAddress(code) ? 'max_tokens' : 'max_completion_tokens');
const firstNumber = /\d+/u;
/** The fifth release of the library renamed the key. */
const sdkKey = (owner: PackageFact | undefined): string => {
	const range = owner?.dependencies.find(({name}) => name === 'ai')?.range ?? '';
	return Number(firstNumber.exec(range)?.[0] ?? 5) < 5 ? 'maxTokens' : 'maxOutputTokens';
};

const scripts: readonly Rule[] = [
	{callee: /(?:^|\.)(?:generateText|streamText|generateObject|streamObject)$/u, key: (_, owner) => sdkKey(owner)},
	{callee: /\.chat\.completions\.(?:create|parse|stream)$/u, key: openAi},
	{callee: /\.responses\.(?:create|parse|stream)$/u, key: () => 'max_output_tokens'},
	{callee: /\.messages\.(?:create|stream)$/u, key: () => 'max_tokens'},
	{callee: /\.models\.generateContent(?:Stream)?$/u, key: () => 'maxOutputTokens', wrapped: 'config'},
	{callee: /\.getGenerativeModel$/u, key: () => 'maxOutputTokens', wrapped: 'generationConfig'},
];
const pythons: readonly Rule[] = [
	{callee: /\.chat\.completions\.(?:create|parse|stream)$/u, key: openAi},
	{callee: /\.responses\.(?:create|parse|stream)$/u, key: () => 'max_output_tokens'},
	{callee: /\.messages\.(?:create|stream)$/u, key: () => 'max_tokens'},
];
const capKey = /max_?(?:completion_?|output_?|new_?)?tokens/iu;

/** Whether the call names a bound already. */
export const isCapped = ({args, named}: Call): boolean => capKey.test(JSON.stringify([args, named]));

const indent = (row: string | undefined): string => row ?? '';

/** `create({` and what follows it in the line; the new entry goes to the front, on a line of its own where the others have one. */
function intoObject(line: number, callee: string, entry: string): Swap {
	return {
		line,
		pattern: new RegExp(`^(?<indent>\\s*)(?<head>.*\\b${callee}(?:<[^<>()]*>)?\\(\\s*\\{)\\s*(?<rest>.*)$`, 'u'),
		to: ({indent: own, head, rest}) =>
			rest === '' ? `${indent(own)}${head}\n${indent(own)}  ${entry},` : `${indent(own)}${head} ${entry}, ${rest}`,
	};
}

function intoArguments(line: number, callee: string, entry: string): Swap {
	return {
		line,
		pattern: new RegExp(`^(?<indent>\\s*)(?<head>.*\\b${callee}\\()(?<rest>.*)$`, 'u'),
		to: ({indent: own, head, rest}) =>
			rest === '' ? `${indent(own)}${head}\n${indent(own)}    ${entry},` : `${indent(own)}${head}${entry}, ${rest}`,
	};
}

/** What bounds the answer of one call to a model; undefined where that cannot be written safely. */
export function capSwap(call: Call, code: Code, owner: PackageFact | undefined, isPython: boolean): Swap | undefined {
	if (isPython) {
		const rule = pythons.find(({callee}) => callee.test(call.to));
		if (rule === undefined || call.args.length > 0) return undefined;
		return intoArguments(call.line, lastOf(call.to), `${rule.key(code, owner)}=ANSWER_TOKENS`);
	}
	if (call.to === 'fetch') {
		const body = code.calls.find(
			({to, line, in: at}) => to === 'JSON.stringify' && at === call.in && line >= call.line && line <= call.end,
		);
		const asksChat = body !== undefined && entryOf(body.args[0], 'messages') !== undefined;
		return asksChat ? intoObject(body.line, 'stringify', 'max_tokens: answerTokens') : undefined;
	}
	const rule = scripts.find(({callee}) => callee.test(call.to));
	if (rule === undefined || call.args[0]?.is !== 'object') return undefined;
	const key = rule.key(code, owner);
	if (rule.wrapped === undefined) return intoObject(call.line, lastOf(call.to), `${key}: answerTokens`);
	return entryOf(call.args[0], rule.wrapped) === undefined
		? intoObject(call.line, lastOf(call.to), `${rule.wrapped}: {${key}: answerTokens}`)
		: undefined;
}

/** Whether the call is made with something that was taken with a bound, or is about to be given one: a model of Google's library. */
export function isCappedByMaker({to}: Call, code: Code): boolean {
	const kept = code.variables.find(({names, value}) => names.includes(firstOf(to)) && value.is === 'call');
	const maker = kept?.value.is === 'call' ? code.calls[kept.value.call] : undefined;
	return maker !== undefined && (isCapped(maker) || capSwap(maker, code, undefined, false) !== undefined);
}
