import {type Code, firstOf, lastOf, moduleLevel, type Value} from '../code/code.ts';
import type {Dialect} from './dialect.ts';
import type {Ground} from './registered.ts';
import {ownName} from './running/members.ts';

/** Files in which routers are made, and with them all that may receive one of those. */
export type Relevant = {
	readonly makers: ReadonlySet<string>;
	readonly all: ReadonlySet<string>;
	/** The outermost functions that make a router or take one, by file. */
	readonly outermost: ReadonlyMap<string, ReadonlySet<number>>;
};

/** Finds the files that have to be run to see what is registered where. */
export function relevantFiles(ground: Ground, dialects: readonly Dialect[]): Relevant {
	const packages = new Set(dialects.flatMap(dialect => dialect.packages));
	const makes = new Set(dialects.flatMap(dialect => [...dialect.makes.keys()]));
	const types = new Set(dialects.flatMap(dialect => [...dialect.types]));
	const makers = new Set<string>();
	const outermost = new Map<string, ReadonlySet<number>>();
	for (const {path, code, role} of ground.files) {
		if (code === undefined || role !== 'app') continue;
		const locals = importedFrom(ground, path, code, packages);
		if (locals.size === 0) continue;
		const made = code.calls.filter(({to}) => makes.has(keyOf(locals.get(firstOf(to)), to)));
		if (made.length > 0) makers.add(path);
		const taking = code.functions.flatMap((one, at) => (one.parameters.some(({type}) => isTyped(type, locals, types)) ? [at] : []));
		const fields = made.flatMap(({line}) =>
			code.classes.flatMap(one => (one.line <= line && line <= one.end ? one.methods.slice(0, 1) : [])),
		);
		const around = [...made.map(call => call.in), ...taking, ...fields].map(at => outermostOf(code, at)).filter(at => at !== moduleLevel);
		if (around.length > 0) outermost.set(path, new Set(around));
	}
	return {makers, all: new Set([...receivers(ground, makers), ...outermost.keys()]), outermost};
}

/** What the file calls what it imports from one of the packages: `express:Router`, `express:` with the name still open for the package itself. */
function importedFrom(
	{modules}: Ground,
	path: string,
	code: Code,
	packages: ReadonlySet<string>,
): ReadonlyMap<string, {readonly from: string; readonly name: string}> {
	const locals = new Map<string, {readonly from: string; readonly name: string}>();
	for (const {from, name, local} of code.imports) {
		if (local === undefined || name === undefined || from.startsWith('.')) continue;
		const resolved = modules.resolve(path, from);
		if (resolved.to !== 'package') continue;
		const whole = resolved.part === '' ? resolved.name : `${resolved.name}/${resolved.part}`;
		if (packages.has(resolved.name) || packages.has(whole)) locals.set(local, {from: whole, name});
	}
	return locals;
}

function keyOf(imported: {readonly from: string; readonly name: string} | undefined, to: string): string {
	if (imported === undefined) return '';
	const rest = to.slice(firstOf(to).length).replace(/^\(\)/u, '').replace(/^\./u, '');
	return `${imported.from}:${ownName(rest === '' ? imported.name : `${imported.name}.${rest}`)}`;
}

function isTyped(type: Value | undefined, locals: ReadonlyMap<string, unknown>, types: ReadonlySet<string>): boolean {
	if (type?.is !== 'name' && type?.is !== 'generic') return false;
	return locals.has(firstOf(type.name)) && types.has(lastOf(type.name));
}

/** The makers, and whatever imports something from them that may be, hold or make a router. */
function receivers(ground: Ground, makers: ReadonlySet<string>): ReadonlySet<string> {
	const all = new Set(makers);
	for (const path of all) {
		const code = ground.modules.codeOf(path);
		if (code !== undefined && code.exports.length > 0 && (makers.has(path) || handsOver(ground, path, code, all)))
			for (const importer of ground.modules.importersOf(path)) all.add(importer);
	}
	return all;
}

const outermostOf = (code: Code, at: number): number => {
	let here = at;
	for (let around = code.functions[here]?.in ?? moduleLevel; around !== moduleLevel; around = code.functions[here]?.in ?? moduleLevel)
		here = around;
	return here;
};

/** A file hands on what it receives when something that it exports or gives back mentions it. */
function handsOver({modules}: Ground, path: string, code: Code, received: ReadonlySet<string>): boolean {
	const isReceived = (from: string): boolean => {
		const resolved = modules.resolve(path, from);
		return resolved.to === 'file' && received.has(resolved.path);
	};
	if (code.exports.some(({from}) => from !== undefined && isReceived(from))) return true;
	const locals = new Set(
		code.imports.flatMap(({from, local, typeOnly}) => (local !== undefined && !typeOnly && isReceived(from) ? [local] : [])),
	);
	if (locals.size === 0) return false;
	const mentions = (value: Value | undefined, depth = 0): boolean => {
		if (value === undefined || depth > 4) return false;
		if (value.is === 'name') return locals.has(firstOf(value.name));
		if (value.is === 'call') {
			const call = code.calls[value.call];
			return call !== undefined && (locals.has(firstOf(call.to)) || call.args.some(arg => mentions(arg, depth + 1)));
		}
		if (value.is === 'object') return value.entries.some(entry => mentions(entry.value, depth + 1));
		if (value.is === 'list') return value.items.some(item => mentions(item, depth + 1));
		if (value.is === 'either') return value.of.some(one => mentions(one, depth + 1));
		return value.is === 'spread' && mentions(value.of, depth + 1);
	};
	return (
		code.exports.some(({value, local}) => mentions(value) || (local !== undefined && locals.has(local))) ||
		code.variables.some(variable => variable.in === moduleLevel && mentions(variable.value)) ||
		code.exits.some(exit => exit.value?.is === 'name' && mentions(exit.value)) ||
		code.classes.some(({fields}) => fields.some(field => mentions(field.value))) ||
		code.assignments.some(({value}) => value.is === 'name' && mentions(value))
	);
}
