import {holds, type PlainFacts} from '../../../facts/facts.ts';

/** Where platforms write down who called: a header of their own, which no caller can make up there. Render stands behind Cloudflare. */
const headers: readonly (readonly [fact: string, name: string, header: string])[] = [
	['deploy.vercel', 'Vercel', 'x-real-ip'],
	['deploy.fly', 'Fly', 'fly-client-ip'],
	['deploy.netlify', 'Netlify', 'x-nf-client-connection-ip'],
	['deploy.cloudflare', 'Cloudflare', 'cf-connecting-ip'],
	['deploy.render', 'Render', 'cf-connecting-ip'],
	['deploy.railway', 'Railway', 'x-real-ip'],
];

/** The header in which the platform says who calls, and what a person must know of it; an empty one where the repository names no platform, or several. */
export function callerHeader(facts: PlainFacts): {readonly header: string; readonly after: string} {
	const found = headers.filter(([fact]) => holds(facts, fact));
	const [only] = found;
	if (only === undefined || found.length > 1)
		return {
			header: '',
			after:
				'Behind a proxy with a public address (Cloudflare, a load balancer elsewhere), all its visitors count as one: read the header in which it says who calls, where the new file decides who that is.',
		};
	const [, name, header] = only;
	return {
		header,
		after: `Who calls is read from ${header}, which ${name} writes itself. If it runs elsewhere, take that out of the new file: there, callers could make it up.`,
	};
}
