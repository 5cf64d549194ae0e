import type {Place} from '../../safe-text.ts';
import {type Class, lastOf, type Value} from '../code/code.ts';
import {chainOf} from '../entry-points/effects/chain.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope, Spot} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Stored} from './stored.ts';

/** Numbers of which a negative one costs money. */
const counted =
	/^(?:(?:unit|total|sale|base|sub|list|net|gross)_?)?(?:price|amount|quantity|qty|stock|cost|total|balance)(?:_?(?:in_?)?cents)?$/iu;
const number = /^(?:int|float|Decimal|decimal\.Decimal)$/u;
const bounding = /^(?:gt|ge|lt|le|multiple_of)$/u;
const limits: ReadonlySet<string> = new Set(
	'min max positive nonnegative nonNegative gt gte lt lte multipleOf refine superRefine transform between'.split(' '),
);

/** Fields for money and amounts in the schemas that callers' bodies go through, where the schema takes a negative number too. */
export function unboundedAmounts(writes: readonly Stored[], facts: Facts): readonly Place[] {
	const found = new Map<string, Place>();
	const add = (path: string, {line, text}: Omit<Place, 'path'>): void => void found.set(`${path}:${line}`, {path, line, text});
	for (const point of new Set(writes.flatMap(({points}) => points)))
		for (const one of facts.program.runBy(point).filter(({calls}) => calls === 0)) {
			const scope = facts.program.scopes.at(one.path);
			for (const {type} of scope?.code.functions[one.function]?.parameters ?? [])
				if (scope !== undefined && type !== undefined) ofType(type, {path: one.path, in: -1}, facts, add);
		}
	for (const {checked} of writes)
		for (const {checks} of checked) for (const check of checks) if (check.is === 'schema') ofSchema(check.name, check, facts, add);
	return [...found.values()];
}

type Add = (path: string, at: Omit<Place, 'path'>) => void;

/** `item: ProductCreate`: a class of pydantic, and those that it is built on. */
function ofType(type: Value, spot: Spot, facts: Facts, add: Add, left = 4): void {
	if (left === 0) return;
	if (type.is === 'generic' || type.is === 'either') for (const one of type.of) ofType(one, spot, facts, add, left - 1);
	if (type.is !== 'name') return;
	const target = targetOf(facts.program.scopes, type, spot);
	const scope = target.is === 'class' ? facts.program.scopes.at(target.path) : undefined;
	const own = target.is === 'class' ? scope?.code.classes[target.class] : undefined;
	if (target.is !== 'class' || scope === undefined || own === undefined || !target.path.endsWith('.py')) return;
	for (const field of own.fields)
		if (counted.test(field.name) && isNumber(field.type) && !isBounded(field, scope) && !validates(own, scope)) add(target.path, field);
	for (const base of own.bases) ofType(base, {path: target.path, in: own.in}, facts, add, left - 1);
}

const isNumber = (type: Value | undefined): boolean =>
	type?.is === 'name'
		? number.test(type.name)
		: (type?.is === 'generic' || type?.is === 'either') &&
			/^(?:Optional|Union)?$/u.test(type.is === 'generic' ? type.name : '') &&
			type.of.some(isNumber);

const isBounded = ({value}: Class['fields'][number], scope: FileScope): boolean => {
	const call = value?.is === 'call' ? scope.code.calls[value.call] : undefined;
	return call?.named.some(({key}) => bounding.test(key)) === true;
};

/** A method of the class looks at its values. */
const validates = (own: Class, scope: FileScope): boolean => own.methods.some(at => (scope.code.functions[at]?.decorators.length ?? 0) > 0);

/** `productSchema.parse`: an object of zod whose field is a number without bounds. */
function ofSchema(name: string, check: Place, facts: Facts, add: Add): void {
	const scope = facts.program.scopes.at(check.path);
	const root = name.split('.').slice(0, -1).join('.');
	if (scope === undefined || root === '') return;
	const target = targetOf(facts.program.scopes, {is: 'name', name: root}, {path: check.path, in: -1});
	const there = target.is === 'value' ? facts.program.scopes.at(target.spot.path) : undefined;
	const made = target.is === 'value' && target.value.is === 'call' ? there?.code.calls[target.value.call] : undefined;
	if (there === undefined || made === undefined) return;
	for (const call of chainOf(made, there))
		for (const arg of call.args)
			if (arg.is === 'object')
				for (const {key, value} of arg.entries) {
					const field = value.is === 'call' ? there.code.calls[value.call] : undefined;
					if (field === undefined || !counted.test(key)) continue;
					const links = chainOf(field, there).map(({to}) => lastOf(to));
					if (links.includes('number') && !links.some(link => limits.has(link))) add(there.path, field);
				}
}
