import type {
	ArrayExpression,
	AssignmentExpression,
	ConditionalExpression,
	Expression,
	LogicalExpression,
	ObjectExpression,
	ObjectPropertyKind,
} from 'oxc-parser';
import {type Entry, lastOf, type Value} from '../code/code.ts';
import {markAwaited} from './awaited.ts';
import {call, callValue, pathTo, recordCall, tagged} from './javascript-calls.ts';
import {readAssignedExport} from './javascript-exports.ts';
import {importedBy} from './javascript-imports.ts';
import {elementValue} from './javascript-jsx.ts';
import {bare, expressionsIn, keyOf, namesIn} from './javascript-names.ts';
import {nested, none, other, type Reader, shortened, type Use} from './javascript-reader.ts';
import {joined, joinedValue, reckoned, templateValue} from './javascript-texts.ts';

const mostItems = 100;

/** Visits an expression with all that stands in it, and says what its value is. `name` is what a function or class in it is called. */
export function expression(reader: Reader, node: Expression, use: Use, name = ''): Value {
	const inner = bare(node);
	switch (inner.type) {
		case 'Identifier':
			return {is: 'name', name: inner.name};
		case 'ThisExpression':
			return {is: 'name', name: 'this'};
		case 'Literal':
			return literal(inner.value);
		case 'TemplateLiteral':
			return templateValue(reader, inner);
		case 'MemberExpression':
		case 'MetaProperty': {
			const path = pathTo(reader, inner);
			return path.startsWith('.') || path.startsWith('()') ? other : {is: 'name', name: path};
		}
		case 'CallExpression':
		case 'NewExpression':
			return callValue(reader, call(reader, inner, use, false));
		case 'TaggedTemplateExpression':
			return taggedValue(reader, tagged(reader, inner, use, false));
		case 'AwaitExpression':
			return awaitedValue(reader, inner.argument, use, name);
		case 'ImportExpression': {
			const value = reader.visit.expression(reader, inner.source, 'given');
			importedBy(reader, inner.source, 'dynamic', use === 'dropped', inner.start);
			const {start, end} = inner;
			return {is: 'call', call: recordCall(reader, {to: 'import', start, end, args: [value], isAwaited: false, use})};
		}
		case 'ArrowFunctionExpression':
		case 'FunctionExpression':
			return {is: 'function', function: reader.visit.function(reader, inner, {name: inner.id?.name ?? name})};
		case 'ClassExpression':
			return {is: 'class', class: reader.visit.class(reader, inner, inner.id?.name ?? name)};
		case 'ObjectExpression':
			return objectValue(reader, inner, use);
		case 'ArrayExpression':
			return listValue(reader, inner, use);
		case 'LogicalExpression':
			return logicalValue(reader, inner, use, name);
		case 'ConditionalExpression':
			return conditionalValue(reader, inner, use, name);
		case 'AssignmentExpression':
			return assignedValue(reader, inner);
		case 'JSXElement':
		case 'JSXFragment':
			return elementValue(reader, inner, use);
		case 'BinaryExpression': {
			if (inner.left.type === 'PrivateIdentifier') expression(reader, inner.right, 'tested');
			else if (inner.operator === '+') return joinedValue(reader, inner);
			else {
				const part = /^[*/%&|^-]|<<|>>/u.test(inner.operator) ? 'kept' : 'tested';
				const left = expression(reader, inner.left, part);
				const right = expression(reader, inner.right, part);
				if (inner.operator === '-') return reckoned(left, right);
			}
			return other;
		}
		case 'UnaryExpression': {
			const value = expression(reader, inner.argument, inner.operator === 'void' ? 'dropped' : inner.operator === '!' ? 'tested' : 'kept');
			return inner.operator === '-' && value.is === 'literal' && typeof value.value === 'number'
				? {is: 'literal', value: -value.value}
				: other;
		}
		case 'UpdateExpression': {
			const to = pathTo(reader, inner.argument);
			const line = reader.lines.lineAt(inner.start);
			const value = reckoned({is: 'name', name: to}, {is: 'literal', value: 1});
			if (to.includes('.')) reader.assignments.push({to, value, in: reader.in, line, text: reader.lines.textOf(line)});
			return other;
		}
		case 'SequenceExpression': {
			let value: Value = other;
			inner.expressions.forEach((part, index) => {
				value = expression(reader, part, index === inner.expressions.length - 1 ? use : 'dropped');
			});
			return value;
		}
		case 'YieldExpression':
			return inner.argument === null ? other : expression(reader, inner.argument, 'returned');
		case 'V8IntrinsicExpression':
		case 'Super':
			return other;
	}
	return other;
}

function literal(value: unknown): Value {
	if (typeof value === 'string') return {is: 'text', text: shortened(value)};
	return typeof value === 'number' || typeof value === 'boolean' || value === null ? {is: 'literal', value} : other;
}

function taggedValue(reader: Reader, index: number): Value {
	return reader.calls[index]?.args[0] ?? other;
}

function awaitedValue(reader: Reader, argument: Expression, use: Use, name: string): Value {
	const inner = bare(argument);
	switch (inner.type) {
		case 'CallExpression':
		case 'NewExpression':
			return callValue(reader, call(reader, inner, use, true));
		case 'TaggedTemplateExpression':
			return taggedValue(reader, tagged(reader, inner, use, true));
		case 'ImportExpression': {
			const source = expression(reader, inner.source, 'given');
			const {start, end} = inner;
			const place = recordCall(reader, {to: 'import', start, end, args: [source], isAwaited: true, use});
			const made = importedBy(reader, inner.source, 'dynamic', use === 'dropped', start);
			return made === undefined ? {is: 'call', call: place} : {is: 'name', name: made};
		}
	}
	return markAwaited(expression(reader, inner, use, name), reader.calls);
}

function objectValue(reader: Reader, node: ObjectExpression, use: Use): Value {
	return nested(reader, () => {
		const entries = node.properties.length === 0 ? none : node.properties.map(property => propertyEntry(reader, property, use));
		return {is: 'object', entries: entries.length > mostItems ? entries.slice(0, mostItems) : entries};
	});
}

function propertyEntry(reader: Reader, property: ObjectPropertyKind, use: Use): Entry {
	const line = reader.lines.lineAt(property.start);
	if (property.type === 'SpreadElement') return {key: '...', value: {is: 'spread', of: expression(reader, property.argument, use)}, line};
	const key = keyOf(property.key, property.computed);
	if (property.computed && property.key.type !== 'PrivateIdentifier') expression(reader, property.key, 'kept');
	const value = property.value;
	if (value.type === 'FunctionExpression' && (property.method || property.kind !== 'init')) {
		const place = reader.visit.function(reader, value, {name: key, start: property.start});
		return {key, value: {is: 'function', function: place}, line};
	}
	return {key, value: expression(reader, value, use, key), line};
}

function listValue(reader: Reader, node: ArrayExpression, use: Use): Value {
	return nested(reader, () => {
		const items = node.elements.map(
			(element): Value =>
				element === null
					? other
					: element.type === 'SpreadElement'
						? {is: 'spread', of: expression(reader, element.argument, use)}
						: expression(reader, element, use),
		);
		return {is: 'list', items: items.length > mostItems ? items.slice(0, mostItems) : items};
	});
}

function logicalValue(reader: Reader, node: LogicalExpression, use: Use, name: string): Value {
	const operands: {readonly node: Expression; readonly operator: string}[] = [];
	let left: Expression = node;
	while (left.type === 'LogicalExpression') {
		operands.push({node: left.right, operator: left.operator});
		left = bare(left.left);
	}
	operands.push({node: left, operator: ''});
	operands.reverse();
	const before = reader.when;
	let decided: readonly string[] = none;
	const of = operands.map((operand, index) => {
		const next = operands[index + 1]?.operator;
		const own: Use = next === undefined || ((next === '||' || next === '??') && use !== 'dropped') ? use : 'tested';
		const value = nested(reader, () => expression(reader, operand.node, own, name));
		if (next !== undefined) reader.when = namesIn(operand.node, reader.when);
		if (next === '&&') decided = namesIn(operand.node, decided);
		return value;
	});
	reader.when = before;
	return eitherOf(of, decided);
}

function conditionalValue(reader: Reader, node: ConditionalExpression, use: Use, name: string): Value {
	const before = reader.when;
	const of: Value[] = [];
	let decided: readonly string[] = none;
	let rest: Expression = node;
	while (rest.type === 'ConditionalExpression') {
		const {test, consequent} = rest;
		expression(reader, test, 'tested');
		reader.when = namesIn(test, reader.when);
		decided = namesIn(test, decided);
		of.push(nested(reader, () => expression(reader, consequent, use, name)));
		rest = bare(rest.alternate);
	}
	const last = rest;
	of.push(nested(reader, () => expression(reader, last, use, name)));
	reader.when = before;
	return eitherOf(of, decided);
}

const eitherOf = (of: readonly Value[], when: readonly string[]): Value =>
	when.length === 0 ? {is: 'either', of: of.slice(0, mostItems)} : {is: 'either', of: of.slice(0, mostItems), when};

function assignedValue(reader: Reader, node: AssignmentExpression): Value {
	const line = reader.lines.lineAt(node.start);
	const {left} = node;
	if (left.type === 'ArrayPattern' || left.type === 'ObjectPattern') {
		for (const part of expressionsIn(left)) expression(reader, part, 'kept');
		return expression(reader, node.right, 'kept');
	}
	const to = pathTo(reader, left);
	const right = expression(reader, node.right, 'kept', lastOf(to));
	const value =
		node.operator === '=' || /^(?:\|\||&&|\?\?)=$/u.test(node.operator)
			? right
			: node.operator === '+='
				? joined([{is: 'name', name: to}, right])
				: node.operator === '-='
					? reckoned({is: 'name', name: to}, right)
					: other;
	reader.assignments.push({to, value, in: reader.in, line, text: reader.lines.textOf(line)});
	if (node.operator === '=') readAssignedExport(reader, to, value, line);
	return value;
}
