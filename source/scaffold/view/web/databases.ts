import {type Call, type Code, firstOf, lastOf, moduleLevel} from '../../../facts/code/code.ts';
import {folderOf, joined} from '../../../facts/modules/paths.ts';
import type {WantedImport} from '../../wiring/edit.ts';
import {type Kind, scriptKinds} from './database-kinds.ts';
import {keptIn} from './kept.ts';
import type {Source} from './sources.ts';

/** The client of a database that the code keeps, and what brings it into another file. */
export type Database = {
	readonly kind: Kind;
	/** What it is called where it is asked. */
	readonly name: string;
	readonly imports: readonly WantedImport[];
	/** The file that keeps it. */
	readonly path: string;
};

const codeEnding = /\.(?:d\.)?[cm]?[jt]sx?$|\.py$/u;
const packageFile = /\/__init__$/u;
const leadingDots = /^\.+/u;
const alias = /^[@~]\//u;

/** A path without its ending. */
export const bare = (path: string): string => path.replace(codeEnding, '');

/** Whether an import of a file names another file of the same repository: by a relative path, or by the usual short name of the root. */
export function leadsTo(from: string, here: string, file: string): boolean {
	const wanted = bare(file).replace(packageFile, '');
	if (here.endsWith('.py')) return `/${wanted}`.endsWith(`/${from.replace(leadingDots, '').replaceAll('.', '/')}`);
	const isIt = (path: string | undefined): boolean => path !== undefined && (path === wanted || `${path}/index` === wanted);
	if (from.startsWith('.')) return isIt(joined(folderOf(here), bare(from)));
	return (
		alias.test(from) && (wanted.endsWith(`/${bare(from).slice(2)}`) || isIt(bare(from).slice(2)) || isIt(`src/${bare(from).slice(2)}`))
	);
}

/** Whether a file brings in one of some others, by whatever way. */
export function leadsToAny(sources: readonly Source[], from: Source, others: readonly string[]): boolean {
	const seen = new Set<string>([from.path]);
	const waiting = [from];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		if (others.includes(next.path)) return true;
		const here = next;
		for (const other of sources)
			if (
				!seen.has(other.path) &&
				here.code.imports.some(({from: module, typeOnly}) => !typeOnly && leadsTo(module, here.path, other.path))
			) {
				seen.add(other.path);
				waiting.push(other);
			}
	}
	return false;
}

/** The name that a callee has where it is imported from, and where that is. */
function originOf(code: Code, {to}: Call): {readonly from: string; readonly name: string} | undefined {
	const first = firstOf(to);
	const brought = code.imports.find(({local, typeOnly}) => local === first && !typeOnly);
	if (brought === undefined) return undefined;
	return {from: brought.from, name: to === first ? (brought.name === '*' ? 'default' : (brought.name ?? '')) : lastOf(to)};
}

function isMade(kind: Pick<Kind, 'made' | 'from'>, code: Code, call: Call): boolean {
	const origin = originOf(code, call);
	if (origin !== undefined) return kind.from.test(origin.from) && kind.made.includes(origin.name);
	// `const {Pool} = pg`: the name is taken out of what was imported.
	return kind.made.includes(lastOf(call.to)) && code.imports.some(({from}) => kind.from.test(from));
}

/** Names that a file uses already, at its own level. */
export const taken = ({imports, variables, functions, classes}: Code): ReadonlySet<string> =>
	new Set([
		...imports.flatMap(({local}) => local ?? []),
		...variables.filter(one => one.in === moduleLevel).flatMap(({names}) => names),
		...functions.filter(one => one.in === moduleLevel).map(({name}) => name),
		...classes.map(({name}) => name),
	]);

/** How a name of another file is brought into a file: as it is there already, by an import, or not at all. */
export function broughtFrom(
	source: Source,
	local: string,
	into: Pick<Source, 'path' | 'code'> | undefined,
	otherwise: string,
): {readonly name: string; readonly imports: readonly WantedImport[]} | undefined {
	if (into !== undefined && into.path === source.path) return {name: local, imports: []};
	const exported = source.path.endsWith('.py')
		? [local]
		: source.code.exports.filter(one => one.local === local && one.from === undefined).map(({name}) => name);
	const shown = exported.find(name => name !== 'default') ?? exported[0];
	if (shown === undefined) return undefined;
	const there = into?.code.imports.find(
		one => exported.includes(one.name ?? '') && !one.typeOnly && one.local !== undefined && leadsTo(one.from, into.path, source.path),
	);
	if (there?.local !== undefined) return {name: there.local, imports: []};
	const name = into !== undefined && taken(into.code).has(local) ? otherwise : local;
	const file = bare(source.path).replace(packageFile, '');
	return {name, imports: [{name: shown, ...(name === shown ? {} : {local: name}), from: {file}}]};
}

/** The clients of these kinds that the code keeps and that a file can use, in the order of the kinds. */
export function clientsFor<Some extends Pick<Kind, 'made' | 'from'>>(
	kinds: readonly Some[],
	sources: readonly Source[],
	into: Pick<Source, 'path' | 'code' | 'package'> | undefined,
): readonly {readonly kind: Some; readonly name: string; readonly imports: readonly WantedImport[]; readonly path: string}[] {
	const near = sources.filter(one => into === undefined || one.package === into.package);
	return kinds.flatMap(kind =>
		near.flatMap(source =>
			keptIn(source.code)
				.filter(({call}) => isMade(kind, source.code, call))
				.flatMap(({name}) => {
					const brought = broughtFrom(source, name, into, 'database');
					return brought === undefined ? [] : [{kind, ...brought, path: source.path}];
				}),
		),
	);
}

/** The databases that the code keeps a client of, and that a file can ask, the most particular first. */
export const databasesFor = (
	sources: readonly Source[],
	into: Pick<Source, 'path' | 'code' | 'package'> | undefined,
): readonly Database[] =>
	clientsFor(scriptKinds, sources, into).map(one => ({...one, imports: [...one.imports, ...(one.kind.imports ?? [])]}));
