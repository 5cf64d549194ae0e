import type {Term} from '../code/ways.ts';

/** How a gate ends a request: it turns the caller away, sends everyone elsewhere, or lets pass. */
export type Leaving = 'turns' | 'elsewhere' | 'passes';

const deepest = 6;
const redirects: ReadonlySet<string> = new Set(
	'redirect permanentRedirect sendRedirect navigateTo RedirectResponse redirectToSignIn'.split(' '),
);
const denials: ReadonlySet<string> = new Set('unauthorized forbidden unauthenticated accessDenied'.split(' '));
const raises: ReadonlySet<string> = new Set([...redirects, ...denials, 'error', 'abort', 'notFound']);
const statusKeys: ReadonlySet<string> = new Set(['status', 'statusCode', 'status_code', 'code']);
const signIn = /(?:^|[^a-z])(?:log[-_]?in|sign[-_]?in|auth|unauthori[sz]ed|forbidden|denied|no[-_]?access|40[13])(?:[^a-z]|$)/iu;

/** A call that ends the request although nothing is returned: `redirect('/login')`, `error(401)`. */
export const raising = (term: Term): boolean => term.is === 'call' && raises.has(term.to);

/** What a call does to the request. `who`: the conditions around it ask who the caller is, so that leaving turns somebody away. */
export function leavingOf(term: Term, who: boolean): Leaving | undefined {
	if (term.is !== 'call') return undefined;
	if (denials.has(term.to)) return 'turns';
	if (redirects.has(term.to)) return who || term.args.some(arg => leadsToSignIn(arg, 0)) ? 'turns' : 'elsewhere';
	const status = statusOf(term, 0);
	if (status === 401 || status === 403 || status === 407 || status === 429) return 'turns';
	if (status !== undefined && status >= 400) return who && status < 500 ? 'turns' : 'elsewhere';
	return undefined;
}

function leadsToSignIn(term: Term, depth: number): boolean {
	if (depth > deepest) return false;
	if (term.is === 'text') return signIn.test(term.text);
	if (term.is === 'call') return term.args.slice(0, 4).some(arg => leadsToSignIn(arg, depth + 1));
	if (term.is === 'object') return term.entries.some(({value}) => leadsToSignIn(value, depth + 1));
	return term.is === 'name' && /(?:log|sign)_?in/iu.test(term.name);
}

/** The status that an answer is given: `{status: 401}`, `error(401)`, `res.status(401).end()`, `(body, 401)`. */
function statusOf(term: Term, depth: number): number | undefined {
	if (depth > deepest) return undefined;
	if (term.is === 'object')
		return term.entries.map(({key, value}) => (statusKeys.has(key) ? numberIn(value) : undefined)).find(one => one !== undefined);
	if (term.is === 'list') return term.items.map(numberIn).find(one => one !== undefined);
	if (term.is !== 'call') return undefined;
	const own = term.args
		.map(arg => numberIn(arg) ?? (arg.is === 'object' ? statusOf(arg, depth + 1) : undefined))
		.find(one => one !== undefined);
	return own ?? (term.on === undefined ? undefined : statusOf(term.on, depth + 1));
}

const numberIn = (term: Term): number | undefined =>
	term.is === 'literal' && typeof term.value === 'number' && term.value >= 300 && term.value < 600 ? term.value : undefined;

/** The status that stands beside an answer, as in Python's `return body, 401`. */
export const besideAnswer = (term: Term, who: boolean): Leaving | undefined => {
	const status = term.is === 'list' ? statusOf(term, 0) : undefined;
	if (status === undefined || status < 400) return undefined;
	return status === 401 || status === 403 || status === 429 || (who && status < 500) ? 'turns' : 'elsewhere';
};
