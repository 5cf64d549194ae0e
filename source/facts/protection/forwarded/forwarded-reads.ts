import type {Place} from '../../../safe-text.ts';
import {type Code, lastOf, textOf} from '../../code/code.ts';
import {mayHold} from '../../code/lazy.ts';
import {oncePer} from '../../code/once-per.ts';
import type {RunningFile} from '../running.ts';
import {eachValue} from '../values.ts';

const anyHeader = /x-forwarded-(?:for|host)/iu;
const header = /^x-forwarded-(?<what>for|host)$/iu;

/** Where such a header is read. */
export type Read = Place & {readonly header: 'for' | 'host'; readonly in: number};

/** Where a file reads such a header. */
export const readsIn = ({path, code}: RunningFile): readonly Read[] => headersIn(code).map(one => ({...one, path}));

const headersIn = oncePer((code: Code): readonly Omit<Read, 'path'>[] => {
	if (!mayHold(code, anyHeader)) return [];
	const found: Omit<Read, 'path'>[] = [];
	const add = (name: string, place: {readonly line: number; readonly text: string; readonly in: number}): void => {
		const what = header.exec(name)?.groups?.what?.toLowerCase();
		if (what !== undefined) found.push({line: place.line, text: place.text, in: place.in, header: what === 'for' ? 'for' : 'host'});
	};
	eachValue(code, (value, at) => {
		if (value.is === 'name') add(lastOf(value.name), at);
	});
	for (const call of code.calls) {
		if (/(?:^|\.)(?:get|header|getHeader|getRequestHeader|getFirst)$/u.test(call.to))
			for (const arg of call.args) add(textOf(arg) ?? '', call);
		for (const part of call.to.split('.')) add(part, call);
	}
	return [...new Map(found.map(one => [`${one.line}:${one.header}`, one])).values()];
});

/** The named function that a place stands in. */
export function namedAround(at: number, code: Code): number {
	for (let here = at, steps = 0; here >= 0 && steps < 20; steps++) {
		const one = code.functions[here];
		if (one === undefined) return -1;
		if (one.name !== '') return here;
		here = one.in;
	}
	return -1;
}
