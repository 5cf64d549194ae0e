import {lastOf, type Value} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {serverFiles} from '../sinks/sink.ts';

const mounting: ReadonlySet<string> = new Set(['include_router', 'register_blueprint', 'use', 'route', 'register']);
const environment = /(?:^|[._])(?:ENV|ENVIRONMENT|APP_ENV|NODE_ENV|DEBUG|is_?dev(?:elopment)?|is_?local)$/iu;
const known = new WeakMap<Facts['program'], ReadonlyMap<string, boolean>>();

/** The files of routes that are only mounted under a condition which asks for the environment: `if settings.ENVIRONMENT == "local"`. */
export const isOutsideProduction = ({path}: EntryPoint, facts: Facts): boolean => {
	const made = known.get(facts.program) ?? mountsOf(facts);
	known.set(facts.program, made);
	return made.get(path) === true;
};

function mountsOf(facts: Facts): ReadonlyMap<string, boolean> {
	const {modules} = facts.program.scopes;
	const found = new Map<string, boolean>();
	for (const {scope} of serverFiles(facts))
		for (const call of scope.code.calls) {
			if (!mounting.has(lastOf(call.to))) continue;
			const isConditional = call.when.some(name => environment.test(name));
			for (const path of call.args.flatMap(arg => leadsTo(arg, scope.path, call.in, modules)))
				if (path !== scope.path) found.set(path, isConditional && found.get(path) !== false);
		}
	return found;
}

function leadsTo(value: Value, path: string, at: number, modules: Facts['program']['scopes']['modules']): readonly string[] {
	if (value.is !== 'name') return [];
	const target = modules.definitionOf(path, value.name, at);
	return target.is === 'variable' || target.is === 'module' ? [target.path] : [];
}
