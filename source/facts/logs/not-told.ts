import {firstOf, lastOf} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {LogCall, Logged} from './log-calls.ts';

/** What a name may hold that only a person can tell. */
export type NotTold = 'the name of a person' | 'what a person wrote' | 'something whole, of which it cannot be told what it holds';

/** All of these. */
export const notTolds: ReadonlySet<string> = new Set<NotTold>([
	'the name of a person',
	'what a person wrote',
	'something whole, of which it cannot be told what it holds',
]);

const words = (all: string): ReadonlySet<string> => new Set(all.split(' '));
/** What has fields, by the last word of its name. */
const holders = words(
	'data payload body record records row rows response responses result results res request req args params values obj object details account accounts session form document documents doc dto user users customer customers profile profiles member members patient patients order orders booking bookings invoice invoices lead leads contact contacts state context subscription',
);
const people = words(
	'user customer client profile member patient guest person employee student teacher contact lead owner recipient sender',
);
const named = words('first last full given family display real profile customer user client guest patient');
const typed = words('prompt question transcript utterance requirement requirements');
/** Words that say it is no thing with fields but something about one. */
const about = words(
	'id ids count counts total length size type kind status code key keys field fields column columns path url length valid ok error errors err name names is has no num number version token tokens usage time date',
);
const counting =
	/^(?:len|count|Number|String|str|int|bool|Boolean|parseInt|size|toISOString|join|randomUUID|nanoid|uuid4|format|toString)$/u;

/** What a part of a line may show besides what its name says; undefined where it says all. */
export function notTold({value, inText, isDumped}: Logged, log: LogCall, facts: Facts): NotTold | undefined {
	if (value.is !== 'name') return undefined;
	const name = value.name.replace(/^(?:this|self)\./u, '');
	const said = wordsOf(lastOf(name));
	const end = said.at(-1) ?? '';
	if (end === 'name' || end === 'fullname') {
		const of = wordsOf(lastOf(name.slice(0, name.lastIndexOf('.')))).at(-1) ?? '';
		const isTheirs = said.length > 1 ? said.some(word => named.has(word)) && !said.includes('file') : name.includes('.') && people.has(of);
		return isTheirs || end === 'fullname' ? 'the name of a person' : undefined;
	}
	if (typed.has(end) && (said.length > 1 || name.includes('.') || isGiven(name, log, facts))) return 'what a person wrote';
	const isPython = log.path.endsWith('.py');
	if ((inText && !isPython) || !holders.has(end) || said.slice(0, -1).some(word => about.has(word))) return undefined;
	if (isErrors(name, log) || isPlain(name, log, facts)) return undefined;
	return isDumped || !inText || isPython ? 'something whole, of which it cannot be told what it holds' : undefined;
}

/** It is what an error says, or hangs on one. */
const isErrors = (name: string, {call, file}: LogCall): boolean =>
	wordsOf(firstOf(name)).some(word => /^(?:e|err|error|exc?|exception|reason)$/u.test(word)) ||
	(file.code?.catches ?? []).some(one => one.binding === firstOf(name) && call.line >= one.line && call.line <= one.end);

/** What it is given is a text, a number or something that was counted. */
function isPlain(name: string, {call, path}: LogCall, facts: Facts): boolean {
	if (name.includes('.')) return false;
	const scope = facts.program.scopes.at(path);
	const binding = scope?.binding(name, call.in, call.line);
	if (binding?.is === 'parameter') {
		const type = scope?.code.functions[binding.of]?.parameters[binding.index]?.type;
		return type?.is === 'name' && /^(?:string|number|boolean|str|int|float|bool)$/u.test(type.name);
	}
	if (binding?.is !== 'variable') return false;
	const {value} = binding.variable;
	if (value.is === 'text' || value.is === 'literal' || value.is === 'template') return true;
	return value.is === 'call' && counting.test(lastOf(scope?.code.calls[value.call]?.to ?? ''));
}

/** It comes in from outside the function. */
const isGiven = (name: string, {call, path}: LogCall, facts: Facts): boolean =>
	facts.program.scopes.at(path)?.binding(firstOf(name), call.in, call.line)?.is === 'parameter';
