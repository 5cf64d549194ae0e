import type {Code} from '../../../facts/code/code.ts';
import type {Edit, Swap, WantedImport} from '../../wiring/edit.ts';
import {frontSwap} from '../web/in-front.ts';
import {onFunction} from '../web/on-function.ts';
import type {Tried} from './tried.ts';

/** A change that counts the tries of one entry point, in the file that it is made in. */
export type Change = {readonly path: string; readonly swap: Swap; readonly imports: readonly WantedImport[]};

const brings = (name: string, from: string): WantedImport => ({name, from: {package: from}});
const wrapped = /^(?<head>\s*(?:re_)?path\(\s*(?:"[^"]*"|'[^']*')\s*,\s*)(?<view>[\w.]+\.as_view\([^()]*\))(?<rest>.*)$/u;

/** `rate_limit("/login", times=10, seconds=900)`; where one function answers reading and sending, what is only read is not counted. */
const called = ({point: {route, method}, times, seconds}: Tried, tellsReading: boolean): string =>
	`rate_limit("${route}", times=${times}, seconds=${seconds}${tellsReading && method === 'GET' ? ', reads=True' : ''})`;

const given = ({point: {route}, times, seconds}: Tried): string => `{name: '${route}', times: ${times}, seconds: ${seconds}}`;

const put = (path: string, swap: Swap | undefined, ...imports: readonly WantedImport[]): Change | undefined =>
	swap && {path, swap, imports};

type Way = (tried: Tried, code: Code) => Change | undefined;

/** How it is put in front, by framework. */
const ways: Readonly<Record<string, Way>> = {
	'next.app': (tried, code) =>
		put(tried.point.path, frontSwap(tried.point, 'web', code, {name: 'rateLimit', answer: 'tooOften', given: given(tried)})),
	nest: tried =>
		put(
			tried.point.handler?.path ?? tried.point.path,
			onFunction(tried.point, `@UseGuards(new RateLimit(${given(tried)}))`),
			brings('UseGuards', '@nestjs/common'),
		),
	fastapi: (tried, code) =>
		put(tried.point.path, frontSwap(tried.point, 'fastapi', code, {name: called(tried, false), answer: ''}), brings('Depends', 'fastapi')),
	flask: (tried, code) => put(tried.point.path, frontSwap(tried.point, 'flask', code, {name: called(tried, true), answer: ''})),
	django: inDjango,
};

/** Frameworks in which each entry point counts for itself. */
export const frontFrameworks: ReadonlySet<string> = new Set(Object.keys(ways));

/** What puts the counting in front of one entry point; undefined where that is left to a person. `code` is that of the file that is changed. */
export const changeFor = (tried: Tried, code: Code): Change | undefined => ways[tried.point.framework]?.(tried, code);

function inDjango(tried: Tried, code: Code): Change | undefined {
	const {point} = tried;
	const {handler, path, line} = point;
	const counter = called(tried, true);
	if (handler === undefined)
		return {path, swap: {line, pattern: wrapped, to: ({head, view, rest}) => `${head}${counter}(${view})${rest}`}, imports: []};
	const isMethod = handler.name.includes('.') || code.functions.some(one => one.line === handler.line && one.class !== undefined);
	const swap = onFunction(point, isMethod ? `@method_decorator(${counter})` : `@${counter}`);
	return swap && {path: handler.path, swap, imports: isMethod ? [brings('method_decorator', 'django.utils.decorators')] : []};
}

/** The edits that make these changes, one for each file. */
export const editsOf = (changes: readonly Change[]): readonly Edit[] =>
	[...new Set(changes.map(({path}) => path))].map(path => {
		const own = changes.filter(one => one.path === path);
		// Of several methods of one function, the first one says whether reading counts.
		const swaps = [...new Map(own.toReversed().map(({swap}) => [swap.line, swap])).values()].toReversed();
		const imports = new Map(own.flatMap(one => one.imports.map(wanted => [wanted.name, wanted] as const)));
		const counter = path.endsWith('.py') ? 'rate_limit' : ([...imports.keys()].find(name => /ratelimit/iu.test(name ?? '')) ?? 'rateLimit');
		return {
			kind: 'swap',
			path,
			does: `counts how often ${swaps.length === 1 ? 'one address is' : `${swaps.length} addresses are`} tried`,
			byHand: `Put ${counter} in front of what stands in line ${swaps.map(({line}) => line).join(', ')}.`,
			swaps,
			imports: [...imports.values()],
		};
	});
