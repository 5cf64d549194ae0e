import type {Argument, CallExpression, Expression, NewExpression, Super, TaggedTemplateExpression} from 'oxc-parser';
import {type Call, lastOf, type Value} from '../code/code.ts';
import {importedBy} from './javascript-imports.ts';
import {bare, keyOf} from './javascript-names.ts';
import {none, type Reader, type Use} from './javascript-reader.ts';
import {templateValue} from './javascript-texts.ts';

/** Calls that run their callback for each item. */
const loops: ReadonlySet<string> = new Set([
	'map',
	'forEach',
	'filter',
	'reduce',
	'reduceRight',
	'flatMap',
	'some',
	'every',
	'find',
	'findIndex',
	'findLast',
	'sort',
	'each',
	'eachSeries',
	'eachLimit',
	'mapSeries',
	'mapLimit',
]);

const pending: Call = {
	to: '',
	line: 0,
	end: 0,
	text: '',
	in: -1,
	args: none,
	named: none,
	isNew: false,
	isAwaited: false,
	result: 'kept',
	inLoop: false,
	inTry: false,
	when: none,
};

/**
 * The dotted path that an expression is reached by, and visits all that stands in it. `reader.reached` is the call it goes through, or -1.
 * What has no name of its own begins with a dot: `.map` for `[1, 2].map`.
 */
export function pathTo(reader: Reader, node: Expression | Super): string {
	const inner = node.type === 'Super' ? node : bare(node);
	switch (inner.type) {
		case 'Identifier':
			reader.reached = -1;
			return inner.name;
		case 'ThisExpression':
			reader.reached = -1;
			return 'this';
		case 'Super':
			reader.reached = -1;
			return 'super';
		case 'MetaProperty':
			reader.reached = -1;
			return `${inner.meta.name}.${inner.property.name}`;
		case 'MemberExpression': {
			const base = pathTo(reader, inner.object);
			if (!inner.computed || inner.property.type === 'Literal') return `${base}.${keyOf(inner.property, inner.computed)}`;
			const {reached} = reader;
			reader.visit.expression(reader, inner.property, 'kept');
			reader.reached = reached;
			return `${base}.[]`;
		}
		case 'CallExpression':
		case 'NewExpression':
			return pathOfCall(reader, call(reader, inner, 'chained', false));
		case 'TaggedTemplateExpression':
			return pathOfCall(reader, tagged(reader, inner, 'chained', false));
		case 'AwaitExpression': {
			const awaited = bare(inner.argument);
			if (awaited.type === 'CallExpression') return pathOfCall(reader, call(reader, awaited, 'chained', true));
			if (awaited.type !== 'ImportExpression') return pathTo(reader, awaited);
			const value = reader.visit.expression(reader, inner, 'chained');
			reader.reached = -1;
			return value.is === 'name' ? value.name : '';
		}
	}
	reader.visit.expression(reader, inner, 'chained');
	reader.reached = -1;
	return '';
}

function pathOfCall(reader: Reader, index: number): string {
	reader.reached = index;
	return reader.madeUp.get(index) ?? `${reader.calls[index]?.to ?? ''}()`;
}

/** What a call is as a value: the module for a `require`, else the call. */
export function callValue(reader: Reader, index: number): Value {
	const name = reader.madeUp.get(index);
	return name === undefined ? {is: 'call', call: index} : {is: 'name', name};
}

/** Reads a call, and returns its place. */
export function call(reader: Reader, node: CallExpression | NewExpression, use: Use, isAwaited: boolean): number {
	const to = pathTo(reader, node.callee);
	const on = reader.reached;
	const index = reader.calls.push(pending) - 1;
	const looped = loops.has(lastOf(to));
	const {depth} = reader;
	reader.depth = 0;
	const args = node.arguments.length === 0 ? none : node.arguments.map(argument => argumentValue(reader, argument, isAwaited, looped));
	reader.depth = depth;
	const callee = bare(node.callee);
	const start = callee.type === 'MemberExpression' ? callee.property.start : node.start;
	record(reader, index, {to, on, start, end: node.end, args, isNew: node.type === 'NewExpression', isAwaited, use});
	if (to === 'require' && node.arguments.length > 0) {
		const name = importedBy(reader, node.arguments[0], 'require', use === 'dropped', node.start);
		if (name !== undefined) reader.madeUp.set(index, name);
	}
	return index;
}

/** Reads a tagged template as the call that it is, and returns its place. */
export function tagged(reader: Reader, node: TaggedTemplateExpression, use: Use, isAwaited: boolean): number {
	const to = pathTo(reader, node.tag);
	const on = reader.reached;
	const index = reader.calls.push(pending) - 1;
	const args = [templateValue(reader, node.quasi, to)];
	const tag = bare(node.tag);
	const start = tag.type === 'MemberExpression' ? tag.property.start : node.start;
	record(reader, index, {to, on, start, end: node.end, args, isNew: false, isAwaited, use});
	return index;
}

type Found = {
	readonly to: string;
	readonly on: number;
	readonly start: number;
	readonly end: number;
	readonly args: readonly Value[];
	readonly isNew: boolean;
	readonly isAwaited: boolean;
	readonly use: Use;
};

/** Writes down a call at its place. */
function record(reader: Reader, index: number, {to, on, start, end, args, isNew, isAwaited, use}: Found): void {
	const line = reader.lines.lineAt(start);
	const made: Call = {
		to,
		line,
		end: reader.lines.lineAt(end),
		text: reader.lines.textOf(line),
		in: reader.in,
		args,
		named: none,
		isNew,
		isAwaited,
		result: use,
		inLoop: reader.inLoop,
		inTry: reader.inTry,
		when: reader.when,
	};
	reader.calls[index] = on === -1 ? made : {...made, on};
}

/** Writes down something that is called without looking like a call: an element, a dynamic import. */
export function recordCall(reader: Reader, found: Omit<Found, 'on' | 'isNew'>): number {
	const index = reader.calls.push(pending) - 1;
	record(reader, index, {...found, on: -1, isNew: false});
	return index;
}

function argumentValue(reader: Reader, node: Argument, here: boolean, looped: boolean): Value {
	if (node.type === 'SpreadElement') return {is: 'spread', of: reader.visit.expression(reader, node.argument, 'given')};
	const inner = bare(node);
	if (inner.type === 'ArrowFunctionExpression' || inner.type === 'FunctionExpression')
		return {is: 'function', function: reader.visit.function(reader, inner, {name: inner.id?.name ?? '', here: here || looped, looped})};
	return reader.visit.expression(reader, inner, 'given');
}
