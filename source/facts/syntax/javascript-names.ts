import type {AssignmentTargetPattern, BindingPattern, Expression, Node, PropertyKey, Super} from 'oxc-parser';

/** An expression without what does not change its value: parentheses, assertions, `!`, `?.`, and `await` where asked. */
export function bare(node: Expression, throughAwait = false): Expression {
	let inner: Expression = node;
	for (;;) {
		switch (inner.type) {
			case 'ParenthesizedExpression':
			case 'TSAsExpression':
			case 'TSSatisfiesExpression':
			case 'TSNonNullExpression':
			case 'TSTypeAssertion':
			case 'TSInstantiationExpression':
			case 'ChainExpression':
				inner = inner.expression;
				break;
			case 'AwaitExpression':
				if (!throughAwait) return inner;
				inner = inner.argument;
				break;
			default:
				return inner;
		}
	}
}

/** The name of a key; `[]` when it is computed. */
export function keyOf(key: PropertyKey, computed: boolean): string {
	if (key.type === 'Literal') return typeof key.value === 'string' || typeof key.value === 'number' ? String(key.value) : '[]';
	if (computed) return '[]';
	return key.type === 'Identifier' ? key.name : key.type === 'PrivateIdentifier' ? `#${key.name}` : '[]';
}

/** The dotted path of an expression, without visiting anything in it; empty when it is no name. */
function pathIn(node: Expression | Super): string {
	const parts: string[] = [];
	let inner = bare(node, true);
	for (;;) {
		if (inner.type === 'MemberExpression') {
			parts.push(`.${keyOf(inner.property, inner.computed)}`);
			inner = bare(inner.object, true);
		} else if (inner.type === 'CallExpression' || inner.type === 'NewExpression') {
			parts.push('()');
			inner = bare(inner.callee, true);
		} else break;
	}
	const root = inner.type === 'Identifier' ? inner.name : inner.type === 'ThisExpression' ? 'this' : inner.type === 'Super' ? 'super' : '';
	return root === '' ? '' : root + parts.reverse().join('');
}

const most = 12;

/** Adds the names and calls of a condition to those around it. */
export function namesIn(test: Expression | null, around: readonly string[]): readonly string[] {
	const found: string[] = [];
	if (test !== null) collect(test, found, 0);
	const fresh = found.filter((name, index) => found.indexOf(name) === index && !around.includes(name));
	return fresh.length === 0 ? around : [...around, ...fresh].slice(-most);
}

const comparison = /^[=!]==?$/u;

/** The names in `a && b === c`; none where nothing is compared. */
export function comparedIn(node: Expression): readonly string[] {
	const compares = (part: Expression): boolean => {
		const inner = bare(part);
		if (inner.type === 'BinaryExpression') return comparison.test(inner.operator);
		return inner.type === 'LogicalExpression' && (compares(inner.left) || compares(inner.right));
	};
	return compares(node) ? namesIn(node, []) : [];
}

function collect(node: Expression, found: string[], depth: number): void {
	if (found.length >= most || depth > most) return;
	const inner = bare(node, true);
	switch (inner.type) {
		case 'Identifier':
			if (inner.name !== 'undefined') found.push(inner.name);
			return;
		case 'ThisExpression':
		case 'MemberExpression': {
			const path = pathIn(inner);
			if (path !== '') found.push(path);
			return;
		}
		case 'CallExpression':
		case 'NewExpression': {
			const path = pathIn(inner.callee);
			if (path !== '') found.push(`${path}()`);
			for (const argument of inner.arguments) collect(argument.type === 'SpreadElement' ? argument.argument : argument, found, depth + 1);
			return;
		}
		case 'UnaryExpression':
		case 'UpdateExpression':
			collect(inner.argument, found, depth + 1);
			return;
		case 'BinaryExpression':
			if (inner.left.type !== 'PrivateIdentifier') collect(inner.left, found, depth + 1);
			collect(inner.right, found, depth + 1);
			return;
		case 'LogicalExpression':
			collect(inner.left, found, depth + 1);
			collect(inner.right, found, depth + 1);
			return;
		case 'TemplateLiteral':
			for (const hole of inner.expressions) collect(hole, found, depth + 1);
			return;
		case 'AssignmentExpression':
			collect(inner.right, found, depth + 1);
			return;
		case 'ConditionalExpression':
			collect(inner.test, found, depth + 1);
			collect(inner.consequent, found, depth + 1);
			collect(inner.alternate, found, depth + 1);
			return;
	}
}

type Pattern = BindingPattern | AssignmentTargetPattern;

/** The names that a pattern binds, and what each is called in the value that it is taken from. */
export type Bound = {readonly local: string; readonly key: string};

/** Every name that a pattern binds. A rest element's key is `...`. */
export function boundIn(pattern: Node | null, key = ''): readonly Bound[] {
	if (pattern === null) return [];
	switch (pattern.type) {
		case 'Identifier':
			return [{local: pattern.name, key: key === '' ? pattern.name : key}];
		case 'AssignmentPattern':
			return boundIn(pattern.left, key);
		case 'RestElement':
			return boundIn(pattern.argument, '...');
		case 'ObjectPattern':
			return pattern.properties.flatMap((property: Node) => {
				if (property.type !== 'Property') return boundIn(property, key);
				const own = keyOf(property.key, property.computed);
				return boundIn(property.value, key === '' ? own : `${key}.${own}`);
			});
		case 'ArrayPattern':
			return pattern.elements.flatMap((element: Node | null, index: number) =>
				boundIn(element, key === '' ? `${index}` : `${key}.${index}`),
			);
		default:
			return [];
	}
}

/** A pattern as it is written, without its defaults: `{id,name}`, `{user:{id}}`, `[a,b]`, `...rest`. */
export function patternText(pattern: Node): string {
	switch (pattern.type) {
		case 'Identifier':
			return pattern.name;
		case 'AssignmentPattern':
			return patternText(pattern.left);
		case 'RestElement':
			return `...${patternText(pattern.argument)}`;
		case 'ObjectPattern':
			return `{${pattern.properties
				.map((property: Node) => {
					if (property.type !== 'Property') return patternText(property);
					const key = keyOf(property.key, property.computed);
					const value = patternText(property.value);
					return key === value ? key : `${key}:${value}`;
				})
				.join(',')}}`;
		case 'ArrayPattern':
			return `[${pattern.elements.map((element: Node | null) => (element === null ? '' : patternText(element))).join(',')}]`;
		default:
			return '';
	}
}

/** The expressions that a pattern holds: its defaults and computed keys. */
export function expressionsIn(pattern: Pattern | Node | null): readonly Expression[] {
	if (pattern === null) return [];
	switch (pattern.type) {
		case 'AssignmentPattern':
			return [...expressionsIn(pattern.left), pattern.right];
		case 'RestElement':
			return expressionsIn(pattern.argument);
		case 'ObjectPattern':
			return pattern.properties.flatMap((property: Node) => (property.type === 'Property' ? expressionsIn(property.value) : []));
		case 'ArrayPattern':
			return pattern.elements.flatMap((element: Node | null) => expressionsIn(element));
		default:
			return [];
	}
}
