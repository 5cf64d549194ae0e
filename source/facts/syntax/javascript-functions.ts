import type {
	ArrowFunctionExpression,
	ClassElement,
	Class as ClassNode,
	Decorator,
	Directive,
	Expression,
	Function as FunctionNode,
	ParamPattern,
	Statement,
} from 'oxc-parser';
import type {Class, Exit, Field, Func, Parameter, Value} from '../code/code.ts';
import {comparedIn, expressionsIn, keyOf, patternText} from './javascript-names.ts';
import {type Met, none, other, type Reader} from './javascript-reader.ts';
import {annotated, withTypeArguments} from './javascript-types.ts';
import {waysIn} from './javascript-ways.ts';

const pendingFunction: Func = {
	name: '',
	line: 0,
	end: 0,
	text: '',
	in: -1,
	isAsync: false,
	parameters: none,
	decorators: none,
	directives: none,
};
const pendingClass: Class = {name: '', line: 0, end: 0, text: '', in: -1, bases: none, decorators: none, fields: none, methods: none};
const longestParameter = 200;

/** The values of decorators. */
export const decoratorValues = (reader: Reader, nodes: readonly Decorator[] | undefined): readonly Value[] =>
	nodes === undefined || nodes.length === 0 ? none : nodes.map(({expression}) => reader.visit.expression(reader, expression, 'given'));

/** `use server` and the like, without `use strict`. */
export const directivesIn = (nodes: readonly (Directive | Statement)[]): readonly string[] => {
	const found: string[] = [];
	for (const node of nodes) {
		if (node.type !== 'ExpressionStatement' || typeof node.directive !== 'string') break;
		if (node.directive !== 'use strict') found.push(node.directive);
	}
	return found.length === 0 ? none : found;
};

/** Visits a function with its parameters and body, and returns its place. */
export function readFunction(reader: Reader, node: FunctionNode | ArrowFunctionExpression, met: Met): number {
	const index = reader.functions.push(pendingFunction) - 1;
	const outer = {in: reader.in, inLoop: reader.inLoop, inTry: reader.inTry, inCatch: reader.inCatch, thrown: reader.thrown};
	const {when, depth} = reader;
	const decorators = node.params.map(parameter => decoratorValues(reader, parameter.decorators));
	reader.in = index;
	reader.inLoop = met.looped === true || (met.here === true && outer.inLoop);
	reader.inTry = met.here === true && outer.inTry;
	reader.inCatch = false;
	reader.when = none;
	reader.depth = 0;
	const parameters =
		node.params.length === 0 ? none : node.params.map((parameter, place) => readParameter(reader, parameter, decorators[place] ?? none));
	const {body} = node;
	if (body?.type === 'BlockStatement') reader.visit.statements(reader, body.body);
	else if (body !== null) {
		const value = reader.visit.expression(reader, body, 'returned');
		const line = reader.lines.lineAt(body.start);
		const exited: Exit = {how: 'return', value, in: index, line, text: reader.lines.textOf(line), when: none, inCatch: false};
		const compared = comparedIn(body);
		reader.exits.push(compared.length === 0 ? exited : {...exited, compared});
	}
	Object.assign(reader, outer);
	reader.when = when;
	reader.depth = depth;
	const line = reader.lines.lineAt(met.start ?? node.start);
	const made: Func = {
		name: met.name,
		line,
		end: reader.lines.lineAt(node.end),
		text: reader.lines.textOf(line),
		in: outer.in,
		isAsync: node.async,
		parameters,
		decorators: met.decorators ?? none,
		directives: body?.type === 'BlockStatement' ? directivesIn(body.body) : none,
	};
	const ways = reader.decides ? waysIn(node) : undefined;
	const told = ways === undefined ? made : {...made, ways};
	reader.functions[index] = met.class === undefined ? told : {...told, class: met.class};
	return index;
}

/** A parameter; its defaults run inside the function. */
function readParameter(reader: Reader, node: ParamPattern, decorators: readonly Value[]): Parameter {
	const pattern = node.type === 'TSParameterProperty' ? node.parameter : node;
	const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
	for (const expression of expressionsIn(target)) reader.visit.expression(reader, expression, 'kept');
	const type = annotated(reader, target.typeAnnotation ?? pattern.typeAnnotation);
	const made: Parameter = {name: patternText(target).slice(0, longestParameter), decorators};
	const typed = type === undefined ? made : {...made, type};
	return pattern.type === 'AssignmentPattern' ? {...typed, default: reader.visit.expression(reader, pattern.right, 'kept')} : typed;
}

/** Visits a class with its members, and returns its place. */
export function readClass(reader: Reader, node: ClassNode, name: string): number {
	const index = reader.classes.push(pendingClass) - 1;
	const decorators = decoratorValues(reader, node.decorators);
	const bases = baseOf(reader, node);
	const fields: Field[] = [];
	const methods: number[] = [];
	for (const member of node.body.body) readMember(reader, member, {index, name, fields, methods});
	const start = node.id?.start ?? node.start;
	const line = reader.lines.lineAt(start);
	const end = reader.lines.lineAt(node.end);
	reader.classes[index] = {name, line, end, text: reader.lines.textOf(line), in: reader.in, bases, decorators, fields, methods};
	return index;
}

function baseOf(reader: Reader, node: ClassNode): readonly Value[] {
	if (node.superClass === null) return none;
	const base = reader.visit.expression(reader, node.superClass, 'given');
	return [base.is === 'name' ? withTypeArguments(reader, base.name, node.superTypeArguments) : base];
}

type Members = {readonly index: number; readonly name: string; readonly fields: Field[]; readonly methods: number[]};

function readMember(reader: Reader, member: ClassElement, into: Members): void {
	switch (member.type) {
		case 'StaticBlock':
			reader.visit.statements(reader, member.body);
			return;
		case 'MethodDefinition': {
			const decorators = decoratorValues(reader, member.decorators);
			if (member.value.body === null) return;
			const name = `${into.name}.${keyOf(member.key, member.computed)}`;
			into.methods.push(reader.visit.function(reader, member.value, {name, class: into.index, decorators, start: member.key.start}));
			if (member.kind === 'constructor')
				for (const parameter of member.value.params)
					if (parameter.type === 'TSParameterProperty') into.fields.push(fieldOf(reader, parameter));
			return;
		}
		case 'PropertyDefinition':
		case 'AccessorProperty': {
			const decorators = decoratorValues(reader, member.decorators);
			const name = keyOf(member.key, member.computed);
			const line = reader.lines.lineAt(member.key.start);
			const made: Field = {name, optional: member.optional ?? false, decorators, line, text: reader.lines.textOf(line)};
			const type = annotated(reader, member.typeAnnotation);
			const typed = type === undefined ? made : {...made, type};
			if (member.value === null) {
				into.fields.push(typed);
				return;
			}
			const value = fieldValue(reader, member.value, `${into.name}.${name}`, into);
			into.fields.push({...typed, value});
			return;
		}
	}
}

/** A function that a field holds is a method of the class. */
function fieldValue(reader: Reader, node: Expression, name: string, into: Members): Value {
	if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression')
		return reader.visit.expression(reader, node, 'kept', name);
	const place = reader.visit.function(reader, node, {name, class: into.index});
	into.methods.push(place);
	return {is: 'function', function: place};
}

function fieldOf(reader: Reader, node: Extract<ParamPattern, {type: 'TSParameterProperty'}>): Field {
	const {parameter} = node;
	const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
	const line = reader.lines.lineAt(node.start);
	const type = annotated(reader, target.typeAnnotation ?? parameter.typeAnnotation) ?? other;
	return {name: patternText(target), type, optional: false, decorators: none, line, text: reader.lines.textOf(line)};
}
