import type {Parameter} from '../code/code.ts';
import {bodyOf, placed, type Scope} from './python-scope.ts';
import type {Node} from './python-tree.ts';
import {type Read, typeOf} from './python-types.ts';

/** Notes a lambda and everything in it; its place in the list of functions. */
export function lambdaOf(node: Node, scope: Scope, name: string, inLoop: boolean, read: Read): number {
	const body = node.children.at(-1);
	const given = node.children.find(({type}) => type === 'lambda_parameters');
	const at = placed(scope, node);
	const made =
		scope.draft.functions.push({
			name,
			...at,
			end: scope.draft.lines.lineAt(node.end),
			in: scope.in,
			isAsync: false,
			parameters: given === undefined ? [] : parametersOf(given, scope, read),
			decorators: [],
			directives: [],
		}) - 1;
	if (body === undefined) return made;
	const inside = bodyOf(scope, made, inLoop);
	const value = read(body, inside, 'returned');
	scope.draft.exits.push({how: 'return', value, in: made, ...placed(scope, body), when: [], inCatch: false});
	return made;
}

/** The parameters of a function, with their types and defaults. */
export function parametersOf(node: Node, scope: Scope, read: Read): readonly Parameter[] {
	const text = scope.draft.text;
	return node.children.flatMap((part): readonly Parameter[] => {
		const [first] = part.children;
		if (part.type === 'identifier') return [{name: text.slice(part.start, part.end), decorators: []}];
		if (part.type === 'positional_separator' || part.type === 'keyword_separator') return [];
		if (part.type === 'list_splat_pattern' || part.type === 'dictionary_splat_pattern' || part.type === 'tuple_pattern')
			return [{name: text.slice(part.start, part.end), decorators: []}];
		if (first === undefined) return [];
		const written = part.children.find(({type}) => type === 'type');
		const last = part.children.at(-1);
		const type = written === undefined ? undefined : typeOf(written, scope, read);
		const given = part.type.endsWith('default_parameter') && last !== undefined ? read(last, scope, 'kept') : undefined;
		return [
			{
				name: text.slice(first.start, first.end),
				...(type === undefined ? {} : {type}),
				...(given === undefined ? {} : {default: given}),
				decorators: [],
			},
		];
	});
}
