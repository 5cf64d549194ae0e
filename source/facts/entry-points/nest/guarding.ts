import type {Func, Value} from '../../code/code.ts';
import type {Step} from '../registered.ts';
import {type Decorator, decoratorsOf, isNest} from './decorators.ts';
import type {Nest} from './nest.ts';

/** What a decorator such as `@UseGuards(A, B)` names, in order. */
export const stepsFrom = (decorators: readonly Decorator[], name: string): readonly Step[] =>
	decorators
		.filter(decorator => isNest(decorator, name))
		.flatMap(({args, path, in: inside, line, text}) =>
			args.map((value): Step => ({path, line, text, value, in: inside, how: 'decorator'})),
		);

/** The guards in the order in which they run: everywhere, on the class, on the method. One that the metadata switches off is left out. */
export const guardsIn = (
	{inForce}: Nest,
	everywhere: readonly Step[],
	onClass: readonly Decorator[],
	onMethod: readonly Decorator[],
	all: readonly Decorator[],
): readonly Step[] =>
	[...everywhere, ...stepsFrom(onClass, 'UseGuards'), ...stepsFrom(onMethod, 'UseGuards')].filter(guard => inForce(guard, all));

const inputs = ['Body', 'Query', 'Param', 'Args', 'MessageBody', 'Payload'];
const plain: ReadonlySet<string> = new Set([
	'string',
	'number',
	'boolean',
	'any',
	'unknown',
	'object',
	'Record',
	'Array',
	'String',
	'Number',
	'Boolean',
]);

/** Pipes that look at what comes in: those of everywhere for what has a type to be held against, those of the method, those of each parameter. */
export function inputSteps(
	{ground}: Nest,
	everywhere: readonly Step[],
	path: string,
	{parameters, line}: Func,
	used: readonly Step[],
): readonly Step[] {
	let isTyped = false;
	const own: Step[] = [];
	for (const {decorators, type} of parameters) {
		const named = decoratorsOf(ground.modules, path, decorators, line).filter(decorator => isNest(decorator, ...inputs));
		if (named.length === 0) continue;
		if (type !== undefined && namesClass(type)) isTyped = true;
		for (const {args, in: inside, ...place} of named)
			for (const value of args)
				if (isPipe(ground.modules.codeOf(place.path)?.calls, value))
					own.push({path: place.path, line: place.line, text: place.text, value, in: inside, how: 'decorator'});
	}
	return [...(isTyped ? everywhere : []), ...(parameters.length === 0 ? [] : used), ...own];
}

const namesClass = (type: Value): boolean => (type.is === 'name' || type.is === 'generic') && !plain.has(type.name);

/** `ParseIntPipe`, `new ZodPipe(schema)`. */
function isPipe(calls: readonly {readonly to: string; readonly isNew: boolean}[] | undefined, value: Value): boolean {
	if (value.is === 'name') return value.name.endsWith('Pipe');
	return value.is === 'call' && calls?.[value.call]?.isNew === true;
}
