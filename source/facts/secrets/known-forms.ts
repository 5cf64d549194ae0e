import {holdsAny, type Sieve} from '../literals.ts';
import type {FoundSecret} from './found.ts';
import {lineAt} from './line-at.ts';
import {isPlaceholder} from './placeholder.ts';
import {shapes} from './shapes.ts';
import {roleInToken} from './supabase-token.ts';

/** The secret half of an AWS key: without it the access key is a name. */
const awsSecret = /(?<![A-Za-z0-9/+=])(?=[A-Za-z0-9/+]*[a-z])(?=[A-Za-z0-9/+]*[A-Z])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/u;

/** Credentials that a vendor gave their form, and private keys. */
export function shapedSecrets(text: string, sieve: Sieve): readonly FoundSecret[] {
	const fitting = shapes.filter(({literals}) => literals.length === 0 || holdsAny(text, sieve, literals));
	return fitting.flatMap(({what, weight, pattern}) =>
		[...text.matchAll(pattern)].flatMap((match): readonly FoundSecret[] => {
			const secret = match.groups?.secret ?? match[0];
			const body = secret.replace(/\s/gu, '');
			if (what === 'a private key' ? /\.{3}|example|your|xxxx/iu.test(body.slice(0, 200)) : isPlaceholder(body)) return [];
			if (what === 'an AWS access key' && !awsSecret.test(text.slice(Math.max(0, match.index - 300), match.index + 400))) {
				if (/Credential=$/u.test(text.slice(Math.max(0, match.index - 20), match.index))) return [];
				return [{index: match.index, secret, what, weight: 'doubtful', seen: 'shape'}];
			}
			const index = what === 'a private key' ? match.index : match.index + match[0].indexOf(secret);
			return [{index, secret, what, weight, seen: 'shape' as const}];
		}),
	);
}

const tokenPattern = /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/gu;

/** Supabase's tokens, by the rights that they carry. */
export function tokenSecrets(text: string): readonly FoundSecret[] {
	if (!text.includes('.eyJ')) return [];
	return [...text.matchAll(tokenPattern)].flatMap((match): readonly FoundSecret[] => {
		const role = roleInToken(match[0]);
		if (role === 'service_role')
			return [
				{
					index: match.index,
					secret: match[0],
					what: "Supabase's service-role key, which passes every row rule",
					weight: 'live',
					seen: 'shape',
				},
			];
		if (role === 'anon')
			return [{index: match.index, secret: match[0], what: "Supabase's public key", weight: 'publishable', seen: 'shape'}];
		return [];
	});
}

const modelWord = /gemini|genai|generativelanguage|palm/iu;
const googleKey = /(?<![\w-])AIza[\w-]{35}(?![\w-])/gu;

/** Google's keys look alike: those of a Firebase page or a map are public, those of a model are not. */
export function googleKeys(text: string): readonly FoundSecret[] {
	if (!text.includes('AIza')) return [];
	const firebase = /authDomain|firebaseapp\.com|project_info|GOOGLE_APP_ID|FIREBASE/u.test(text);
	return [...text.matchAll(googleKey)]
		.filter(match => !isPlaceholder(match[0]))
		.map(match => {
			const around = text.slice(Math.max(0, match.index - 120), match.index + 160);
			const model = modelWord.test(lineAt(text, match.index)) || (!firebase && modelWord.test(around));
			const weight = model ? 'live' : firebase || /maps/iu.test(around) ? 'publishable' : 'doubtful';
			return {
				index: match.index,
				secret: match[0],
				what: model ? 'a Google API key for a model' : 'a Google API key',
				weight,
				seen: 'shape',
			};
		});
}
