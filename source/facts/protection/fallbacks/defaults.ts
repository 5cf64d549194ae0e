import {type Call, type Code, entryOf, lastOf, textOf, type Value} from '../../code/code.ts';
import {oncePer} from '../../code/once-per.ts';
import type {RunningFile} from '../running.ts';
import {eachValue} from '../values.ts';
import {developersClass} from './developers.ts';
import type {Fallback} from './fallback.ts';
import {reader, settingName, settingOf} from './setting-read.ts';
import {opensOf} from './what-it-opens.ts';

/** A setting with the value that it has when nobody sets it, as it stands in the code. */
export type Default = {
	readonly name: string;
	readonly line: number;
	readonly in: number;
	readonly text: string;
	readonly given: string;
	readonly to: Fallback['to'];
	readonly secret: string;
	/** The field of a class of settings, by the name that the code reads it with. */
	readonly field?: string;
};

const publicSetting = /PUBLIC|ANON|PUBLISHABLE|^VITE_/u;

const fallbackTo = (value: Value, code: Code): {readonly to: Fallback['to']; readonly secret: string} | undefined => {
	if (value.is === 'text' || (value.is === 'template' && value.holes.length === 0))
		return {to: value.text === '' ? 'nothing' : 'literal', secret: value.text};
	const other = settingOf(value, code);
	if (other === undefined) return undefined;
	if (publicSetting.test(other)) return {to: 'public', secret: ''};
	return opensOf(other) === undefined && /_UR[IL]$|^HOSTNAME$/u.test(other) ? {to: 'another', secret: ''} : undefined;
};

/** `os.getenv('NAME', 'literal')`, `config('NAME', default='literal')`. */
function withDefault(call: Call, code: Code): Pick<Default, 'name' | 'to' | 'secret'> | undefined {
	const name = textOf(call.args[0]);
	if (name === undefined || !settingName.test(name) || !reader.test(call.to)) return undefined;
	const given = call.args[1] ?? call.named.find(({key}) => key === 'default')?.value;
	const to = given === undefined ? undefined : fallbackTo(given, code);
	return to === undefined ? undefined : {name, ...to};
}

/** `z.string().default('literal')`, `str({default: 'literal'})`. */
function schemaDefault(value: Value, code: Code): string | undefined {
	if (value.is !== 'call') return undefined;
	let call = code.calls[value.call];
	for (let steps = 0; call !== undefined && steps < 8; steps++) {
		if (/(?:^|\.)(?:default|prefault|catch)$/u.test(call.to)) return textOf(call.args[0]);
		const named = textOf(entryOf(call.args[0], 'default'));
		if (named !== undefined && /^(?:str|envalid\.str|makeValidator|string)$/u.test(call.to)) return named;
		call = call.on === undefined ? undefined : code.calls[call.on];
	}
	return undefined;
}

/** Fields of pydantic's settings with a literal. */
const fieldsIn = (code: Code): readonly Default[] =>
	code.classes
		.filter(
			({bases, name}) => !developersClass.test(name) && bases.some(base => base.is === 'name' && lastOf(base.name).endsWith('Settings')),
		)
		.flatMap(one =>
			one.fields.flatMap(({name, value, line, text}): readonly Default[] => {
				const call = value?.is === 'call' ? code.calls[value.call] : undefined;
				const set =
					textOf(value) ??
					(call !== undefined && /^Secret(?:Str|Bytes)$/u.test(lastOf(call.to)) ? textOf(call.args[0]) : undefined) ??
					(call !== undefined && lastOf(call.to) === 'Field'
						? (textOf(call.args[0]) ?? textOf(call.named.find(({key}) => key === 'default')?.value))
						: undefined);
				return set === undefined
					? []
					: [
							{
								name: name.toUpperCase(),
								line,
								in: one.in,
								text,
								given: name,
								to: set === '' ? 'nothing' : 'literal',
								secret: set,
								field: name,
							},
						];
			}),
		);

/** `if (!key) return Buffer.from('00…', 'hex');` before the key itself is given back. */
const returnedInstead = (code: Code): readonly Default[] =>
	code.exits.flatMap((exit): readonly Default[] => {
		const [held] = exit.when;
		if (exit.how !== 'return' || exit.inCatch || exit.when.length !== 1 || held === undefined) return [];
		const from = code.variables.find(({names, in: at, line}) => at === exit.in && line <= exit.line && names.includes(held))?.value;
		const name = from === undefined ? undefined : settingOf(from, code);
		const call = exit.value?.is === 'call' ? code.calls[exit.value.call] : undefined;
		const secret = textOf(exit.value) ?? (call?.to === 'Buffer.from' ? textOf(call.args[0]) : undefined);
		const isUsed = code.exits.some(other => {
			const made = other.value?.is === 'call' ? (code.calls[other.value.call]?.args ?? []) : [];
			return other.in === exit.in && other.line > exit.line && [other.value, ...made].some(one => one?.is === 'name' && one.name === held);
		});
		if (name === undefined || secret === undefined || secret === '' || !isUsed) return [];
		return [{name, line: exit.line, in: exit.in, text: exit.text, given: held, to: 'literal', secret}];
	});

/** Every setting of a file that has a value of its own. `guessable` holds the places of predictable ones. */
export function defaultsIn({code, path}: RunningFile, guessable: ReadonlySet<string>): readonly Default[] {
	const found: Default[] = [];
	for (const call of code.calls) {
		const name = textOf(call.args[0]);
		const made = call.args[1] ?? call.named.find(({key}) => key === 'default')?.value;
		if (name !== undefined && settingName.test(name) && made?.is === 'call' && guessable.has(`${path}:${call.line}`))
			found.push({name, line: call.line, in: call.in, text: call.text, given: '', to: 'guessable', secret: ''});
	}
	return [...found, ...writtenIn(code)];
}

/** The same as far as a file alone says it. */
const writtenIn = oncePer((code: Code): readonly Default[] => {
	const found: Default[] = [];
	eachValue(code, (value, at) => {
		if (value.is !== 'either' || value.of.length < 2) return;
		const name = value.of.map(one => settingOf(one, code)).find(one => one !== undefined);
		const last = value.of.at(-1);
		const to = last === undefined ? undefined : fallbackTo(last, code);
		if (name !== undefined && to !== undefined && settingOf(last, code) !== name) found.push({...at, name, given: at.name, ...to});
	});
	for (const call of code.calls) {
		const read = withDefault(call, code);
		if (read !== undefined) found.push({...read, line: call.line, in: call.in, text: call.text, given: ''});
	}
	eachValue(code, (value, at) => {
		const name = lastOf(at.name);
		const set = settingName.test(name) ? schemaDefault(value, code) : undefined;
		if (set !== undefined) found.push({...at, name, given: name, to: set === '' ? 'nothing' : 'literal', secret: set});
		const env = textOf(entryOf(value, 'env'));
		const standard = textOf(entryOf(value, 'default'));
		if (env !== undefined && standard !== undefined && settingName.test(env))
			found.push({...at, name: env, given: env, to: standard === '' ? 'nothing' : 'literal', secret: standard});
	});
	return [...found, ...returnedInstead(code), ...fieldsIn(code)];
});
