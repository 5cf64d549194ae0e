import {entryPointsBy} from '../../../source/facts/entry-points/entry-points-of.ts';
import type {Reader, Registered, Step} from '../../../source/facts/entry-points/registered.ts';
import {modulesOf} from '../../../source/facts/modules/modules-of.ts';
import {packagesOf} from '../../../source/facts/packages.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {filesOf} from '../../support/facts.ts';

/** What an example registers: its handler is the function or class `handler` of its file, `before` are the arguments of its call `use(…)`. */
export type Example = {
	readonly path: string;
	readonly method?: string;
	readonly route?: string;
	readonly kind?: Registered['kind'];
	readonly how?: Step['how'];
};

/** The entry points of an in-memory repository with one registration, and the guards found on the way. */
export function pointsOf(
	files: Record<string, string>,
	{path, method = 'POST', route = '/notes', kind = 'http', how = 'middleware'}: Example,
) {
	const repository = inMemory(files);
	const seen = filesOf(repository);
	const packages = packagesOf(repository);
	const modules = modulesOf(repository, seen, packages);
	const reader: Reader = () => {
		const code = modules.codeOf(path);
		const place = {path, line: 1, text: ''};
		const use = code?.calls.find(call => call.to === 'use');
		const handler: Step = {...place, value: {is: 'name', name: 'handler'}, in: -1, how: 'call'};
		const before = (use?.args ?? []).map((value): Step => ({...place, line: use?.line ?? 1, value, in: -1, how}));
		return {found: [{...place, kind, framework: 'example', method, route, handler, before, given: [], unresolved: []}], unread: []};
	};
	const {entryPoints, guards} = entryPointsBy([reader], {files: seen, packages, modules, text: repository.text});
	const [point] = entryPoints.points;
	if (point === undefined) throw new Error('the example has no entry point');
	return {point, guards};
}

/** The guards in front of the one entry point, as `kind name`. */
export const guardsIn = (files: Record<string, string>, example: Example): readonly string[] =>
	pointsOf(files, example).point.guards.map(({kind, name}) => `${kind} ${name}`);
