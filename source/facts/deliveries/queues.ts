import type {Place} from '../../safe-text.ts';
import {entryOf, textOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {originOf} from '../entry-points/origin.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

/** A queue that code puts jobs into, or takes them out of. */
export type Queue = Place & {
	readonly library: 'bullmq' | 'bull';
	readonly does: 'puts' | 'takes';
	/** Empty when it cannot be told. */
	readonly name: string;
	readonly attempts: 'several' | 'one' | 'unsaid';
	readonly forgets: boolean;
};

const known = new WeakMap<Facts['program'], readonly Queue[]>();

/** The queues of BullMQ and Bull. */
export function queuesOf(facts: Facts): readonly Queue[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const {modules} = facts.program.scopes;
	const made = facts.files.flatMap(file => {
		const {code, path, role} = file;
		if (code === undefined || role !== 'app' || isReached(file, facts.reached) === false) return [];
		if (
			!file.imports.some(
				({dependency}) =>
					dependency === 'bullmq' || dependency === 'bull' || dependency === '@nestjs/bullmq' || dependency === '@nestjs/bull',
			)
		)
			return [];
		return code.calls.flatMap((call, at): readonly Queue[] => {
			const origin = call.isNew ? originOf(modules, path, at) : undefined;
			const does = origin === 'bullmq:Queue' || origin === 'bull:default' ? 'puts' : origin === 'bullmq:Worker' ? 'takes' : undefined;
			if (does === undefined) return [];
			const options = [entryOf(call.args[1], 'defaultJobOptions'), entryOf(call.args[2], 'defaultJobOptions')].find(
				one => one !== undefined,
			);
			return [
				{
					path,
					line: call.line,
					text: call.text,
					library: origin === 'bull:default' ? 'bull' : 'bullmq',
					does,
					name: nameIn(call.args[0], path, call.in, facts),
					attempts: attemptsIn(options),
					forgets: isTrue(entryOf(options, 'removeOnFail')),
				},
			];
		});
	});
	known.set(facts.program, made);
	return made;
}

/** What single jobs are told when they are put into a queue: how often they are tried, whether they are forgotten. */
export const jobOptionsOf = (facts: Facts): readonly (Place & {readonly attempts: Queue['attempts']; readonly forgets: boolean})[] =>
	facts.files.flatMap(({code, path, role}) =>
		role !== 'app' ||
		code === undefined ||
		!mayName(code, ['attempts', 'removeOnFail', 'defaultJobOptions', '.add', '.addBulk', 'registerQueue'])
			? []
			: [...code.calls.flatMap(({args, line, text}) => args.map(value => ({value, line, text}))), ...code.variables].flatMap(
					({value, line, text}) => {
						const options = value.is === 'object' ? (entryOf(value, 'defaultJobOptions') ?? value) : value;
						const attempts = attemptsIn(options);
						const forgets = isTrue(entryOf(options, 'removeOnFail'));
						return attempts === 'unsaid' && !forgets ? [] : [{path, line, text, attempts, forgets}];
					},
				),
	);

function attemptsIn(options: Value | undefined): Queue['attempts'] {
	const attempts = entryOf(options, 'attempts');
	if (attempts === undefined) return 'unsaid';
	return attempts.is === 'literal' && typeof attempts.value === 'number' && attempts.value < 2 ? 'one' : 'several';
}

const isTrue = (value: Value | undefined): boolean => value?.is === 'literal' && value.value === true;

function nameIn(value: Value | undefined, path: string, at: number, facts: Facts): string {
	const text = textOf(value);
	if (text !== undefined) return text;
	if (value?.is !== 'name') return '';
	const definition = facts.program.scopes.modules.definitionOf(path, value.name, at);
	return definition.is === 'variable' ? (textOf(definition.value.value) ?? '') : '';
}
