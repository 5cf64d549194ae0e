import {type Call, lastOf, textOf, type Value} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {wordsOf} from '../../guards/words.ts';
import {packageOf} from '../imported.ts';
import type {RunningFile} from '../running.ts';
import type {Kept} from './kept.ts';
import {isTokenKey, isTokenValue, keyOf, speaksOfOther} from './token-names.ts';

const storages = /^(?:(?:window|globalThis|self)\.)?(?:localStorage|sessionStorage)$/u;

const said = 'the token that keeps people signed in lies in the browser where every script can read it';

/** Reactive copies of what the browser keeps: VueUse, usehooks and their like. */
const reactive = /^use(?:Local|Session)?Storage(?:State)?$/u;

const isStoring = ({to}: Call): boolean =>
	to === '.setItem' || (lastOf(to) === 'setItem' && storages.test(to.slice(0, to.lastIndexOf('.'))));
const names = (value: Value | undefined): string => (value?.is === 'name' ? value.name : '');

/** A token that is got while the product itself is set up need not be anybody's session. */
const judgedBy = (around: string): Pick<Kept, 'is' | 'said'> =>
	wordsOf(around).includes('onboarding')
		? {
				is: 'unclear',
				said: 'a token that the set-up of the product is given lies in the browser, and whether it keeps anybody signed in could not be seen',
			}
		: {is: 'open to scripts', said};

/** Functions of the project that put what they are given into the browser's storage. */
export function keepers(files: readonly RunningFile[]): ReadonlySet<string> {
	const found = new Set<string>();
	for (const {path, code} of files)
		for (const call of code.calls) {
			const own = code.functions[call.in];
			const [key] = call.args;
			if (own !== undefined && isStoring(call) && key?.is === 'name' && own.parameters.some(({name}) => name === key.name))
				found.add(`${call.in} ${path}`);
		}
	return found;
}

/** Tokens that scripts put where every script can read them. */
export function inBrowser({path, code}: RunningFile, keeping: ReadonlySet<string>, facts: Facts): readonly Kept[] {
	const isToken = (key: Value | undefined, value: Value | undefined, at: number): boolean => {
		const said = keyOf(key, path, at, facts);
		return isTokenKey(said) || (isTokenValue(names(value)) && !speaksOfOther(said));
	};
	const calls = code.calls.flatMap((call): readonly Kept[] => {
		const place = {
			path,
			line: call.line,
			text: call.text,
			...judgedBy(`${code.functions[call.in]?.name ?? ''} ${path.slice(path.lastIndexOf('/') + 1)}`),
		};
		const [key, value] = call.args;
		if (isStoring(call)) return isToken(key, value, call.in) ? [place] : [];
		if (reactive.test(call.to)) return isTokenKey(textOf(key) ?? '') ? [place] : [];
		const from = packageOf(call, code);
		if (
			/^(?:js-cookie|universal-cookie|react-cookie|cookies-next|nookies|vue-cookies)/u.test(from) &&
			/^(?:set|setCookie)$/u.test(lastOf(call.to))
		)
			return isTokenKey(keyOf(key, path, call.in, facts))
				? [{...place, is: 'open to scripts', said: 'the token that keeps people signed in lies in a cookie that every script can read'}]
				: [];
		if (keeping.size === 0 || call.args.length < 2 || (!isTokenValue(names(value)) && !isTokenKey(keyOf(key, path, call.in, facts))))
			return [];
		const target = facts.program.calleeOf(call, path);
		return target.is === 'function' && keeping.has(`${target.function} ${target.path}`) ? [place] : [];
	});
	const assigned = code.assignments
		.filter(({to}) => storages.test(to.slice(0, to.lastIndexOf('.'))) && isTokenKey(lastOf(to)))
		.map(({line, text}): Kept => ({path, line, text, is: 'open to scripts', said}));
	return [...calls, ...assigned];
}
