import type {Argument, BindingPattern, Expression, ImportDeclaration, TSImportEqualsDeclaration} from 'oxc-parser';
import type {ImportedName} from '../code/code.ts';
import {bare, keyOf} from './javascript-names.ts';
import type {Reader} from './javascript-reader.ts';

/** The names that an `import` declaration brings in. */
export function readImport(reader: Reader, node: ImportDeclaration): void {
	const from = node.source.value;
	const line = reader.lines.lineAt(node.start);
	const allTypes = node.importKind === 'type';
	if (node.specifiers.length === 0) reader.imports.push({from, typeOnly: allTypes, how: 'static', line});
	for (const specifier of node.specifiers) {
		const local = specifier.local.name;
		const name =
			specifier.type === 'ImportDefaultSpecifier'
				? 'default'
				: specifier.type === 'ImportNamespaceSpecifier'
					? '*'
					: specifier.imported.type === 'Literal'
						? specifier.imported.value
						: specifier.imported.name;
		const typeOnly = allTypes || (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type');
		reader.imports.push({from, name, local, typeOnly, how: 'static', line});
	}
}

/** `import x = require('y')`. */
export function readImportEquals(reader: Reader, node: TSImportEqualsDeclaration): void {
	if (node.moduleReference.type !== 'TSExternalModuleReference') return;
	const line = reader.lines.lineAt(node.start);
	const from = node.moduleReference.expression.value;
	reader.imports.push({from, name: '*', local: node.id.name, typeOnly: node.importKind === 'type', how: 'require', line});
}

/**
 * Writes down a module that is loaded in the middle of an expression, and returns the name made up for it (`require#3`), by which it can be followed like any import.
 * Undefined when it is not known which module, or when it is loaded for its effect alone.
 */
export function importedBy(
	reader: Reader,
	source: Argument | undefined,
	how: 'require' | 'dynamic',
	forEffect: boolean,
	start: number,
): string | undefined {
	const from = source === undefined || source.type === 'SpreadElement' ? undefined : textIn(source);
	if (from === undefined) return undefined;
	const line = reader.lines.lineAt(start);
	if (forEffect) {
		reader.imports.push({from, typeOnly: false, how, line});
		return undefined;
	}
	const local = `${how === 'require' ? 'require' : 'import'}#${reader.imports.length}`;
	reader.imports.push({from, name: '*', local, typeOnly: false, how, line});
	return local;
}

function textIn(node: Expression): string | undefined {
	const inner = bare(node);
	if (inner.type === 'Literal') return typeof inner.value === 'string' ? inner.value : undefined;
	if (inner.type === 'TemplateLiteral' && inner.expressions.length === 0) return inner.quasis[0]?.value.cooked ?? undefined;
	return undefined;
}

/** Whether a variable takes a module, or part of one, by `require` or an awaited `import`; then it is written down as an import. */
export function readRequired(reader: Reader, pattern: BindingPattern, init: Expression): boolean {
	let inner = bare(init, true);
	const parts: string[] = [];
	while (inner.type === 'MemberExpression') {
		parts.push(keyOf(inner.property, inner.computed));
		inner = bare(inner.object, true);
	}
	const isRequire = inner.type === 'CallExpression' && inner.callee.type === 'Identifier' && inner.callee.name === 'require';
	const isDynamic = inner.type === 'ImportExpression' && containsAwait(init);
	if (!isRequire && !isDynamic) return false;
	const source = inner.type === 'ImportExpression' ? inner.source : inner.type === 'CallExpression' ? inner.arguments[0] : undefined;
	const from = source === undefined || source.type === 'SpreadElement' ? undefined : textIn(source);
	if (from === undefined || parts.length > 1) return false;
	const names = bindings(pattern, parts[0]);
	if (names === undefined) return false;
	const line = reader.lines.lineAt(pattern.start);
	for (const {name, local} of names)
		reader.imports.push({from, name, local, typeOnly: false, how: isRequire ? 'require' : 'dynamic', line});
	return true;
}

function containsAwait(node: Expression): boolean {
	let inner = bare(node);
	while (inner.type === 'MemberExpression') inner = bare(inner.object);
	return inner.type === 'AwaitExpression';
}

function bindings(
	pattern: BindingPattern,
	part: string | undefined,
): readonly Pick<Required<ImportedName>, 'name' | 'local'>[] | undefined {
	if (pattern.type === 'Identifier') return [{name: part ?? '*', local: pattern.name}];
	if (pattern.type !== 'ObjectPattern' || part !== undefined) return undefined;
	const found: {name: string; local: string}[] = [];
	for (const property of pattern.properties) {
		if (property.type !== 'Property' || property.value.type !== 'Identifier') return undefined;
		const name = keyOf(property.key, property.computed);
		if (name === '[]') return undefined;
		found.push({name, local: property.value.name});
	}
	return found;
}
