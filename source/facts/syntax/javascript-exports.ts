import type {ExportAllDeclaration, ExportDefaultDeclaration, ExportNamedDeclaration, Expression, ModuleExportName} from 'oxc-parser';
import type {Entry, Value} from '../code/code.ts';
import {boundIn} from './javascript-names.ts';
import type {Reader} from './javascript-reader.ts';

const nameOf = (name: ModuleExportName): string => (name.type === 'Literal' ? name.value : name.name);

/** The names that `export … ` offers; what it declares is read as a statement, by the caller. */
export function readNamedExport(reader: Reader, node: ExportNamedDeclaration): void {
	if (node.exportKind === 'type') return;
	const line = reader.lines.lineAt(node.start);
	const from = node.source?.value;
	for (const specifier of node.specifiers) {
		if (specifier.exportKind === 'type') continue;
		const made = {name: nameOf(specifier.exported), local: nameOf(specifier.local), line};
		reader.exports.push(from === undefined ? made : {...made, from});
	}
	const declared = node.declaration;
	if (declared === null) return;
	const locals =
		declared.type === 'VariableDeclaration'
			? declared.declarations.flatMap(({id}) => boundIn(id).map(({local}) => local))
			: declared.type === 'FunctionDeclaration' || declared.type === 'ClassDeclaration' || declared.type === 'TSEnumDeclaration'
				? declared.id === null
					? []
					: [declared.id.name]
				: [];
	for (const name of locals) reader.exports.push({name, local: name, line});
}

/** `export * from`, `export * as name from`. */
export function readExportAll(reader: Reader, node: ExportAllDeclaration): void {
	if (node.exportKind === 'type') return;
	const line = reader.lines.lineAt(node.start);
	const from = node.source.value;
	reader.exports.push(node.exported === null ? {name: '*', from, line} : {name: nameOf(node.exported), local: '*', from, line});
}

/** `export default`, of a declaration or of an expression. */
export function readDefaultExport(reader: Reader, node: ExportDefaultDeclaration): void {
	const line = reader.lines.lineAt(node.start);
	const declared = node.declaration;
	switch (declared.type) {
		case 'TSInterfaceDeclaration':
		case 'TSDeclareFunction':
		case 'TSEmptyBodyFunctionExpression':
			return;
		case 'FunctionDeclaration': {
			const place = reader.visit.function(reader, declared, {name: declared.id?.name ?? 'default'});
			if (declared.id === null) reader.exports.push({name: 'default', value: {is: 'function', function: place}, line});
			else reader.exports.push({name: 'default', local: declared.id.name, line});
			return;
		}
		case 'ClassDeclaration': {
			const place = reader.visit.class(reader, declared, declared.id?.name ?? 'default');
			if (declared.id === null) reader.exports.push({name: 'default', value: {is: 'class', class: place}, line});
			else reader.exports.push({name: 'default', local: declared.id.name, line});
			return;
		}
	}
	readWholeExport(reader, declared, line);
}

/** `export default …` and `export = …` of an expression. */
export function readWholeExport(reader: Reader, node: Expression, line: number): void {
	offer(reader, 'default', reader.visit.expression(reader, node, 'kept', 'default'), line);
}

/** A name that has no dot is one of this file; everything else is a value. */
function offer(reader: Reader, name: string, value: Value, line: number): void {
	reader.exports.push(value.is === 'name' && !value.name.includes('.') ? {name, local: value.name, line} : {name, value, line});
}

/** `module.exports = …`, `exports.name = …`: what an assignment offers to others. */
export function readAssignedExport(reader: Reader, to: string, value: Value, line: number): void {
	if (to === 'module.exports') {
		if (value.is === 'object') for (const entry of value.entries) offerEntry(reader, entry);
		else offer(reader, 'default', value, line);
	} else if (to.startsWith('exports.')) offer(reader, to.slice('exports.'.length), value, line);
	else if (to.startsWith('module.exports.')) offer(reader, to.slice('module.exports.'.length), value, line);
}

function offerEntry(reader: Reader, {key, value, line}: Entry): void {
	if (key !== '...') {
		offer(reader, key, value, line);
		return;
	}
	const spread = value.is === 'spread' && value.of.is === 'name' ? value.of.name : undefined;
	const module = reader.imports.find(({local, name}) => local === spread && name === '*');
	if (module !== undefined) reader.exports.push({name: '*', from: module.from, line});
}
