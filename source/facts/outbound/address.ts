import {textOf, type Value} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {Scopes, Spot} from '../entry-points/scope.ts';
import {wordsOf} from '../guards/words.ts';

const unknownPart = /\$\{\}/gu;
/** Words that name the application itself, and those that name any base: with the name of somebody else beside them, it is theirs. */
const ownWords: ReadonlySet<string> = new Set('site app self own vercel frontend'.split(' '));
const baseWords: ReadonlySet<string> = new Set('base origin host public next'.split(' '));
const plainWords: ReadonlySet<string> = new Set(
	'url uri href env process vite import meta config settings options headers get request req ctx c event location window port protocol domain address root prefix default'.split(
		' ',
	),
);
const local = /^(?:https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d{1,5})?(?:\/|$)|\/(?!\/)|data:|blob:|file:|\.{1,2}\/)/u;
const ownPath = /^\$\{\}\/?api\//u;
/** A whole address of which neither the protocol nor the host is written. */
const askedHost = /^(?:https?:\/\/)?\$\{\}(?:\/\/)?(?:\$\{\})?(?:\/|$)(?!api\/)/u;
const askedWords: ReadonlySet<string> = new Set('host hostname request origin'.split(' '));
const otherWords: ReadonlySet<string> = new Set('backend server service api supabase external'.split(' '));

/** An address as far as it is written: constants are followed, what is only known when it runs is `${}`. */
export function addressOf(value: Value | undefined, spot: Spot, scopes: Scopes, left = 4): string | undefined {
	if (value === undefined || left === 0) return undefined;
	switch (value.is) {
		case 'text':
			return value.text;
		case 'template': {
			const holes = value.holes.map(hole => addressOf(hole, spot, scopes, left - 1));
			let next = 0;
			return value.text.replaceAll(unknownPart, part => holes[next++] ?? part);
		}
		case 'either':
			return value.of.map(one => addressOf(one, spot, scopes, left - 1)).find(one => one !== undefined && one !== '');
		case 'name': {
			const target = targetOf(scopes, value, spot);
			return target.is === 'value' && target.value !== value ? addressOf(target.value, target.spot, scopes, left - 1) : undefined;
		}
		case 'call': {
			const call = scopes.at(spot.path)?.code.calls[value.call];
			if (call === undefined) return undefined;
			if (call.to === 'URL' && call.args.length > 1) {
				const base = addressOf(call.args[1], spot, scopes, left - 1);
				return base ?? (call.args[1]?.is === 'name' && call.args[1].name === 'import.meta.url' ? './' : undefined);
			}
			return call.to === 'URL' || call.to.endsWith('.toString') ? addressOf(call.args[0], spot, scopes, left - 1) : undefined;
		}
		case 'literal':
		case 'function':
		case 'class':
		case 'object':
		case 'list':
		case 'spread':
		case 'generic':
		case 'other':
			return undefined;
	}
}

/** What an object of its own class keeps is the base of the service that the class asks. */
const field = /^(?:this|self)\./u;

/** Whether an address is the application's own: a path alone, this machine, its own base with a path of its interface, or the host that was asked. */
export function isOwnAddress(value: Value | undefined, address: string | undefined, spot: Spot, scopes: Scopes): boolean {
	if (address !== undefined && local.test(address)) return true;
	const template = templateOf(value, spot, scopes);
	if (template === undefined) return false;
	const holes = template.holes
		.slice(0, 2)
		.flatMap(hole =>
			hole.is === 'name' ? wordsOf(hole.name.replace(field, 'field.')) : hole.is === 'call' ? saidBy(hole.call, spot, scopes) : [],
		);
	if (askedHost.test(template.text)) return holes.some(word => askedWords.has(word));
	if (!ownPath.test(template.text) || holes.some(word => otherWords.has(word))) return false;
	return (
		holes.some(word => ownWords.has(word)) ||
		(holes.some(word => baseWords.has(word)) && holes.every(word => baseWords.has(word) || plainWords.has(word)))
	);
}

const settings = /\b(?:config\w*|env\w*|settings?)\b/iu;

/** What a call brings into an address: a setting by its name, else what the request says. */
function saidBy(at: number, {path}: Spot, scopes: Scopes): readonly string[] {
	const call = scopes.at(path)?.code.calls[at];
	const name = textOf(call?.args[0]);
	return call !== undefined && name !== undefined && settings.test(call.to.replaceAll('.', ' ')) ? wordsOf(name) : ['request'];
}

/** The template that an address is written as, through names and `new URL(…)`. */
function templateOf(value: Value | undefined, spot: Spot, scopes: Scopes, left = 4): (Value & {readonly is: 'template'}) | undefined {
	if (value === undefined || left === 0) return undefined;
	if (value.is === 'template') return value;
	if (value.is === 'call') {
		const call = scopes.at(spot.path)?.code.calls[value.call];
		if (call === undefined) return undefined;
		const base = /\.toString$/u.test(call.to) ? {is: 'name' as const, name: call.to.replace(/\.toString$/u, '')} : undefined;
		return call.to === 'URL' || base !== undefined
			? templateOf(base ?? call.args.at(-1), {path: spot.path, in: call.in}, scopes, left - 1)
			: undefined;
	}
	if (value.is !== 'name') return undefined;
	const target = targetOf(scopes, value, spot);
	return target.is === 'value' && target.value !== value ? templateOf(target.value, target.spot, scopes, left - 1) : undefined;
}
