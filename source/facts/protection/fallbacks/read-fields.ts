import type {Code} from '../../code/code.ts';
import {mayHold} from '../../code/lazy.ts';
import type {Facts} from '../../facts.ts';
import {runningFiles} from '../running.ts';
import {eachValue} from '../values.ts';

/** Which of the fields of settings some Python code names where it reads one: `settings.secret_key`, `getattr(settings, 'secret_key')`. */
export function readFields(fields: readonly string[], facts: Facts): ReadonlySet<string> {
	const found = new Set<string>();
	const wanted = new Set(fields);
	if (wanted.size === 0) return found;
	const near = new RegExp([...wanted].join('|'), 'u');
	for (const {path, code} of runningFiles(facts))
		if (path.endsWith('.py') && mayHold(code, near))
			for (const text of saidIn(code)) for (const word of text.split(wordEnd)) if (wanted.has(word)) found.add(word);
	return found;
}

/** Between one attribute and the next; what a line starts with is no attribute. */
const wordEnd = /[^\w]+/u;
const definition = /^\s*\w+\s*(?::[^=]*)?=/u;

/** What the code names, and the lines that it stands in without what they define. */
function saidIn(code: Code): readonly string[] {
	const said: string[] = [];
	eachValue(code, (value, {text, line}) => {
		if (value.is === 'name') said.push(value.name);
		if (value.is === 'text' && line > 0 && /^\w{1,80}$/u.test(value.text)) said.push(value.text);
		said.push(text.replace(definition, ''));
	});
	for (const {to, when, text} of code.calls) said.push(to, ...when, text.replace(definition, ''));
	for (const {when, text} of code.exits) said.push(...when, text);
	for (const {to, text} of code.assignments) said.push(to, text.replace(definition, ''));
	return said;
}
