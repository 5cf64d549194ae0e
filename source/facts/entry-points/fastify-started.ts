import {fastify} from './fastify.ts';
import type {Ground} from './registered.ts';
import {refTo} from './router.ts';
import {enter} from './running/entering.ts';
import type {Machine} from './running/machine.ts';
import {defined} from './running/names.ts';

const started = /\bfastify start\b.*?\s([\w./-]+\.[cm]?[jt]s)\b/u;
const built = /^(?:dist|build|lib|out)\//u;

/** An application that the command line of Fastify starts: its file exports a plugin, and nothing in the repository makes the server. */
export function startedByCommand(machine: Machine, {packages}: Ground): void {
	const seen = new Set<string>();
	for (const {path: folder, scripts} of packages) {
		for (const {command} of scripts) {
			const file = started.exec(command)?.[1];
			const path =
				file === undefined
					? undefined
					: [file, file.replace(built, 'src/'), file.replace(built, '')]
							.flatMap(one => [one, one.replace(/\.([cm]?)js$/u, '.$1ts')])
							.map(one => inFolder(folder, one))
							.find(one => machine.modules.codeOf(one) !== undefined);
			if (path === undefined || seen.has(path)) continue;
			seen.add(path);
			const exported = machine.modules.exportOf(path, 'default');
			const known = exported === undefined ? undefined : defined(machine, exported);
			const frame = machine.moduleFrame(path);
			if (known?.is !== 'function' || frame === undefined) continue;
			const router = machine.router(fastify, 'app', frame, -1);
			enter(machine, known, [], [{is: 'router', ref: refTo(router)}]);
		}
	}
	machine.settle();
}

const inFolder = (folder: string, file: string): string => (folder === '.' ? file : `${folder}/${file}`).replace(/(^|\/)\.\//gu, '$1');
