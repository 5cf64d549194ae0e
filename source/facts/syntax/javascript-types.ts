import type {PropertyKey, TSType, TSTypeAnnotation, TSTypeName, TSTypeParameterInstantiation} from 'oxc-parser';
import type {Entry, Value} from '../code/code.ts';
import {keyOf} from './javascript-names.ts';
import {other, type Reader, shortened} from './javascript-reader.ts';

const deepest = 6;
const most = 100;
const keywords: Readonly<Record<string, string>> = {
	TSAnyKeyword: 'any',
	TSStringKeyword: 'string',
	TSBooleanKeyword: 'boolean',
	TSNumberKeyword: 'number',
	TSNeverKeyword: 'never',
	TSUnknownKeyword: 'unknown',
	TSUndefinedKeyword: 'undefined',
	TSVoidKeyword: 'void',
	TSSymbolKeyword: 'symbol',
	TSObjectKeyword: 'object',
	TSBigIntKeyword: 'bigint',
	TSThisType: 'this',
};

/** The type that stands behind a colon. */
export const annotated = (reader: Reader, annotation: TSTypeAnnotation | null | undefined): Value | undefined =>
	annotation === null || annotation === undefined ? undefined : typeValue(reader, annotation.typeAnnotation, 0);

/** A name with what stands in its angle brackets. */
export function withTypeArguments(reader: Reader, name: string, given: TSTypeParameterInstantiation | null | undefined, depth = 0): Value {
	if (given === null || given === undefined) return {is: 'name', name};
	return {is: 'generic', name, of: given.params.slice(0, most).map(type => typeValue(reader, type, depth + 1))};
}

function typeName(name: TSTypeName): string {
	const parts: string[] = [];
	let left = name;
	while (left.type === 'TSQualifiedName') {
		parts.push(left.right.name);
		left = left.left;
	}
	parts.push(left.type === 'Identifier' ? left.name : 'this');
	return parts.reverse().join('.');
}

function typeValue(reader: Reader, type: TSType, depth: number): Value {
	if (depth > deepest) return other;
	switch (type.type) {
		case 'TSTypeReference':
			return withTypeArguments(reader, typeName(type.typeName), type.typeArguments, depth);
		case 'TSArrayType':
			return {is: 'generic', name: 'Array', of: [typeValue(reader, type.elementType, depth + 1)]};
		case 'TSUnionType':
			return {is: 'either', of: type.types.slice(0, most).map(part => typeValue(reader, part, depth + 1))};
		case 'TSParenthesizedType':
			return typeValue(reader, type.typeAnnotation, depth);
		case 'TSTypeOperator':
			return type.operator === 'readonly' ? typeValue(reader, type.typeAnnotation, depth) : other;
		case 'TSTypeQuery':
			return type.exprName.type === 'TSImportType' ? other : withTypeArguments(reader, typeName(type.exprName), type.typeArguments, depth);
		case 'TSNullKeyword':
			return {is: 'literal', value: null};
		case 'TSLiteralType': {
			const {literal} = type;
			if (literal.type !== 'Literal') return other;
			if (typeof literal.value === 'string') return {is: 'text', text: shortened(literal.value)};
			return typeof literal.value === 'number' || typeof literal.value === 'boolean' ? {is: 'literal', value: literal.value} : other;
		}
		case 'TSTypeLiteral':
			return {
				is: 'object',
				entries: type.members
					.slice(0, most)
					.flatMap(member =>
						member.type === 'TSPropertySignature'
							? [
									entry(
										reader,
										member.key,
										member.computed,
										member.start,
										member.typeAnnotation === null ? other : typeValue(reader, member.typeAnnotation.typeAnnotation, depth + 1),
									),
								]
							: member.type === 'TSMethodSignature'
								? [entry(reader, member.key, member.computed, member.start, other)]
								: [],
					),
			};
		case 'TSTupleType':
			return {
				is: 'list',
				items: type.elementTypes
					.slice(0, most)
					.map(element =>
						element.type === 'TSOptionalType' || element.type === 'TSRestType' || element.type === 'TSNamedTupleMember'
							? other
							: typeValue(reader, element, depth + 1),
					),
			};
	}
	const keyword = keywords[type.type];
	return keyword === undefined ? other : {is: 'name', name: keyword};
}

const entry = (reader: Reader, key: PropertyKey, computed: boolean, start: number, value: Value): Entry => ({
	key: keyOf(key, computed),
	value,
	line: reader.lines.lineAt(start),
});
