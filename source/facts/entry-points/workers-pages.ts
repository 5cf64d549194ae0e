import {exportedAs} from './exported.ts';
import {filesInside, folderOf, type Inside, nameOf, routeFrom} from './projects.ts';
import type {Ground, Registered, Step} from './registered.ts';

const methods = [
	['onRequest', 'ANY'],
	['onRequestGet', 'GET'],
	['onRequestPost', 'POST'],
	['onRequestPut', 'PUT'],
	['onRequestPatch', 'PATCH'],
	['onRequestDelete', 'DELETE'],
	['onRequestHead', 'HEAD'],
	['onRequestOptions', 'OPTIONS'],
] as const;
const inFunctions = /(?:^|\/)functions\/(?:.+\/)?[^/]+\.[cm]?[jt]sx?$/u;
const below = /^(?<folder>(?:.*?\/)?)functions\/(?<rest>.+)\.[cm]?[jt]sx?$/u;

/** Functions of Cloudflare Pages: files below `functions/` that hand out `onRequest…`, and the `_middleware` of the folders above them. */
export function pagesFunctions(ground: Ground): readonly Registered[] {
	const files = filesInside(ground.files, [''], inFunctions).filter(
		({file}) => file.role === 'app' && (file.code?.exports.some(({name}) => name.startsWith('onRequest')) ?? false),
	);
	const gates = new Map(files.filter(({path}) => isGate(path)).map(one => [folderOf(one.file.path), one.file.path]));
	return files.filter(({path}) => !isGate(path)).flatMap(one => functionsIn(ground, one, gates));
}

const isGate = (path: string): boolean => nameOf(path).startsWith('_middleware.');

function functionsIn(ground: Ground, {file, path}: Inside, gates: ReadonlyMap<string, string>): readonly Registered[] {
	const {rest = ''} = below.exec(path)?.groups ?? {};
	const route = routeFrom(rest.split('/').flatMap(part));
	const folders = folderOf(path).split('/');
	const before = folders.flatMap((_, index): readonly Step[] => {
		const gate = gates.get(folders.slice(0, index + 1).join('/'));
		const step = gate === undefined ? undefined : exportedAs(ground, gate, 'onRequest')?.handler;
		if (step === undefined) return [];
		return (step.value.is === 'list' ? step.value.items : [step.value]).map(value => ({...step, value, how: 'gate'}));
	});
	return methods.flatMap(([name, method]): readonly Registered[] => {
		const exported = exportedAs(ground, file.path, name);
		if (exported === undefined) return [];
		const {place, handler, unresolved} = exported;
		return [
			{
				...place,
				kind: 'http',
				framework: 'workers',
				method,
				route,
				...(handler === undefined ? {} : {handler}),
				before,
				given: [],
				unresolved,
			},
		];
	});
}

const part = (name: string): readonly string[] => {
	if (name === 'index') return [];
	if (name.startsWith('[[')) return ['*'];
	return [name.replace(/^\[(?<name>[^\]]+)\]$/u, ':$<name>')];
};
