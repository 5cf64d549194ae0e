import {type Code, firstOf, lastOf} from '../code/code.ts';
import {wordsOf} from '../guards/words.ts';
import type {Written} from './values.ts';

const speaks: ReadonlySet<string> = new Set(
	'cors origin origins allowed allow whitelist allowlist trusted hosts csp log logs logger console print println info warn debug error banner placeholder placeholders preview mock sample samples example examples description help label title message text hint namespace schema xmlns license docs swagger openapi servers referer referrer agent host dev development local test emulator'.split(
		' ',
	),
);
const saidBy =
	/^(?:console|logger|log|logging|print|warnings?|chalk|pc|kleur|colors?|toast|rich|st|click|pprint|sys|Error|TypeError|expect|assert|cors|CORS)$/u;
const comparing: ReadonlySet<string> = new Set(
	'startsWith endsWith includes replace replaceAll split match test indexOf startswith endswith has add set'.split(' '),
);
const markup = /^[a-z][\w-]*$/u;
const leading: ReadonlySet<string> = new Set(['href', 'action', 'src', 'to']);

/** Whether it is only said to people, compared with, or listed: nothing is sent there. */
export function isOnlySaid({under, givenTo, listed, besides}: Written, code: Code, path: string): boolean {
	if (listed || (under.some(name => /default|initial/iu.test(name)) && givenTo === undefined && besides.length === 0)) return true;
	if (under.some(name => wordsOf(name).some(word => speaks.has(word)))) return true;
	if (givenTo === undefined) return false;
	const call = code.calls[givenTo.call];
	if (call === undefined) return false;
	const last = lastOf(call.to);
	if (saidBy.test(firstOf(call.to)) || saidBy.test(last) || comparing.has(last)) return true;
	// The second argument of `new URL(path, base)` is only there so that the path can be read.
	if (last === 'URL' && givenTo.at > 0) return true;
	const isElement = markup.test(call.to) && call.text.includes(`<${call.to}`) && /\.(?:[jt]sx|vue|svelte|astro)$/u.test(path);
	return isElement
		? !under.some(name => leading.has(name))
		: wordsOf(call.to).some(word => word === 'cors' || word === 'origin' || word === 'origins');
}
