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
function receivers({modules}: Ground, makers: ReadonlySet<string>): ReadonlySet<string> {
	const all = new Set(makers);
	for (const path of all) {
		const code = modules.codeOf(path);
		if (code !== undefined && passesOn(code, makers.has(path))) for (const importer of modules.importersOf(path)) all.add(importer);
	}
	return all;
}

const outermostOf = (code: Code, at: number): number => {
	let here = at;
	for (let around = code.functions[here]?.in ?? moduleLevel; around !== moduleLevel; around = code.functions[here]?.in ?? moduleLevel)
		here = around;
	return here;
};

/** A file passes routers on when it exports a value, or a function or class that makes, holds or returns something of the kind. */
function passesOn(code: Code, isMaker: boolean): boolean {
	if (code.exports.length === 0) return false;
	if (isMaker) return true;
	return code.exports.some(({from, value, local}) => from !== undefined || value !== undefined || local !== undefined);
}
