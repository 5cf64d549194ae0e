import {lastOf, moduleLevel} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import type {RunningFile} from '../running.ts';
import {isFastHash} from './fast-hash.ts';
import {givesPassword, namesIn} from './named-in.ts';
import {hashesSlowly} from './slow-hash.ts';
import type {WeakPassword} from './weak-password.ts';

const notForKeeping = /pwned|hibp|digest|realm|breach|leaked|k-?anon|gravatar|cache|etag|fingerprint|legacy|migrat/iu;

/** A function of the project whose own parameter is hashed fast. */
export function fastMakers(files: readonly RunningFile[]): ReadonlySet<string> {
	const makers = new Set<string>();
	for (const {path, code} of files)
		for (const call of code.calls) {
			const at = call.in;
			const one = code.functions[at];
			if (one === undefined || at === moduleLevel || one.end - one.line > 20 || !isFastHash(call, code)) continue;
			const own = new Set(one.parameters.map(({name}) => name));
			if (call.args.some(arg => namesIn(arg, code).some(name => own.has(name)))) makers.add(`${at} ${path}`);
		}
	return makers;
}

/** Passwords that a file hashes fast, itself or by a function of the project. */
export function hashedFastIn({path, code}: RunningFile, makers: ReadonlySet<string>, facts: Facts): readonly WeakPassword[] {
	if (hashesSlowly(code)) return [];
	return code.calls.flatMap((call): readonly WeakPassword[] => {
		if (!givesPassword(call, code)) return [];
		const around = `${code.functions[call.in]?.name ?? ''} ${call.to} ${path}`;
		if (notForKeeping.test(around)) return [];
		const place = {path, line: call.line, text: call.text};
		if (isFastHash(call, code))
			return [{...place, how: 'fast', said: 'a password goes through a fast hash, which is guessed in hours once it leaks'}];
		if (makers.size === 0) return [];
		const target = facts.program.calleeOf(call, path);
		return target.is === 'function' && makers.has(`${target.function} ${target.path}`)
			? [
					{
						...place,
						how: 'fast',
						said: `a password goes through ${lastOf(call.to)}(), a fast hash, which is guessed in hours once it leaks`,
					},
				]
			: [];
	});
}
