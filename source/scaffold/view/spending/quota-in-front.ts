import type {Code} from '../../../facts/code/code.ts';
import type {EntryPoint} from '../../../facts/entry-points/entry-point.ts';
import type {Swap} from '../../wiring/edit.ts';

/** Frameworks for which callers are counted: what each is counted with. */
export type QuotaKind = 'express' | 'web' | 'edge' | 'fastapi' | 'flask';

const kinds: Readonly<Record<string, QuotaKind>> = {
	express: 'express',
	'next.app': 'web',
	'supabase.functions': 'edge',
	fastapi: 'fastapi',
	flask: 'flask',
};

/** What counts the callers of an entry point; undefined for frameworks that are left to a person. */
export const quotaKind = ({framework}: EntryPoint): QuotaKind | undefined =>
	Object.hasOwn(kinds, framework) ? kinds[framework] : undefined;

const beforeHandler =
	/^(?<before>\s*|.*,\s*)(?<handler>(?:\w+\()?(?:async\s*)?(?:\([^()]*\)[^=()]*=>|\w+\s*=>|function\b).*|[\w.]+\)\s*;?\s*)$/u;
const routeDecorator = /^(?<head>\s*@[\w.]+\(\s*(?:"[^"]*"|'[^']*'))(?<rest>.*)$/u;
const definition = /^(?<indent>\s*)(?<head>(?:async\s+)?def\s+\w+\(.*)$/u;
const takesRequest = /^(?<indent>\s*)(?<head>.*\(\s*(?<request>[A-Za-z_$][\w$]*)\b[^()]*\)[^()]*\{)\s*$/u;
const takesNothing = /^(?<indent>\s*)(?<head>.*\()(?<tail>\)[^()]*\{)\s*$/u;

const isTyped = /\.[cm]?tsx?$/u;

/** The first lines of a handler that is given a request and answers with a response: count, and refuse. */
function inside({handler, line, path}: EntryPoint, code: Code): Swap {
	const at = handler?.line ?? line;
	const own = code.functions.find(one => one.line === at);
	const lines = (indent: string, request: string): string =>
		[`const overQuota = await dailyModelQuota(${request});`, 'if (overQuota) return overQuota;'].map(one => `\n${indent}  ${one}`).join('');
	return own !== undefined && own.parameters.length === 0
		? {
				line: at,
				pattern: takesNothing,
				to: ({indent = '', head, tail}) =>
					`${indent}${head}request${isTyped.test(path) ? ': Request' : ''}${tail}${lines(indent, 'request')}`,
			}
		: {line: at, pattern: takesRequest, to: ({indent = '', head, request = ''}) => `${indent}${head}${lines(indent, request)}`};
}

/** What puts the count in front of an entry point; undefined where it is there, or cannot be put there safely. */
export function quotaSwap(point: EntryPoint, kind: QuotaKind, code: Code): Swap | undefined {
	const {line, handler, path} = point;
	const isHere = handler === undefined || handler.path === path;
	switch (kind) {
		case 'express':
			return {
				line: handler !== undefined && isHere && handler.name === '' ? handler.line : line,
				pattern: beforeHandler,
				to: ({before = '', handler: rest}) => `${before}dailyModelQuota, ${rest}`,
			};
		case 'web':
		case 'edge':
			return isHere ? inside(point, code) : undefined;
		case 'fastapi': {
			const made = code.calls.find(call => call.line === line && call.named.some(({key}) => key === 'dependencies'));
			return made === undefined
				? {line, pattern: routeDecorator, to: ({head, rest}) => `${head}, dependencies=[Depends(daily_model_quota)]${rest}`}
				: undefined;
		}
		case 'flask':
			return handler !== undefined && isHere
				? {line: handler.line, pattern: definition, to: ({indent = '', head}) => `${indent}@daily_model_quota\n${indent}${head}`}
				: undefined;
	}
}
