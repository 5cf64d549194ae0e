import type {Call, Code, Entry, Value, Variable} from './code.ts';

/** Attributes of an element that say where it leads, what it sends or what it renders; others matter when they name something of the code. */
const tellingAttributes: ReadonlySet<string> = new Set(
	'action body content dangerouslySetInnerHTML description href html http-equiv markdown method name path property rel sandbox src svg target text to type url'.split(
		' ',
	),
);
const looks: ReadonlySet<string> = new Set(['class', 'className', 'style', 'key', 'id']);
const nothing: readonly never[] = [];
const longestText = 300;

/**
 * The code of a file without what nothing outside of the file can need: how the components of a page look, and the rest of a long SQL text.
 * Every list stays as long as it was, so that places in it stay as they are.
 */
export const kept = (code: Code): Code => ({
	...code,
	calls: code.calls.map(keptCall),
	variables: code.variables.map(keptVariable),
	assignments: code.assignments.map(each => (isLong(each.value) ? {...each, value: shortened(each.value)} : each)),
});

function keptCall(call: Call): Call {
	if (isComponent(call)) return keptComponent(call);
	return call.args.some(isLong) ? {...call, args: call.args.map(shortened)} : call;
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

const isLong = (value: Value): boolean => (value.is === 'text' || value.is === 'template') && value.text.length > longestText;

/** SQL is read whole from the parser, for the steps that a migration takes; later its beginning is enough. */
const shortened = (value: Value): Value =>
	(value.is === 'text' || value.is === 'template') && value.text.length > longestText
		? {...value, text: `${value.text.slice(0, longestText - 1)}…`}
		: value;
