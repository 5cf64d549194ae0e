import type {Field, Value} from '../code/code.ts';
import {placed, type Scope} from './python-scope.ts';
import type {Node} from './python-tree.ts';
import {typeOf} from './python-types.ts';
import {expressionOf} from './python-values.ts';

/** `a = b = value`, `a: T = value`, `a += value`. */
export function assigned(node: Node, scope: Scope): void {
	const targets: Node[] = [];
	let type: Value | undefined;
	let rest: Node | undefined = node;
	let isAdded = false;
	while (rest?.type === 'assignment' || rest?.type === 'augmented_assignment') {
		const [target, ...others]: readonly Node[] = rest.children;
		if (target !== undefined) targets.push(target);
		isAdded ||= rest.type === 'augmented_assignment';
		const written = others.find(part => part.type === 'type');
		if (written !== undefined) type = typeOf(written, scope, expressionOf);
		rest = others.find(part => part.type !== 'type');
	}
	const [target] = targets;
	if (target === undefined) return;
	const called = target.type === 'identifier' ? scope.draft.text.slice(target.start, target.end) : '';
	const value = rest === undefined ? undefined : expressionOf(rest, scope, 'kept', called);
	for (const one of targets) bind(one, value, node, scope, type, isAdded);
}

/** Gives a value to what stands left of it: a name, several, an attribute, a field of the class. */
export function bind(target: Node, value: Value | undefined, node: Node, scope: Scope, type?: Value, isAdded = false): void {
	const {draft} = scope;
	const at = placed(scope, node);
	const name = draft.text.slice(target.start, target.end);
	const typed = type === undefined ? {} : {type};
	if (target.type === 'identifier') {
		if (scope.class !== undefined && !isAdded) {
			const field: Field = {name, ...(value === undefined ? {} : {value}), ...typed, optional: false, decorators: [], ...at};
			scope.fields?.push(field);
		} else if (isAdded || scope.outer.has(name)) draft.assignments.push({to: name, value: value ?? {is: 'other'}, in: scope.in, ...at});
		else {
			if (value === undefined) return;
			draft.variables.push({names: [name], pattern: 'name', value, ...typed, in: scope.in, ...at});
			if (scope.in < 0) draft.exports.push({name, local: name, line: at.line});
		}
		return;
	}
	if (target.type === 'attribute' || target.type === 'subscript') {
		const to = expressionOf(target, scope, 'kept');
		if (to.is === 'name') draft.assignments.push({to: to.name, value: value ?? {is: 'other'}, in: scope.in, ...at});
		return;
	}
	const parts = target.children.flatMap(part => (part.type === 'list_splat_pattern' ? part.children : [part]));
	const plain = parts.filter(part => part.type === 'identifier').map(part => draft.text.slice(part.start, part.end));
	for (const part of parts) if (part.type !== 'identifier') bind(part, {is: 'other'}, node, scope);
	if (plain.length === 0) return;
	if (scope.class !== undefined) {
		for (const part of plain) scope.fields?.push({name: part, value: {is: 'other'}, optional: false, decorators: [], ...at});
		return;
	}
	draft.variables.push({names: plain, pattern: 'list', value: value ?? {is: 'other'}, in: scope.in, ...at});
	if (scope.in < 0) draft.exports.push(...plain.map(part => ({name: part, local: part, line: at.line})));
}
