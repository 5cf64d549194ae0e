import type {Call} from '../code/code.ts';
import {type Check, each, type Input, type Source, type Spoken} from './input.ts';

/** What was made harmless is so wherever it comes from. */
export const known = (source: Source): Source => (source.unknown.length === 0 ? source : {...source, unknown: []});

/** Whatever it was, it is text now. */
export const textOnly = (source: Source): Source =>
	each(source, (input): Input => (input.shape === 'any' ? {...input, shape: 'text'} : input));

/** A call that stands between what came in and where it is used. */
export const checkOf = (is: Check['is'], call: Call, path: string): Check => ({is, name: call.to, path, line: call.line, text: call.text});
/** The call makes a number, a date or a digest of it. */
export const converted =
	(call: Call, path: string) =>
	(input: Input): Input => ({...input, shape: 'safe', checks: [...input.checks, checkOf('converted', call, path)]});
/** The call takes out what could do harm, everywhere or in one language alone. */
export const cleaned = (call: Call, path: string): ((input: Input) => Input) => {
	const only = languageOf(call);
	const check: Check = {...checkOf('cleaned', call, path), ...(only === undefined ? {} : {only})};
	return input => ({...input, shape: input.shape === 'any' ? 'text' : input.shape, checks: [...input.checks, check]});
};

/** `value.replace(/'/g, "''")`, `json.replace(/</g, '\\u003c')`: how a quote is written in a statement, and a bracket in a page. */
export const escapes = ({to, args}: Call): Spoken | undefined => {
	if (!/\.replace(?:All)?$/u.test(to) || args[1]?.is !== 'text') return undefined;
	if (args[1].text === "''") return 'statement';
	return /^(?:&lt;|\\(?:u00|x)3c)$/iu.test(args[1].text) ? 'page' : undefined;
};

const languages: readonly (readonly [Spoken, RegExp])[] = [
	['statement', /escape_?(?:literal|identifier)$|quote_?(?:ident|literal)$|\bmysql2?\.escape\w*$|sqlstring/iu],
	['command', /shlex\.quote$|shlex_?quote$|shell_?(?:quote|escape)|escapeshell/iu],
	['file', /(?:^|\.)(?:secure_filename|basename)$/u],
	['address', /(?:^|\.)(?:encodeURI(?:Component)?|urlencode|urlquote|quote_plus)$|\burllib\.(?:parse\.)?quote$/u],
	['page', /purify|bleach|nh3|xss|html|tags$|highlight|codeTo|renderTo|katex|json_script|serialize|escape_uri|conditional_escape|markup/iu],
];

const languageOf = (call: Call): Spoken | undefined => escapes(call) ?? languages.find(([, names]) => names.test(call.to))?.[0];
