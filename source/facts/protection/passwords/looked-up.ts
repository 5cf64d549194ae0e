import {lastOf, textOf} from '../../code/code.ts';
import type {RunningFile} from '../running.ts';
import {isPasswordName} from '../secret-names.ts';
import {hashesSlowly} from './slow-hash.ts';
import type {WeakPassword} from './weak-password.ts';

const byPassword = /\bwhere\b[^;]{0,250}?\b(?:user_?)?(?:password|passwd|pwd)\s*=\s*(?:\?|\$\d|:\w|%s|%\(\w|@\w|'?"?\$\{\}|'?\{)/iu;
const finding = /^(?:findOne|find_one|findFirst|findUnique|findOneBy|findBy|find|filter_by|filter|get|first|where|count|exists)$/u;
const account: ReadonlySet<string> = new Set(['email', 'username', 'user_name', 'userName', 'login', 'name', 'phone']);

/** An account that is looked up by its password. */
export function lookedUpIn({path, code}: RunningFile): readonly WeakPassword[] {
	if (hashesSlowly(code)) return [];
	const said = 'an account is looked up by the typed password, so it is kept readable or under a hash without salt';
	return code.calls.flatMap((call): readonly WeakPassword[] => {
		const place = {path, line: call.line, text: call.text, how: 'plain' as const, said};
		if (call.args.some(arg => (arg.is === 'text' || arg.is === 'template') && byPassword.test(arg.text))) return [place];
		const last = lastOf(call.to);
		if (last === 'eq' && isPasswordName(textOf(call.args[0]) ?? '') && call.args[1]?.is === 'name') return [place];
		if (!finding.test(last) || !call.to.includes('.')) return [];
		const keys = [
			...call.named.map(({key}) => key),
			...call.args
				.slice(0, 1)
				.flatMap(arg => (arg.is === 'object' ? arg.entries : []))
				.flatMap(({key, value}) => (key === 'where' && value.is === 'object' ? value.entries.map(one => one.key) : [key])),
		];
		return keys.some(key => /^(?:password|passwd|pwd)$/iu.test(key)) && keys.some(key => account.has(key)) ? [place] : [];
	});
}
