import type {Place} from '../../safe-text.ts';
import {lastOf, moduleLevel} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import {type LogCall, type Logged, logCallsOf} from './log-calls.ts';
import {type NotTold, notTold, notTolds} from './not-told.ts';

/** How much it hurts when somebody reads it. */
type Weight = 'blocker' | 'high' | 'medium' | 'low';

/** A line of a log that says what it should not. */
export type Leak = Place & {
	readonly what:
		| 'a credential'
		| 'a whole request'
		| 'a whole message'
		| 'the settings with their secrets'
		| 'a whole record of a person'
		| 'a whole mail'
		| 'a request with some parts left out'
		| 'the e-mail address or phone number of a person'
		| 'an address of a person'
		| NotTold;
	readonly severity: Weight;
};

/** A line that is only written while the program is being developed. */
const development = /is_?dev|NODE_ENV|\bDEV\b|__DEV__|\bDEBUG\b|isLocal|is_?test/iu;
const passwords: ReadonlySet<string> = new Set('password passwd pwd passphrase cvc cvv ssn pin otp passcode'.split(' '));
const about: ReadonlySet<string> = new Set(
	'hash hashed length valid is has needs require required requires reset changed match matches count id ids type expires expiry expired error errors strength policy url field fields limit max min usage used left status updated exists enabled set name key input prompt budget total counter index'.split(
		' ',
	),
);
/** Words of a name that only says whether there is one, or what becomes of it. */
const saysWhether: ReadonlySet<string> = new Set(
	'is has must should can will force forced change changed forgot show hide requires require hashed no needs with allow'.split(' '),
);
const holders: ReadonlySet<string> = new Set(
	'access refresh reset auth session bearer jwt csrf api verification confirmation invite invitation magic otp sms login signin two'.split(
		' ',
	),
);
const secretNames = /^(?:authorization|cookies?|set-?cookie|client_?secret|api_?key|secret_?key|private_?key|secret)$/iu;
const inAuth =
	/(?:^|[/._-])(?:auth|authentication|login|session|sessions|token|tokens|jwt|password|passwords|invite|invitation|verify|verification|otp|reset)(?:[/._-]|$)/iu;
const configured =
	/^(?:process\.env|os\.environ|environ|import\.meta\.env|(?:app_?|final_?|server_?|current_?)?(?:config|settings|configuration)|app\.config|current_app\.config)$/iu;
const people =
	/^(?:(?:current|new|existing|found|saved|created|updated|logged_?in|auth)_?)?(?:users?|customers?|patients?|profile|member|profile_data|user_?data|customer_?data)$/iu;
const contact =
	/^(?:user_?|customer_?|recipient_?)?(?:e?mail|e_?mail_?address|phone|phone_?number|mobile|address|date_?of_?birth|birth_?date|dob|iban|card_?number|passport)$/iu;

const reaching = /^(?:user_?|customer_?|recipient_?)?(?:e?mail|e_?mail_?address|phone|phone_?number)$/iu;
/** The address at which a server listens is none of a person. */
const listening = /listen|running|started|server/iu;
const reaches: ReadonlySet<string> = new Set('email mail phone mobile'.split(' '));
const somebody: ReadonlySet<string> = new Set(
	'actor owner member client guest buyer seller author inviter invitee invited employee staff student teacher parent patient doctor lead participant attendee host visitor subscriber account person contact to new old current target borrower tenant driver passenger shipping billing sender receiver'.split(
		' ',
	),
);

/** The lines in the logs of servers that hold credentials, whole requests, settings or people; the worst first. */
export function leaksOf(facts: Facts): readonly Leak[] {
	const order: readonly Weight[] = ['blocker', 'high', 'medium', 'low'];
	return logCallsOf(facts)
		.flatMap(one => leakOf(one, facts))
		.sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

function leakOf(log: LogCall, facts: Facts): readonly Leak[] {
	const found = log.logged.map(one => saidBy(one, log, facts)).filter(one => one !== undefined);
	const order: readonly Weight[] = ['blocker', 'high', 'medium', 'low'];
	const rank = ({severity, what}: Said): number => order.indexOf(severity) * 2 + Number(notTolds.has(what));
	const [worst] = found.sort((one, other) => rank(one) - rank(other));
	return worst === undefined ? [] : [{path: log.path, line: log.line, text: log.text, ...worst}];
}

type Said = Pick<Leak, 'what' | 'severity'>;

function saidBy(logged: Logged, log: LogCall, facts: Facts): Said | undefined {
	const {value, inText} = logged;
	if (value.is !== 'name' || log.call.when.some(one => development.test(one))) return undefined;
	const {name} = value;
	if (isCredential(name, log))
		return {what: 'a credential', severity: passwords.has(wordsOf(lastOf(name)).at(-1) ?? '') ? 'blocker' : 'high'};
	if (isDatabaseAddress(name)) return {what: 'a credential', severity: 'high'};
	const own = name.replace(/^(?:this|self)\./u, '');
	const isPython = log.path.endsWith('.py');
	if (configured.test(name) && (!inText || isPython) && isTheSettings(own, log, facts))
		return {what: 'the settings with their secrets', severity: 'high'};
	const whole = wholeBy(logged, log, facts);
	if (whole !== undefined) return whole;
	if (people.test(lastOf(own)) && !own.includes('.') && !inText && !isPython && log.file.side === 'server')
		return {what: 'a whole record of a person', severity: 'medium'};
	if (logged.isDumped && /^(?:e?mail|mailOptions|mail_options|msg)$/iu.test(own)) return {what: 'a whole mail', severity: 'medium'};
	if (isAnswerOfMailer(name, log, facts)) return {what: 'an address of a person', severity: 'low'};
	const doubt = notTold(logged, log, facts);
	if (doubt !== undefined) return {what: doubt, severity: 'low'};
	if (wordsOf(own).includes('id')) return undefined;
	if (isReceiver.test(own)) return {what: 'the e-mail address or phone number of a person', severity: 'low'};
	if (reachesSomebody(lastOf(own)) && lastOf(log.call.to) !== 'debug')
		return {what: 'the e-mail address or phone number of a person', severity: 'low'};
	return contact.test(lastOf(own)) && !listening.test(log.text) ? {what: 'an address of a person', severity: 'low'} : undefined;
}

/** The address of a database has its password in it. */
const isDatabaseAddress = (name: string): boolean =>
	/^(?:db|database|postgres|postgresql|mysql|mongo|mongodb|redis)_?(?:url|uri|dsn)$/iu.test(lastOf(name));

/** `mailOptions.to`, `email.recipient`. */
const isReceiver = /(?:^|\.)\w*(?:e?mail|message)\w*\.(?:to|cc|bcc|recipients?)$/iu;

/** `email`, `user_phone`, `actorEmail`: the name speaks of how to reach somebody. */
function reachesSomebody(last: string): boolean {
	if (reaching.test(last)) return true;
	const said = wordsOf(last);
	return said.length === 2 && somebody.has(said[0] ?? '') && reaches.has(said[1] ?? '');
}

/** What a mailer answers names whom the mail went to. */
function isAnswerOfMailer(name: string, {call, path}: LogCall, facts: Facts): boolean {
	if (name.includes('.')) return false;
	const scope = facts.program.scopes.at(path);
	const binding = scope?.binding(name, call.in, call.line);
	if (scope === undefined || binding?.is !== 'variable' || binding.variable.pattern !== 'name') return false;
	const {value} = binding.variable;
	return value.is === 'call' && lastOf(scope.code.calls[value.call]?.to ?? '') === 'sendMail';
}

/** `password`, `user.resetToken`, `req.headers.authorization`; a token alone only where the code is about signing in. */
function isCredential(name: string, log: LogCall): boolean {
	const last = lastOf(name);
	const said = wordsOf(last);
	if (said.some(word => about.has(word)) && said.at(-1) !== 'password') return false;
	if (said.some(word => saysWhether.has(word))) return false;
	const end = said.at(-1) ?? '';
	if (passwords.has(end)) return end !== 'pin' || said.length === 1;
	if (secretNames.test(last)) return true;
	if (end === 'token' || end === 'jwt') {
		const where = log.file.code?.functions[log.call.in]?.name ?? '';
		if (said.length === 1) return inAuth.test(log.path) || inAuth.test(wordsOf(where).join('-'));
		return said.slice(0, -1).some(word => holders.has(word));
	}
	if (end !== 'code') return false;
	const where = wordsOf(log.file.code?.functions[log.call.in]?.name ?? '');
	return (
		said.slice(0, -1).some(word => holders.has(word)) ||
		(said.length === 1 && codeWords.test(log.text)) ||
		(said.length === 1 && where.includes('code') && where.some(word => word === 'send' || word === 'verification' || word === 'reset'))
	);
}

/** A text beside it says which code it is: `print("Generated verification code:", code)`. */
const codeWords = /\b(?:verification|confirmation|one[- ]?time|otp|2fa|mfa|login|sign[- ]?in|reset|recovery) code\b/iu;

const carrying: ReadonlySet<string> = new Set(['body', 'form', 'header', 'cookie', 'message', 'request']);
const requestPart =
	/^(?:(?:ctx|context|c|info|self|this)\.)?(?:req|request|event|ctx|context)\.(?:(?:raw_?)?body|json|form|data|headers|cookies|POST|rawBody|params\.body|request\.body|request\.headers)$/u;
const wholeName =
	/^(?:raw|request|req|webhook|job|incoming|parsed|stripe|clerk)?_?(?:body|payload|form_?data|headers|cookies|dto|job\.data|event|data|form|input|json)$/iu;
const masked = /sanit|redact|mask|scrub|omit|pick|safe/iu;
const listOfChecked = /(?:^|\.)(?:cleaned_data|model_dump)$/u;

/** All of what somebody sent. */
function wholeBy({value, inText}: Logged, log: LogCall, facts: Facts): Said | undefined {
	const {call, path} = log;
	if (inText && !path.endsWith('.py')) return undefined;
	if (value.is !== 'name') return undefined;
	const {name} = value;
	if (listOfChecked.test(name)) return undefined;
	const isMasked = masked.test(name);
	const isPart = requestPart.test(name);
	if (!isPart && !isMasked && !wholeName.test(name) && !isTaken(name, log, facts)) return undefined;
	if (!isPart && !name.includes('.') && isPicked(name, log, facts)) return undefined;
	if (isReceived(name, log, facts)) return {what: 'a whole message', severity: 'medium'};
	const {inputs} = inputsOf(facts).of(value, {path, in: call.in, line: call.line});
	const whole = inputs.find(one => one.whole === true && one.by === 'caller' && carrying.has(one.from) && one.shape !== 'safe');
	if (whole === undefined) return undefined;
	if (isMasked || masked.test(log.text)) return {what: 'a request with some parts left out', severity: 'low'};
	return {what: whole.from === 'message' ? 'a whole message' : 'a whole request', severity: whole.from === 'message' ? 'medium' : 'high'};
}

/** `data = await websocket.receive_text()`. */
function isReceived(name: string, {call, path}: LogCall, facts: Facts): boolean {
	const scope = path.endsWith('.py') ? facts.program.scopes.at(path) : undefined;
	const binding = scope?.binding(name, call.in, call.line);
	const value = binding?.is === 'variable' ? binding.variable.value : undefined;
	return value?.is === 'call' && /^receive_(?:text|json|bytes)$/u.test(lastOf(scope?.code.calls[value.call]?.to ?? ''));
}

/** It was taken out of something by a name that says no more than its kind: `const event = message.event`. */
function isPicked(name: string, {call, path}: LogCall, facts: Facts): boolean {
	const binding = facts.program.scopes.at(path)?.binding(name, call.in, call.line);
	if (binding?.is !== 'variable') return false;
	const {value, pattern} = binding.variable;
	if (pattern !== 'name') return !/^(?:body|payload|headers|formData)$/u.test(name);
	return (
		value.is === 'name' &&
		value.name.includes('.') &&
		!requestPart.test(value.name) &&
		!/\.(?:body|payload|data|json|form|headers)$/u.test(value.name)
	);
}

/** It is what a handler of Python is given, with its fields: `user_in: UserCreate`. */
function isTaken(name: string, {call, path}: LogCall, facts: Facts): boolean {
	if (name.includes('.') || !path.endsWith('.py')) return false;
	const scope = facts.program.scopes.at(path);
	const binding = scope?.binding(name, call.in, call.line);
	if (binding?.is !== 'parameter') return false;
	const type = scope?.code.functions[binding.of]?.parameters[binding.index]?.type;
	if (type?.is !== 'name' || !/^[A-Z]/u.test(lastOf(type.name))) return false;
	return facts.program
		.pointsOf(path, binding.of)
		.some(point => facts.program.runBy(point).some(one => one.calls === 0 && one.path === path && one.function === binding.of));
}

/** A parameter or a field of that name holds the settings of something else. */
function isTheSettings(name: string, {call, path}: LogCall, facts: Facts): boolean {
	if (name.includes('.')) return true;
	const binding = facts.program.scopes.at(path)?.binding(name, call.in, call.line);
	return binding === undefined || (binding.is === 'variable' && binding.variable.in === moduleLevel);
}
