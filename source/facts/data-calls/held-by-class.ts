import type {Place} from '../../safe-text.ts';
import {lastOf, moduleLevel, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';

/** A collection that objects of a class hold, of which the process has but one. */
export type HeldByClass = Place & {readonly name: string; readonly methods: readonly number[]};

const shared = /^(?:Injectable|Controller|Service|Singleton|singleton|Resolver|WebSocketGateway|dataclass)$/u;
const own = /^(?:this|self)\./u;

/** The collections of classes that are made once: put in by a framework, or made by the module itself. */
export function heldByClasses(scope: FileScope, holdsMany: (value: Value) => boolean): readonly HeldByClass[] {
	const {code, path} = scope;
	return code.classes.flatMap(({name, decorators, fields, methods}) => {
		const decorated = decorators.some(value => shared.test(nameIn(value, scope)));
		const made = code.calls.some(({to, in: at}) => at === moduleLevel && to === name && name !== '');
		if (!decorated && !made) return [];
		const inFields = fields.flatMap(field =>
			field.value !== undefined && holdsMany(field.value) ? [{name: field.name, path, line: field.line, text: field.text, methods}] : [],
		);
		const start = methods.find(at => /^(?:constructor|__init__)$/u.test(lastOf(code.functions[at]?.name ?? '')));
		const inConstructor =
			start === undefined
				? []
				: scope
						.assignmentsIn(start)
						.flatMap(({to, value, line, text}) =>
							own.test(to) && to.split('.').length === 2 && holdsMany(value) ? [{name: lastOf(to), path, line, text, methods}] : [],
						);
		return [...inFields, ...inConstructor];
	});
}

const nameIn = (value: Value, scope: FileScope): string =>
	lastOf(value.is === 'name' ? value.name : value.is === 'call' ? (scope.code.calls[value.call]?.to ?? '') : '');
