import type {Place} from '../../safe-text.ts';
import {type Code, lastOf, textOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {placeIn, type Written} from './written.ts';

/** A process that hears of an error that nobody caught and goes on. */
export type GoesOn = Place & {readonly event: 'uncaughtException' | 'unhandledRejection'};

const ends = /exit|shutdown|close|kill|terminate|abort|stop/iu;
const mostFunctions = 50;

/** Where a process hears of an error that nobody caught, and neither ends nor throws it again. What cannot be looked into is taken to end. */
export const goingOn = (scripts: readonly Written[]): readonly GoesOn[] =>
	scripts.flatMap(one =>
		(mayName(one.code, ['process.on']) ? one.code.calls : []).flatMap(call => {
			const event = call.to === 'process.on' ? textOf(call.args[0]) : undefined;
			if (event !== 'uncaughtException' && event !== 'unhandledRejection') return [];
			return isEnding(call.args[1], one.code) ? [] : [{...placeIn(one, call), event}];
		}),
	);

function isEnding(handler: Value | undefined, {functions, calls, exits}: Code): boolean {
	if (handler?.is !== 'function') return true;
	const body = new Set([handler.function]);
	for (const [at, {in: around}] of functions.entries()) if (body.has(around) && body.size < mostFunctions) body.add(at);
	return (
		calls.some(call => body.has(call.in) && ends.test(lastOf(call.to))) || exits.some(exit => body.has(exit.in) && exit.how === 'throw')
	);
}
