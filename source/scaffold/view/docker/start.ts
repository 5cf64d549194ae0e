import type {PackageFact} from '../../../facts/packages.ts';

/** Programs that start a server in production, and the package that brings each. */
const servers: Readonly<Record<string, string>> = {
	next: 'next',
	'react-router-serve': '@react-router/serve',
	'remix-serve': '@remix-run/serve',
	fastify: 'fastify-cli',
	tsx: 'tsx',
};
const word = /^[\w@./:=-]+$/u;
const assignment = /^[A-Z_]+=[\w.-]+$/u;
const scripts = ['start:prod', 'start'] as const;

/** The words with which a package starts, so that no shell and no package manager stands between it and a signal to stop; or why that cannot be told. */
export function startOf(
	one: PackageFact,
): {readonly words: readonly string[]; readonly settings: readonly string[]} | {readonly because: string} {
	const script = scripts.flatMap(name => one.scripts.filter(own => own.name === name))[0];
	if (script === undefined)
		return {because: 'package.json has no script "start": add the command that starts it in production, such as node dist/server.js'};
	const parts = script.command.trim().split(/\s+/u);
	const at = parts.findIndex(part => !assignment.test(part) && part !== 'cross-env');
	const settings = parts.slice(0, at).filter(part => part !== 'cross-env' && !part.startsWith('NODE_ENV='));
	const words = parts.slice(at);
	const [program = ''] = words;
	if (!words.every(part => word.test(part)))
		return {
			because: `the script "${script.name}" does more than start one program: make it one command, and do what stands before it in a step of its own`,
		};
	if (program === 'node') {
		return words.some(part => /^--(?:watch|inspect|env-file)/u.test(part))
			? {because: `the script "${script.name}" is one for development: add a script "start:prod" that starts it for users`}
			: {words, settings};
	}
	const needs = servers[program];
	if (needs === undefined || words.includes('dev') || words.includes('watch'))
		return {
			because: `the script "${script.name}" starts ${program}, and shipworthy does not know how that is started for users: add a script "start:prod" such as node dist/server.js`,
		};
	if (!one.dependencies.some(({name, use}) => name === needs && use === 'production'))
		return {because: `${needs} starts it, and stands among the packages for development: move it to "dependencies"`};
	return {words: [`node_modules/.bin/${program}`, ...words.slice(1)], settings};
}
