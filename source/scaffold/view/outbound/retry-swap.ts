import {type Call, type Code, entryOf, lastOf, type Value} from '../../../facts/code/code.ts';
import type {Swap, WantedImport} from '../../wiring/edit.ts';

/** What makes one retry wait and end, and what it brings in for that. */
export type RetrySwap = {readonly swap: Swap; readonly imports: readonly WantedImport[]};

const stop = {word: 'stop', name: 'stop_after_attempt', given: '4'};
const wait = {word: 'wait', name: 'wait_random_exponential', given: 'max=10'};
const fromTenacity = (name: string): WantedImport => ({name, from: {package: 'tenacity'}});

/** Named arguments put first between the brackets of a decorator, which has no others. */
const intoDecorator = ({line, end}: Call, callee: string, words: string): Swap => ({
	line,
	end,
	pattern: new RegExp(`^(?<indent>\\s*)(?<head>@${callee.replaceAll('.', '\\.')}\\()(?<rest>.*)$`, 'u'),
	to: ({indent = '', head, rest = ''}) => {
		if (rest.trim() === '') return `${indent}${head}\n${indent}    ${words},`;
		return `${indent}${head}${words}${rest.startsWith(')') ? '' : ', '}${rest}`;
	},
});

function tenacity(call: Call): RetrySwap {
	const module = call.to.slice(0, -'retry'.length);
	const missing = [stop, wait].filter(({word}) => !call.named.some(({key}) => key === word));
	return {
		swap: intoDecorator(call, call.to, missing.map(({word, name, given}) => `${word}=${module}${name}(${given})`).join(', ')),
		imports: module === '' ? missing.map(({name}) => fromTenacity(name)) : [],
	};
}

/** `@retry` without brackets, somewhere above the line in which its function begins. */
function tenacityAlone(name: string, line: number, decorators: number): RetrySwap {
	const module = name.slice(0, -'retry'.length);
	const words = [stop, wait].map(one => `${one.word}=${module}${one.name}(${one.given})`).join(', ');
	return {
		swap: {
			line: Math.max(1, line - decorators),
			end: line + decorators,
			pattern: new RegExp(`^(?<head>\\s*@${name.replaceAll('.', '\\.')})\\s*$`, 'u'),
			to: ({head}) => `${head}(${words})`,
		},
		imports: module === '' ? [fromTenacity(stop.name), fromTenacity(wait.name)] : [],
	};
}

function axiosRetry({to, args, line, end}: Call): Swap | undefined {
	const delay = `retryDelay: ${to}.exponentialDelay`;
	const callee = to.replaceAll('.', '\\.').replaceAll('$', '\\$');
	if (args.length === 1)
		return {line, end, pattern: new RegExp(`\\b${callee}\\((?<client>[\\w$.]+)\\)`, 'u'), to: ({client}) => `${to}(${client}, {${delay}})`};
	const isEmpty = args[1]?.is === 'object' && args[1].entries.length === 0;
	return {
		line,
		end,
		pattern: new RegExp(`\\b${callee}\\((?<client>[\\w$.]+),\\s*\\{`, 'u'),
		to: ({client}) => `${to}(${client}, {${delay}${isEmpty ? '' : ', '}`,
	};
}

const attempts: Swap['pattern'] = /\battempts:\s*(?<times>\d+)\b/u;
const hasAttempts = (value: Value): boolean => entryOf(entryOf(value, 'defaultJobOptions') ?? value, 'attempts') !== undefined;

/** What makes the retry seen in a line wait longer each time and end; undefined where that cannot be written safely. */
export function retrySwap({calls, functions}: Code, line: number): RetrySwap | undefined {
	const call = calls.find(
		one =>
			one.line === line &&
			(lastOf(one.to) === 'retry' || /^axios-?[rR]etry$/u.test(lastOf(one.to)) || isCelery(one) || one.args.some(hasAttempts)),
	);
	if (call === undefined) {
		const own = functions.find(one => one.line === line);
		const bare = own?.decorators.flatMap(one => (one.is === 'name' && lastOf(one.name) === 'retry' ? [one.name] : []))[0];
		return own === undefined || bare === undefined ? undefined : tenacityAlone(bare, line, own.decorators.length);
	}
	if (isCelery(call)) return call.args.length > 0 ? undefined : {swap: intoDecorator(call, call.to, 'retry_backoff=True'), imports: []};
	if (lastOf(call.to) === 'retry') return call.args.length > 0 ? undefined : tenacity(call);
	if (call.args.some(hasAttempts))
		return {
			swap: {
				line,
				end: call.end,
				pattern: attempts,
				to: ({times}) => `attempts: ${times}, backoff: {type: 'exponential', delay: 1000}`,
			},
			imports: [],
		};
	const swap = axiosRetry(call);
	return swap === undefined ? undefined : {swap, imports: []};
}

const isCelery = ({named}: Call): boolean => named.some(({key}) => key === 'autoretry_for');
