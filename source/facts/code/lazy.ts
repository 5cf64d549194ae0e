import type {Code} from './code.ts';
import type {Body} from './packed.ts';
import type {Rows} from './rows.ts';
import {unpacked} from './unpacked.ts';

/** The rows of code that nobody has looked into yet, as they were written down. */
const written = new WeakMap<Code, string>();

/** Code whose large lists are made from their rows when one of them is first read: nobody asks for those of most files. */
export function lazyCode(head: Omit<Code, keyof Body>, text: string, rows: () => Rows): Code {
	let made: Body | undefined;
	const body = (): Body => {
		made ??= unpacked(rows());
		return made;
	};
	const code: Code = {
		...head,
		get functions() {
			return body().functions;
		},
		get classes() {
			return body().classes;
		},
		get calls() {
			return body().calls;
		},
		get variables() {
			return body().variables;
		},
		get assignments() {
			return body().assignments;
		},
		get exits() {
			return body().exits;
		},
		get catches() {
			return body().catches;
		},
	};
	written.set(code, text);
	return code;
}

/** Whether something of the code may match, told in the same way. */
export function mayHold(code: Code, pattern: RegExp): boolean {
	const text = written.get(code);
	return text === undefined || pattern.test(text);
}

/** Whether a callee, a directive or another name of the code may end in one of these, told without making its lists; it may say yes wrongly, never no. */
export function mayName(code: Code, endings: readonly string[]): boolean {
	const text = written.get(code);
	return text === undefined || endings.some(ending => text.includes(`${ending}"`));
}
