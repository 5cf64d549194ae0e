import type {From, Shape} from './input.ts';

const rows = (from: From, shape: Shape, names: string): readonly (readonly [string, {readonly from: From; readonly shape: Shape}])[] =>
	names.split(' ').map(name => [name, {from, shape}] as const);

/** Parts of a request by the last word of their path, in small letters and without underscores. */
const containers: ReadonlyMap<string, {readonly from: From; readonly shape: Shape}> = new Map([
	...rows('body', 'any', 'body json getjson rawbody payload readbody parsebody data input args arguments jsonbody'),
	...rows('query', 'any', 'query queries queryparams querystringparameters multivaluequerystringparameters getquery queryobj'),
	...rows('query', 'text', 'searchparams querystring get args'),
	...rows('path', 'text', 'params param pathparameters kwargs viewargs getrouterparam getrouterparams pathparams matchinfo'),
	...rows('form', 'text', 'form formdata post values readformdata readmultipartformdata fields'),
	...rows('upload', 'any', 'files file arraybuffer blob'),
	...rows('body', 'text', 'text'),
	...rows('header', 'text', 'headers header meta getheader getheaders getrequestheader rawheaders'),
	...rows('cookie', 'text', 'cookies cookie getcookie signedcookies'),
	...rows('url', 'text', 'url originalurl href nexturl pathname path rawpath rawquerystring'),
]);

/** Parts that say who the caller is, or that the framework made. */
const trusted =
	/^(?:user|users|session|auth|authinfo|currentuser|userid|tenant|member|account|db|prisma|env|app|ip|method|protocol|state|locals|res|response|log|logger|store|id|waituntil|server|supabase|redis|loaders|dataloader|req_id|status|route|hostname)$/u;

/** What a part of a request holds; `trusted` for what no caller chooses, undefined for what is not known. */
export function partOf(word: string): {readonly from: From; readonly shape: Shape} | 'trusted' | undefined {
	const bare = word.replaceAll('_', '').toLowerCase();
	return containers.get(bare) ?? (trusted.test(bare) ? 'trusted' : undefined);
}

/** Names of parameters under which frameworks hand over a request. */
export const requestName = /^_?(?:req|request|ctx|context|c|event|evt|info|httpRequest)$/u;

/** Destructured parameters that are parts of a request. */
export const partName = /^_?(?:body|query|params|searchParams|input|args|req|request|event|formData|url|cookies|headers|rawInput|ctx)$/u;

/** Properties that are numbers or switches, whatever they stand on. */
export const isNumeric = (word: string): boolean => /^(?:length|size|byteLength|lastModified)$/u.test(word);

/** Properties that are numbers or switches of an answer or a list; of what a caller sends they are fields like others. */
export const isOfAnswer = (word: string): boolean => /^(?:count|status|ok)$/u.test(word);
