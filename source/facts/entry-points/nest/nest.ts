import {moduleLevel} from '../../code/code.ts';
import type {UnreadEntryPoints} from '../entry-point.ts';
import type {Ground, Reader, Registered, Step} from '../registered.ts';
import {covers, joinPaths, routePath} from '../route-path.ts';
import type {Machine} from '../running/machine.ts';
import {type Application, applicationsOf} from './applications.ts';
import {type Decorator, decoratorsOf, isNest} from './decorators.ts';
import {guardsIn, inputSteps, stepsFrom} from './guarding.ts';
import {forceOf} from './metadata.ts';
import {type Consumed, consumedBy, consumedIn} from './middleware.ts';
import {classKey, type Graph, graphOf} from './module-graph.ts';
import {otherPoints} from './other-points.ts';
import {optionsOf, versionOf} from './written.ts';

/** An application with all that its modules bring in. */
type Served = {readonly application: Application; readonly graph: Graph; readonly consumed: readonly Consumed[]};

/** What the parts of the reader share. */
export type Nest = {
	readonly ground: Ground;
	readonly machine: Machine;
	readonly served: readonly Served[];
	readonly inForce: (guard: Step, decorators: readonly Decorator[]) => boolean;
};

const verbs: ReadonlyMap<string, string> = new Map([
	['Get', 'GET'],
	['Post', 'POST'],
	['Put', 'PUT'],
	['Patch', 'PATCH'],
	['Delete', 'DELETE'],
	['Head', 'HEAD'],
	['Options', 'OPTIONS'],
	['All', 'ANY'],
	['Sse', 'GET'],
	['RequestMapping', 'ANY'],
]);

/** NestJS: controllers, resolvers, gateways, schedules and processors, with the guards of the application, the class and the method. */
export const nest: Reader = ground => {
	if (!ground.files.some(file => file.code?.imports.some(({from}) => from.startsWith('@nestjs/')))) return {found: [], unread: []};
	const {applications, machine} = applicationsOf(ground);
	const served = applications.map(application => {
		const graph = graphOf(ground.modules, machine, application.root.value, application.root);
		return {application, graph, consumed: consumedIn(ground.modules, machine, graph)};
	});
	const here: Nest = {ground, machine, served, inForce: forceOf(ground, machine)};
	const found: Registered[] = [];
	const lost: {readonly path: string; readonly line: number; readonly text: string}[] = [];
	for (const {path, code, role} of ground.files) {
		if (code === undefined || role !== 'app') continue;
		for (const [at, made] of code.classes.entries()) {
			if (made.decorators.length === 0 && made.methods.every(method => (code.functions[method]?.decorators.length ?? 0) === 0)) continue;
			const decorators = decoratorsOf(ground.modules, path, made.decorators, made.line);
			const controller = decorators.find(decorator => isNest(decorator, 'Controller'));
			const key = classKey(path, at);
			const others = otherPoints(here, path, at, decorators);
			const holders = served.filter(({graph}) => graph.controllers.has(key) || graph.providers.has(key));
			if (holders.length === 0) {
				if (controller !== undefined || others.length > 0) lost.push({path, line: made.line, text: made.text});
				continue;
			}
			found.push(...others);
			if (controller !== undefined)
				for (const holder of holders.filter(({application}) => application.serves))
					found.push(...controllerRoutes(here, holder, path, at, decorators, controller));
		}
	}
	const unread: readonly UnreadEntryPoints[] =
		lost.length === 0 ? [] : [{framework: 'nest', because: 'no module that could be followed holds this class', places: lost}];
	return {found, unread};
};

function controllerRoutes(
	here: Nest,
	holder: Served,
	path: string,
	at: number,
	decorators: readonly Decorator[],
	controller: Decorator,
): readonly Registered[] {
	const code = here.ground.modules.codeOf(path);
	const own = optionsOf(here.machine, controller);
	const version = versionOf(here.machine, decorators) ?? own.versions;
	return (code?.classes[at]?.methods ?? []).flatMap(method => {
		const one = code?.functions[method];
		if (one === undefined || one.decorators.length === 0) return [];
		const routed = decoratorsOf(here.ground.modules, path, one.decorators, one.line);
		return routed.flatMap(decorator => {
			const verb = decorator.package === '@nestjs/common' ? verbs.get(decorator.name) : undefined;
			if (verb === undefined) return [];
			const {paths} = optionsOf(here.machine, decorator);
			const versions = versionOf(here.machine, routed) ?? version ?? holder.application.versioning?.byDefault ?? [];
			const prefix = holder.graph.controllers.get(classKey(path, at)) ?? '';
			return own.paths.flatMap(base =>
				paths.flatMap(last => {
					const bare = joinPaths(routePath(prefix), routePath(base), routePath(last));
					return versioned(holder.application, bare, versions).map((route): Registered => {
						const all = [...decorators, ...routed];
						return {
							path,
							line: one.line,
							text: decorator.text,
							kind: 'http',
							framework: 'nest',
							method: verb,
							route,
							handler: {
								path,
								line: one.line,
								text: one.text,
								value: {is: 'function', function: method},
								in: moduleLevel,
								how: 'middleware',
							},
							before: [
								...appliedTo(holder, route),
								...consumedBy(holder.consumed, classKey(path, at), verb, bare),
								...guardsIn(here, [...holder.application.guards, ...holder.graph.guards], decorators, routed, all),
								...inputSteps(here, [...holder.application.pipes, ...holder.graph.pipes], path, one, [
									...stepsFrom(decorators, 'UsePipes'),
									...stepsFrom(routed, 'UsePipes'),
								]),
							],
							given: [],
							unresolved: route.includes('${') ? ['a part of the path'] : [],
						};
					});
				}),
			);
		});
	});
}

/** What the application itself uses. */
const appliedTo = ({application}: Served, route: string): readonly Step[] =>
	application.router.events.flatMap(event =>
		event.is === 'use' && (event.paths.length === 0 || event.paths.some(({path}) => covers(routePath(path), route, event.exact)))
			? event.steps
			: [],
	);

function versioned(application: Application, bare: string, versions: readonly string[]): readonly string[] {
	const prefix = application.outside.some(path => covers(joinPaths(routePath(path)), bare, true)) ? '' : application.prefix;
	const {versioning} = application;
	if (versioning === undefined || versions.length === 0) return [joinPaths(prefix, bare)];
	return versions.map(version => joinPaths(prefix, version === '' ? '' : `${versioning.prefix}${version}`, bare));
}
