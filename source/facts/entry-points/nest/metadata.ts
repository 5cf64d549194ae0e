import {lastOf, type Value} from '../../code/code.ts';
import type {Ground, Step} from '../registered.ts';
import type {Machine} from '../running/machine.ts';
import type {Decorator} from './decorators.ts';

/** Metadata that a guard asks for before anything else, and lets pass: because it is there (`skips`), or because it is not (`asks`). */
type Asked = {readonly key: string; readonly lets: 'skips' | 'asks'};

const readers: ReadonlySet<string> = new Set(['get', 'getAllAndOverride', 'getAllAndMerge', 'getAll', 'getMetadata']);
const deepestBase = 4;

/** Tells whether a guard is in force on something, given the metadata that its decorators set. */
export function forceOf({files, modules}: Ground, machine: Machine): (guard: Step, decorators: readonly Decorator[]) => boolean {
	const markers = new Set<string>();
	for (const {path, code} of files) {
		for (const call of code?.calls ?? []) {
			const [key, value] = call.args;
			if (lastOf(call.to) === 'SetMetadata' && key !== undefined && value?.is === 'literal' && value.value === true)
				markers.add(keyIn(path, key));
		}
		for (const variable of code?.variables ?? []) {
			const call = variable.value.is === 'call' ? code?.calls[variable.value.call] : undefined;
			if (call !== undefined && lastOf(call.to) === 'createDecorator' && isMarkerType(call.text))
				markers.add(`${path}#${variable.names[0] ?? ''}`);
		}
	}
	const known = new Map<string, readonly Asked[]>();
	return (guard, decorators) => {
		const keys = new Set(decorators.flatMap(keysOf));
		return askedBy(guard).every(({key, lets}) => (lets === 'skips' ? !keys.has(key) : keys.has(key)));
	};

	function keyIn(path: string, value: Value): string {
		const frame = machine.moduleFrame(path);
		const text = frame === undefined ? undefined : machine.evaluate(value, frame);
		if (text?.is === 'text') return text.text;
		if (value.is !== 'name') return '';
		const definition = modules.definitionOf(path, value.name);
		if (definition.is === 'variable') return `${definition.path}#${definition.value.names[0] ?? ''}`;
		return definition.is === 'function' ? `${definition.path}#${lastOf(value.name)}` : value.name;
	}

	function keysOf(decorator: Decorator): readonly string[] {
		const [first] = decorator.args;
		const set = decorator.name === 'SetMetadata' && first !== undefined ? [keyIn(decorator.path, first)] : [];
		return decorator.key === undefined ? set : [...set, decorator.key];
	}

	function askedBy({path, value, in: inside}: Step): readonly Asked[] {
		const call = value.is === 'call' ? modules.codeOf(path)?.calls[value.call] : undefined;
		const name = value.is === 'name' ? value.name : call?.isNew === true ? call.to : undefined;
		const definition = name === undefined ? undefined : modules.definitionOf(path, name, inside);
		return definition?.is === 'class' ? askedIn(definition.path, definition.class, 0) : [];
	}

	function askedIn(path: string, at: number, depth: number): readonly Asked[] {
		const id = `${path}#${at}`;
		const before = known.get(id);
		if (before !== undefined) return before;
		known.set(id, []);
		const code = modules.codeOf(path);
		const own = code?.classes[at]?.methods.flatMap(method => askedFirst(path, method)) ?? [];
		const bases = depth < deepestBase && own.length === 0 ? (code?.classes[at]?.bases ?? []) : [];
		const above = bases.flatMap(base => {
			const definition = base.is === 'name' || base.is === 'generic' ? modules.definitionOf(path, base.name) : undefined;
			return definition?.is === 'class' ? askedIn(definition.path, definition.class, depth + 1) : [];
		});
		known.set(id, [...own, ...above]);
		return [...own, ...above];
	}

	/** Only what is asked before the guard's first other way out counts: after that it has already turned callers away. */
	function askedFirst(path: string, method: number): readonly Asked[] {
		const code = modules.codeOf(path);
		if (code === undefined) return [];
		const found: Asked[] = [];
		const exits = code.exits.filter(exit => exit.in === method);
		for (const exit of exits) {
			if (exit.how !== 'return' || exit.value?.is !== 'literal' || exit.value.value !== true) break;
			for (const [at, call] of code.calls.entries()) {
				const [key] = call.args;
				if (call.in !== method || key === undefined || !readers.has(lastOf(call.to)) || !/eflect/u.test(call.to)) continue;
				const holder = code.variables.find(variable => variable.in === method && variable.value.is === 'call' && variable.value.call === at)
					?.names[0];
				if (!exit.when.some(name => name === holder || name === `${call.to}()` || (holder !== undefined && name.startsWith(`${holder}.`))))
					continue;
				const asked = keyIn(path, key);
				found.push({key: asked, lets: markers.has(asked) && !negated(exit.text, holder) ? 'skips' : 'asks'});
			}
		}
		return found;
	}
}

const isMarkerType = (text: string): boolean => /createDecorator(?:<boolean>)?\(\)/u.test(text);

const negated = (text: string, holder: string | undefined): boolean => holder !== undefined && text.includes(`!${holder}`);
