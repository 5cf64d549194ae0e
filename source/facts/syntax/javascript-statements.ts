import type {
	Directive,
	Expression,
	ForStatementLeft,
	Statement,
	SwitchStatement,
	TryStatement,
	TSEnumDeclaration,
	VariableDeclaration,
} from 'oxc-parser';
import type {Exit, Value} from '../code/code.ts';
import {readDefaultExport, readExportAll, readNamedExport, readWholeExport} from './javascript-exports.ts';
import {readImport, readImportEquals, readRequired} from './javascript-imports.ts';
import {boundIn, comparedIn, expressionsIn, namesIn, patternText} from './javascript-names.ts';
import {none, other, type Reader} from './javascript-reader.ts';
import {annotated} from './javascript-types.ts';

/** Visits statements in order. */
export function statements(reader: Reader, nodes: readonly (Directive | Statement)[]): void {
	for (const node of nodes) statement(reader, node);
}

function statement(reader: Reader, node: Directive | Statement): void {
	switch (node.type) {
		case 'ExpressionStatement':
			if (typeof node.directive !== 'string') reader.visit.expression(reader, node.expression, 'dropped');
			return;
		case 'VariableDeclaration':
			if (node.declare !== true) variables(reader, node);
			return;
		case 'FunctionDeclaration':
			reader.visit.function(reader, node, {name: node.id?.name ?? ''});
			return;
		case 'ClassDeclaration':
			if (node.declare !== true) reader.visit.class(reader, node, node.id?.name ?? '');
			return;
		case 'ReturnStatement':
			if (node.argument !== null || reader.when.length > 0) exit(reader, 'return', node.argument, node.start);
			return;
		case 'ThrowStatement':
			exit(reader, 'throw', node.argument, node.start);
			reader.thrown = true;
			return;
		case 'BlockStatement':
			statements(reader, node.body);
			return;
		case 'IfStatement':
			conditional(reader, node);
			return;
		case 'ForStatement':
			if (node.init?.type === 'VariableDeclaration') variables(reader, node.init);
			else if (node.init) reader.visit.expression(reader, node.init, 'dropped');
			loop(reader, node.test, node.body, node.update);
			return;
		case 'ForInStatement':
			reader.visit.expression(reader, node.right, 'kept');
			loopVariable(reader, node.left, other);
			loop(reader, null, node.body, null);
			return;
		case 'ForOfStatement':
			loopVariable(reader, node.left, {is: 'spread', of: reader.visit.expression(reader, node.right, 'kept')});
			loop(reader, null, node.body, null);
			return;
		case 'WhileStatement':
		case 'DoWhileStatement':
			loop(reader, node.test, node.body, null);
			return;
		case 'SwitchStatement':
			switched(reader, node);
			return;
		case 'TryStatement':
			attempt(reader, node);
			return;
		case 'LabeledStatement':
		case 'WithStatement':
			statement(reader, node.body);
			return;
		case 'ImportDeclaration':
			readImport(reader, node);
			return;
		case 'TSImportEqualsDeclaration':
			readImportEquals(reader, node);
			return;
		case 'ExportNamedDeclaration':
			readNamedExport(reader, node);
			if (node.declaration !== null) statement(reader, node.declaration);
			return;
		case 'ExportAllDeclaration':
			readExportAll(reader, node);
			return;
		case 'ExportDefaultDeclaration':
			readDefaultExport(reader, node);
			return;
		case 'TSExportAssignment':
			readWholeExport(reader, node.expression, reader.lines.lineAt(node.start));
			return;
		case 'TSEnumDeclaration':
			if (!node.declare) enumeration(reader, node);
			return;
		case 'TSModuleDeclaration':
			if (!node.declare && node.body !== null) statements(reader, node.body.body);
			return;
	}
}

function variables(reader: Reader, node: VariableDeclaration, otherwise: Value = other): void {
	for (const {id, init} of node.declarations) {
		if (init !== null && readRequired(reader, id, init)) continue;
		const line = reader.lines.lineAt(id.start);
		const text = reader.lines.textOf(line);
		const value = init === null ? otherwise : reader.visit.expression(reader, init, 'kept', id.type === 'Identifier' ? id.name : '');
		for (const part of expressionsIn(id)) reader.visit.expression(reader, part, 'kept');
		const bound = boundIn(id);
		const names = bound.map(({local}) => local);
		const pattern = id.type === 'ObjectPattern' ? 'object' : id.type === 'ArrayPattern' ? 'list' : 'name';
		const type = annotated(reader, id.typeAnnotation);
		const made = {names, pattern, value, in: reader.in, line, text} as const;
		const typed = type === undefined ? made : {...made, type};
		const renamed = pattern === 'object' && bound.some(({local, key}) => local !== key);
		reader.variables.push(renamed ? {...typed, keys: bound.map(({key}) => key)} : typed);
	}
}

function loopVariable(reader: Reader, left: ForStatementLeft, each: Value): void {
	if (left.type === 'VariableDeclaration') variables(reader, left, each);
}

function exit(reader: Reader, how: Exit['how'], argument: Expression | null, start: number): void {
	const given = argument === null ? {} : {value: reader.visit.expression(reader, argument, 'returned')};
	const line = reader.lines.lineAt(start);
	const text = reader.lines.textOf(line);
	const compared = how === 'return' && argument !== null ? comparedIn(argument) : none;
	const exited: Exit = {how, ...given, in: reader.in, line, text, when: reader.when, inCatch: reader.inCatch};
	reader.exits.push(compared.length === 0 ? exited : {...exited, compared});
}

function conditional(reader: Reader, node: Extract<Statement, {type: 'IfStatement'}>): void {
	const before = reader.when;
	let rest: Statement | null = node;
	while (rest !== null && rest.type === 'IfStatement') {
		reader.visit.expression(reader, rest.test, 'tested');
		reader.when = namesIn(rest.test, reader.when);
		statement(reader, rest.consequent);
		rest = rest.alternate;
	}
	if (rest !== null) statement(reader, rest);
	reader.when = before;
}

function loop(reader: Reader, test: Expression | null, body: Statement, update: Expression | null): void {
	const {inLoop, when} = reader;
	reader.inLoop = true;
	if (test !== null) reader.visit.expression(reader, test, 'tested');
	if (update !== null) reader.visit.expression(reader, update, 'dropped');
	reader.when = namesIn(test, when);
	statement(reader, body);
	reader.inLoop = inLoop;
	reader.when = when;
}

function switched(reader: Reader, node: SwitchStatement): void {
	reader.visit.expression(reader, node.discriminant, 'tested');
	const before = reader.when;
	const around = namesIn(node.discriminant, before);
	for (const {test, consequent} of node.cases) {
		if (test !== null) reader.visit.expression(reader, test, 'tested');
		reader.when = namesIn(test, around);
		statements(reader, consequent);
	}
	reader.when = before;
}

function attempt(reader: Reader, node: TryStatement): void {
	const {inTry, inCatch, thrown} = reader;
	const {handler} = node;
	reader.inTry = inTry || handler !== null;
	statements(reader, node.block.body);
	reader.inTry = inTry;
	if (handler !== null) {
		reader.inCatch = true;
		reader.thrown = false;
		statements(reader, handler.body.body);
		const line = reader.lines.lineAt(handler.start);
		const made = {
			in: reader.in,
			from: reader.lines.lineAt(node.start),
			line,
			end: reader.lines.lineAt(handler.end),
			text: reader.lines.textOf(line),
			types: none,
			isEmpty: handler.body.body.length === 0,
			rethrows: reader.thrown,
		};
		reader.catches.push(handler.param === null ? made : {...made, binding: patternText(handler.param)});
		reader.inCatch = inCatch;
		reader.thrown = thrown;
	}
	if (node.finalizer !== null) statements(reader, node.finalizer.body);
}

/** The members of an enum are the entries of an object. */
function enumeration(reader: Reader, node: TSEnumDeclaration): void {
	const line = reader.lines.lineAt(node.start);
	const entries = node.body.members.map(({id, initializer, start}) => ({
		key: id.type === 'Identifier' ? id.name : id.type === 'Literal' ? id.value : '[]',
		value: initializer === null ? other : reader.visit.expression(reader, initializer, 'kept'),
		line: reader.lines.lineAt(start),
	}));
	const value: Value = {is: 'object', entries};
	reader.variables.push({names: [node.id.name], pattern: 'name', value, in: reader.in, line, text: reader.lines.textOf(line)});
}
