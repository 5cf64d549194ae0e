import type {Call, Code, Entry, Exit, Value, Variable} from './code.ts';

/** Objects of the language whose calls compute something and do nothing: what they are given matters to nobody outside. */
const computing: ReadonlySet<string> = new Set(
	'Array BigInt Boolean Date Intl JSON Map Math Number Object RegExp Set String Symbol WeakMap WeakSet decodeURIComponent encodeURIComponent isNaN parseFloat parseInt structuredClone cn clsx'.split(
		' ',
	),
);

/** Methods of texts, lists and dates that only compute. */
const computed: ReadonlySet<string> = new Set(
	'charAt charCodeAt codePointAt concat endsWith getDate getDay getFullYear getHours getMinutes getMonth getTime indexOf join lastIndexOf localeCompare lower lstrip padEnd padStart repeat rstrip slice sort split splitlines startsWith startswith endswith strip substring toFixed toISOString toLocaleDateString toLocaleString toLocaleTimeString toLowerCase toString toUpperCase trim trimEnd trimStart upper'.split(
		' ',
	),
);

/** Attributes of an element that say where it leads, what it sends or what it renders; others matter when they name something of the code. */
const tellingAttributes: ReadonlySet<string> = new Set(
	'action content href http-equiv method name path property rel sandbox src target to type url'.split(' '),
);
const looks: ReadonlySet<string> = new Set(['class', 'className', 'style', 'key', 'id']);
const nothing: readonly never[] = [];
const longestText = 300;

/**
 * The code of a file without what nothing outside of the file can need: what pure computations and the looks of a page are given, and unconditional ways out
 * that return nothing that can be told. Places in the lists of functions, classes, calls and variables stay as they are.
 */
export const kept = (code: Code): Code => ({
	...code,
	calls: code.calls.map(keptCall),
	variables: code.variables.map(keptVariable),
	exits: code.exits.filter(isTelling),
	assignments: code.assignments.map(each => (isLong(each.value) ? {...each, value: shortened(each.value)} : each)),
});

function keptCall(call: Call): Call {
	if (isComputation(call)) return {...call, args: nothing, named: nothing, text: '', when: nothing};
	if (isComponent(call)) return keptComponent(call);
	return call.args.some(isLong) ? {...call, args: call.args.map(shortened)} : call;
}

/** A call that computes. A callback in it makes it more than that. */
function isComputation({to, args, named}: Call): boolean {
	const first = to.indexOf('.');
	const root = first === -1 ? to : to.slice(0, first);
	if (!computing.has(root) && (first === -1 || !computed.has(to.slice(to.lastIndexOf('.') + 1)))) return false;
	return named.length === 0 && !args.some(({is}) => is === 'function' || is === 'class');
}

/** An element that stands for a component: its line holds its tag. */
function isComponent({to, text, isNew}: Call): boolean {
	const first = to.charCodeAt(0);
	return first >= 65 && first <= 90 && !isNew && text.includes(`<${to}`);
}

function keptComponent(call: Call): Call {
	const [given] = call.args;
	const entries = given?.is === 'object' ? given.entries.filter(tells) : nothing;
	return entries.length === 0 ? {...call, args: nothing, text: ''} : {...call, args: [{is: 'object', entries}]};
}

const tells = ({key, value}: Entry): boolean => tellingAttributes.has(key) || (!looks.has(key) && value.is === 'call');

/** A variable inside a function whose value cannot be followed is kept for its name alone. */
function keptVariable(variable: Variable): Variable {
	if (variable.in >= 0 && (variable.value.is === 'other' || variable.value.is === 'literal')) return {...variable, text: ''};
	return isLong(variable.value) ? {...variable, value: shortened(variable.value)} : variable;
}

const isTelling = ({how, value, when, inCatch}: Exit): boolean => how === 'throw' || inCatch || when.length > 0 || value?.is !== 'other';

const isLong = (value: Value): boolean => (value.is === 'text' || value.is === 'template') && value.text.length > longestText;

/** SQL is read whole from the parser, for the steps that a migration takes; later its beginning is enough. */
const shortened = (value: Value): Value =>
	(value.is === 'text' || value.is === 'template') && value.text.length > longestText
		? {...value, text: `${value.text.slice(0, longestText - 1)}…`}
		: value;
