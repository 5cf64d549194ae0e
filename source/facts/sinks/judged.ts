import type {Facts} from '../facts.ts';
import type {Input, Source, Spoken} from '../inputs/input.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import type {Part, Sink} from './sink.ts';

/** A part of a sink with all that reaches it. */
type Reached = {readonly part: Part; readonly source: Source};

/** A sink with what reaches each of its parts. */
export type Judged = {readonly sink: Sink; readonly reached: readonly Reached[]};

const known = new WeakMap<Part, Source>();

/** What reaches the parts of sinks, each found once. */
export function judgedOf(sinks: readonly Sink[], facts: Facts): readonly Judged[] {
	const inputs = inputsOf(facts);
	return sinks.map(sink => ({
		sink,
		reached: sink.parts.map(part => {
			const source = known.get(part) ?? inputs.of(part.value, part.at);
			known.set(part, source);
			return {part, source};
		}),
	}));
}

/** Inputs of a judged sink that fit. */
export const inputsIn = ({reached}: Judged, fits: (input: Input) => boolean): readonly Input[] =>
	reached.flatMap(({source}) => source.inputs.filter(fits));

/** What is harmless in one language and what else is harmless there. */
const fitting: Readonly<Record<'page' | 'statement' | 'command' | 'address', readonly Spoken[]>> = {
	page: ['page', 'address'],
	statement: ['statement'],
	command: ['command'],
	address: ['address', 'file'],
};

/** Something that is harmless where it is put: of a fixed form, or cleaned on the way for such a place. */
export const isHarmless = ({shape, checks}: Input, where: keyof typeof fitting): boolean =>
	shape === 'safe' || checks.some(({is, only}) => is === 'cleaned' && (only === undefined || fitting[where].includes(only)));

/** How an input is shown in a sentence: `req.query.name`, shortened. */
export const saidOf = ({name}: Input): string => (name.length > 40 ? `${name.slice(0, 37)}…` : name);
