import type {Place} from '../../../safe-text.ts';
import {type Code, lastOf, textOf} from '../../code/code.ts';
import {mayHold} from '../../code/lazy.ts';
import {oncePer} from '../../code/once-per.ts';
import type {RunningFile} from '../running.ts';
import {eachValue} from '../values.ts';

const anyHeader = /x-forwarded-(?:for|host)|(?:connecting|real|client)-ip/iu;
const header = /^x-forwarded-(?<what>for|host)$/iu;
/** Headers that hold one address: a platform or a proxy sets them, and where there is none, whoever asks. */
const single = /^(?:cf-connecting-ip|true-client-ip|x-real-ip|x-client-ip|x-cluster-client-ip|fly-client-ip|x-nf-client-connection-ip)$/iu;

/** Where such a header is read. */
export type Read = Place & {readonly header: 'for' | 'host' | 'single'; readonly name: string; readonly in: number};

/** Where a file reads such a header. */
export const readsIn = ({path, code}: RunningFile): readonly Read[] => headersIn(code).map(one => ({...one, path}));

const headersIn = oncePer((code: Code): readonly Omit<Read, 'path'>[] => {
	if (!mayHold(code, anyHeader)) return [];
	const found: Omit<Read, 'path'>[] = [];
	const add = (name: string, place: {readonly line: number; readonly text: string; readonly in: number}): void => {
		const what = header.exec(name)?.groups?.what?.toLowerCase();
		if (what === undefined && !single.test(name)) return;
		found.push({...pick(place), name: name.toLowerCase(), header: what === 'for' ? 'for' : what === 'host' ? 'host' : 'single'});
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

const pick = ({
	line,
	text,
	in: at,
}: {
	readonly line: number;
	readonly text: string;
	readonly in: number;
}): Pick<Read, 'line' | 'text' | 'in'> => ({
	line,
	text,
	in: at,
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
