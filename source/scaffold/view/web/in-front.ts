import type {Code} from '../../../facts/code/code.ts';
import type {EntryPoint} from '../../../facts/entry-points/entry-point.ts';
import type {Swap} from '../../wiring/edit.ts';

/** Frameworks in which something can be put in front of one entry point, by how that is written. */
export type FrontKind = 'express' | 'web' | 'edge' | 'fastapi' | 'flask';

const kinds: Readonly<Record<string, FrontKind>> = {
	express: 'express',
	'next.app': 'web',
	'supabase.functions': 'edge',
	fastapi: 'fastapi',
	flask: 'flask',
};

/** How something is put in front of an entry point; undefined for frameworks that are left to a person. */
export const frontKind = ({framework, kind}: EntryPoint): FrontKind | undefined =>
	kind === 'http' && Object.hasOwn(kinds, framework) ? kinds[framework] : undefined;

/** What goes in front: its name, the name that its answer is kept under where it is called first thing, and what it is given there besides the request. */
export type Front = {readonly name: string; readonly answer: string; readonly given?: string};

const beforeHandler =
	/^(?<before>\s*|.*,\s*)(?<handler>(?:\w+\()?(?:async\s*)?(?:\([^()]*\)[^=()]*=>|\w+\s*=>|function\b).*|[\w.]+\)\s*;?\s*)$/u;
const routeDecorator = /^(?<head>\s*@[\w.]+\(\s*(?:"[^"]*"|'[^']*'))(?<rest>.*)$/u;
const definition = /^(?<indent>\s*)(?<head>(?:async\s+)?def\s+\w+\(.*)$/u;
const takesRequest =
	/^(?<indent>\s*)(?<head>.*(?:\(\s*(?<request>[A-Za-z_$][\w$]*)\b[^()]*\)[^()]*|\b(?<bare>[A-Za-z_$][\w$]*)\s*=>\s*)\{)\s*$/u;
const takesNothing = /^(?<indent>\s*)(?<head>.*\()(?<tail>\)[^()]*\{)\s*$/u;

const isTyped = /\.[cm]?tsx?$/u;

/** The first lines of a handler that is given a request and answers with a response: ask, and hand on what refuses. */
function inside({handler, line, path}: EntryPoint, code: Code, {name, answer, given}: Front): Swap {
	const at = handler?.line ?? line;
	const own = code.functions.find(one => one.line === at);
	const lines = (indent: string, request: string): string =>
		[`const ${answer} = await ${name}(${request}${given === undefined ? '' : `, ${given}`});`, `if (${answer}) return ${answer};`]
			.map(one => `\n${indent}  ${one}`)
			.join('');
	return own !== undefined && own.parameters.length === 0
		? {
				line: at,
				pattern: takesNothing,
				to: ({indent = '', head, tail}) =>
					`${indent}${head}request${isTyped.test(path) ? ': Request' : ''}${tail}${lines(indent, 'request')}`,
			}
		: {
				line: at,
				pattern: takesRequest,
				to: ({indent = '', head, request, bare = ''}) => `${indent}${head}${lines(indent, request ?? bare)}`,
			};
}

/** What puts it in front of an entry point; undefined where that cannot be done safely. */
export function frontSwap(point: EntryPoint, kind: FrontKind, code: Code, front: Front): Swap | undefined {
	const {line, handler, path} = point;
	const isHere = handler === undefined || handler.path === path;
	switch (kind) {
		case 'express':
			return {
				line: handler !== undefined && isHere && handler.name === '' ? handler.line : line,
				pattern: beforeHandler,
				to: ({before = '', handler: rest}) => `${before}${front.name}, ${rest}`,
			};
		case 'web':
		case 'edge':
			return isHere ? inside(point, code, front) : undefined;
		case 'fastapi': {
			const made = code.calls.find(call => call.line === line && call.named.some(({key}) => key === 'dependencies'));
			return made === undefined
				? {line, pattern: routeDecorator, to: ({head, rest}) => `${head}, dependencies=[Depends(${front.name})]${rest}`}
				: undefined;
		}
		case 'flask':
			return handler !== undefined && isHere
				? {line: handler.line, pattern: definition, to: ({indent = '', head}) => `${indent}@${front.name}\n${indent}${head}`}
				: undefined;
	}
}
