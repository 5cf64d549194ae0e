import {lastOf, type Value} from '../code/code.ts';
import type {Dialect, Made} from './dialect.ts';
import {entryTerm, mount, textIn} from './registering.ts';
import {joinPaths} from './route-path.ts';
import {type RouterRef, refTo} from './router.ts';
import {knownOf} from './running/arguments.ts';
import {enter} from './running/entering.ts';
import type {Term} from './running/known.ts';
import {defined} from './running/names.ts';

const script = /\.[cm]?[jt]s$/u;
const ignored = /\.(?:test|spec|d)\.[cm]?[jt]s$/u;

/** Registers each file of a folder, below a prefix made of the folders that it lies in; false when the folder cannot be told. */
export function autoload(ref: RouterRef, options: Term | undefined, made: Made): boolean {
	const {machine, frame, at} = made;
	const {dialect} = ref.router;
	const folder = folderIn(made, entryTerm(machine, options, 'dir'));
	if (folder === undefined) return false;
	const given = entryTerm(machine, options, 'options');
	const start = textIn(machine, entryTerm(machine, given, 'prefix')) ?? '';
	const cascades = isTrue(entryTerm(machine, options, 'cascadeHooks'));
	const hooked = cascades || isTrue(entryTerm(machine, options, 'autoHooks'));
	const inPath = entryTerm(machine, options, 'dirNameRoutePrefix')?.value;
	const named = inPath?.is !== 'literal' || inPath.value !== false;
	const root = machine.router(dialect, 'router', frame, at, undefined, ref.router);
	mount(ref, start === '' ? [] : [{path: start, unresolved: []}], refTo(root));
	const scopes = new Map<string, RouterRef>([['', refTo(root)]]);
	const files = machine.paths.filter(path => path.startsWith(`${folder}/`) && script.test(path) && !ignored.test(path)).toSorted();
	for (const path of files.filter(one => isHooks(one)))
		if (hooked) load(made, path, scopeOf(made, dialect, scopes, within(folder, path), cascades, named), true);
	for (const path of files.filter(one => !isHooks(one)))
		load(made, path, scopeOf(made, dialect, scopes, within(folder, path), cascades, named), false);
	return true;
}

const isTrue = (term: Term | undefined): boolean => term?.value.is === 'literal' && term.value.value === true;
const isHooks = (path: string): boolean => /(?:^|\/)autohooks\.[cm]?[jt]s$/u.test(path);

/** The folders between the loaded one and a file: `api/users` of `routes/api/users/index.ts`. */
const within = (folder: string, path: string): string =>
	path
		.slice(folder.length + 1)
		.split('/')
		.slice(0, -1)
		.join('/');

/** The scope of a folder: within that of the folder around it when hooks are passed down, else beside it. */
function scopeOf(
	made: Made,
	dialect: Dialect,
	scopes: Map<string, RouterRef>,
	below: string,
	cascades: boolean,
	named: boolean,
): RouterRef {
	const known = scopes.get(below);
	if (known !== undefined) return known;
	const root = scopes.get('');
	const around = cascades ? scopeOf(made, dialect, scopes, below.split('/').slice(0, -1).join('/'), cascades, named) : root;
	const router = made.machine.router(dialect, 'router', made.frame, made.at, undefined, around?.router);
	const segments = (cascades ? below.split('/').slice(-1) : below.split('/')).map(segment =>
		segment.startsWith('_') ? `:${segment.slice(1)}` : segment,
	);
	if (around !== undefined) mount(around, named ? [{path: joinPaths(...segments), unresolved: []}] : [], refTo(router));
	scopes.set(below, refTo(router));
	return refTo(router);
}

function load(made: Made, path: string, scope: RouterRef, isHook: boolean): void {
	const {machine} = made;
	const exported = machine.modules.exportOf(path, 'default');
	const known = exported === undefined ? undefined : defined(machine, exported);
	if (known?.is !== 'function') return;
	if (isHook || known.open === true) {
		enter(machine, known, [], [{is: 'router', ref: scope}]);
		return;
	}
	const prefix = machine.modules.exportOf(path, 'autoPrefix');
	const own = prefix === undefined ? undefined : defined(machine, prefix);
	const child = machine.router(scope.router.dialect, 'router', made.frame, made.at, undefined, scope.router);
	mount(scope, own?.is === 'text' ? [{path: own.text, unresolved: []}] : [], refTo(child));
	enter(machine, known, [], [{is: 'router', ref: refTo(child)}]);
}

/** `path.join(__dirname, 'routes')`, `join(import.meta.dirname, 'a', 'b')` as a folder of the repository. */
function folderIn(made: Made, term: Term | undefined): string | undefined {
	if (term === undefined) return undefined;
	const call = term.value.is === 'call' ? term.frame.code.calls[term.value.call] : undefined;
	if (call === undefined || (lastOf(call.to) !== 'join' && lastOf(call.to) !== 'resolve')) return undefined;
	const [base, ...rest] = call.args;
	if (base === undefined || !isHere(base, term)) return undefined;
	const parts = rest.map(value => {
		const known = knownOf(made.machine, {...term, value});
		return known.is === 'text' && known.holes.length === 0 ? known.text : undefined;
	});
	return parts.every(part => part !== undefined) ? below(term.frame.path, parts.join('/')) : undefined;
}

function isHere(value: Value, {frame}: Term): boolean {
	if (value.is !== 'name') return false;
	if (value.name === '__dirname' || value.name === 'import.meta.dirname') return true;
	return frame.code.variables.some(({names, text}) => names.includes(value.name) && /dirname|fileURLToPath/u.test(text));
}

function below(path: string, rest: string): string {
	const segments = path.split('/').slice(0, -1);
	for (const segment of rest.split('/')) {
		if (segment === '..') segments.pop();
		else if (segment !== '.' && segment !== '') segments.push(segment);
	}
	return segments.join('/');
}
