import {type Call, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import type {GuardOnTheWay} from './entry-point.ts';
import {exportedAs, exportedValue, lineOf, settled} from './exported.ts';
import type {Gate} from './gate.ts';
import {gatePaths} from './gate-paths.ts';
import {clerkGate} from './next-clerk.ts';
import {coversRoute} from './next-matcher.ts';
import type {NextProject} from './next-project.ts';
import {below} from './projects.ts';
import type {Ground, Step} from './registered.ts';

const names = ['proxy', 'middleware'] as const;
const endings = ['ts', 'js', 'mts', 'mjs', 'tsx', 'jsx'] as const;

/** What stands in front of a Next.js application: `middleware.ts`, or `proxy.ts` from 16 on, for the routes of its matcher. */
export function nextGate(ground: Ground, project: NextProject): Gate | undefined {
	for (const folder of ['', 'src/'])
		for (const name of names)
			for (const ending of endings) {
				const path = below(project.folder, `${folder}${name}.${ending}`);
				if (ground.modules.codeOf(path) !== undefined) return gateIn(ground, path, name, project);
			}
	return undefined;
}

function gateIn(ground: Ground, path: string, name: string, {basePath}: NextProject): Gate | undefined {
	const covers = coverage(ground, path, basePath);
	const passedOn = ground.modules.codeOf(path)?.exports.find(({from}) => from === 'next-auth/middleware');
	if (passedOn !== undefined) {
		const place = {path, line: passedOn.line, text: lineOf(ground, path, passedOn.line)};
		return {given: signedIn(place, 'next-auth/middleware'), covers, paths: 'all', unresolved: []};
	}
	const exported = exportedAs(ground, path, name) ?? exportedAs(ground, path, 'default');
	if (exported === undefined) return undefined;
	const {handler} = exported;
	if (handler === undefined) return {covers, paths: 'all', unresolved: exported.unresolved};
	const step: Step = {...handler, how: 'gate'};
	return library(ground, step, covers) ?? {step, covers, paths: gatePaths(ground.modules, step), unresolved: []};
}

/** Gates that libraries make. NextAuth's turns away whoever has no token, unless the project decides by itself. */
function library(ground: Ground, step: Step, covers: Gate['covers']): Gate | undefined {
	const call = step.value.is === 'call' ? ground.modules.codeOf(step.path)?.calls[step.value.call] : undefined;
	if (call === undefined) return undefined;
	const from = ground.modules.definitionOf(step.path, call.to, step.in);
	if (from.is !== 'package') return authOf(ground, step, call, covers);
	if (from.package === '@clerk/nextjs') return clerkGate(ground, step, call, covers);
	if (from.package !== 'next-auth') return undefined;
	if (lastOf(call.to) !== 'withAuth') return authOf(ground, step, call, covers);
	const decides = call.args.some(arg => entryOf(entryOf(settled(ground, step.path, arg), 'callbacks'), 'authorized') !== undefined);
	if (decides) return {step, covers, paths: gatePaths(ground.modules, step), unresolved: ['callbacks.authorized decides who may pass']};
	return {given: signedIn(step, call.to), covers, paths: 'all', unresolved: []};
}

/** `export {auth as middleware}` hands out NextAuth's own gate, which turns nobody away unless the project says whom. */
function authOf(ground: Ground, step: Step, call: Call, covers: Gate['covers']): Gate | undefined {
	if (lastOf(call.to) !== 'NextAuth') return undefined;
	const code = ground.modules.codeOf(step.path);
	const decides = code?.functions.some(({name}) => lastOf(name) === 'authorized') || call.args.some(arg => arg.is === 'name');
	return {step, covers, paths: 'all', unresolved: decides ? ['callbacks.authorized decides who may pass'] : []};
}

const signedIn = (place: Pick<Step, 'path' | 'line' | 'text'>, name: string): GuardOnTheWay => ({
	path: place.path,
	line: place.line,
	text: place.text,
	name,
	kind: 'signed-in',
	how: 'gate',
});

/** The routes of `config.matcher`; without one every route comes past. */
function coverage(ground: Ground, path: string, basePath: string): Gate['covers'] {
	const config = exportedValue(ground, path, 'config');
	const matcher = settled(ground, path, entryOf(config?.value, 'matcher'));
	if (matcher === undefined) return () => true;
	const patterns = (matcher.is === 'list' ? matcher.items : [matcher]).map(item => sourceOf(settled(ground, path, item)));
	const covered = coversRoute(patterns);
	return route => covered(basePath !== '' && route.startsWith(basePath) ? route.slice(basePath.length) || '/' : route);
}

/** A matcher that looks at headers or cookies is left out by whoever does not send them. */
function sourceOf(value: Value | undefined): string | undefined {
	if (value?.is !== 'object') return textOf(value);
	const conditional = value.entries.some(({key}) => key === 'has' || key === 'missing');
	return conditional ? undefined : textOf(entryOf(value, 'source'));
}
