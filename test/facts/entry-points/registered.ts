import type {Ground, Reader, Registered, Step} from '../../../source/facts/entry-points/registered.ts';
import {filesOf} from '../../../source/facts/files.ts';
import {modulesOf} from '../../../source/facts/modules/modules-of.ts';
import {packagesOf} from '../../../source/facts/packages.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {parsers} from '../../support/facts.ts';

/** What a reader may look at, of files that exist in memory only. */
export function groundOf(files: Readonly<Record<string, string>>): Ground {
	const repository = inMemory(files);
	const facts = filesOf(repository, parsers);
	const packages = packagesOf(repository);
	return {files: facts, packages, modules: modulesOf(repository, facts, packages), text: repository.text};
}

/** A manifest that depends on these. */
export const manifest = (...names: readonly string[]): string =>
	JSON.stringify({dependencies: Object.fromEntries(names.map(name => [name, '1.0.0']))});

/** What a reader finds, each in one line: kind, method, route, the handler's place, what stands before it, what is given and what is unresolved. */
export function linesOf(reader: Reader, files: Readonly<Record<string, string>>): readonly string[] {
	const ground = groundOf(files);
	return reader(ground).found.map(one => lineOf(ground, one));
}

function lineOf(ground: Ground, {kind, method, route, handler, before, given, unresolved}: Registered): string {
	return [
		[kind, method, route].filter(part => part !== '').join(' '),
		...(handler === undefined ? [] : [`→ ${shown(ground, handler)}`]),
		...before.map(step => `after ${step.how} ${shown(ground, step)}`),
		...given.map(guard => `given ${guard.kind} ${guard.name} ${guard.path}:${guard.line}`),
		...unresolved.map(text => `?? ${text}`),
	].join(' ');
}

function shown(ground: Ground, {path, value, how}: Step): string {
	const code = ground.modules.codeOf(path);
	const what =
		value.is === 'call'
			? code?.calls[value.call]?.to
			: value.is === 'function'
				? code?.functions[value.function]?.name
				: value.is === 'name'
					? value.name
					: value.is;
	return `${what === '' ? 'function' : what}${how === 'wrapper' && value.is === 'call' ? '(…)' : ''}@${path}`;
}
