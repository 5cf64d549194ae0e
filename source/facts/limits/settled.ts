import type {Place} from '../../safe-text.ts';
import {type Call, firstOf, type ImportedName, lastOf, moduleLevel, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {namesWithin} from '../outbound/status.ts';
import {serverFiles} from '../sinks/sink.ts';
import {isLimiter} from './limiters.ts';

/** Parts of a limiter's library that count nothing by themselves; a middleware of slowapi applies defaults, which the limiter would name. */
const helping =
	/^(?:_rate_limit_exceeded_handler|RateLimitExceeded|RateLimitItem|get_remote_address|get_ipaddr|SlowAPIMiddleware|SlowAPIASGIMiddleware)$/u;
const defaults = /^(?:default_limits(?:_\w+)?|application_limits(?:_\w+)?|meta_limits|\.\.\.)$/u;
const configured = /RATELIMIT_(?:DEFAULT|APPLICATION|ENABLED)/u;
const kept = /^(?:\w+\.state\.\w+|(?:module\.)?exports(?:\.\w+)?)$/u;
const setUp = /^(?:init_app|add_exception_handler|exception_handler|set)$/u;

/** Whether every use of a limiter was seen: each of them stands in front of entry points that name it, runs for them, or there is none. */
export type Settled = {
	/** Of a call that makes or asks a limiter. */
	readonly ofCall: (scope: FileScope, index: number) => boolean;
	/** Of all that a line brings in from a limiter's library. */
	readonly ofImport: (path: string, line: number) => boolean;
};

/** Reads how the limiters of a repository are used. */
export function settledIn(facts: Facts): Settled {
	const {scopes, pointsOf} = facts.program;
	const {modules} = scopes;
	const named = new Set(
		facts.entryPoints.points.flatMap(({guards}) => guards.flatMap(({kind, path, line}) => (kind === 'limiter' ? [`${path}:${line}`] : []))),
	);
	const isConfigured = serverFiles(facts).some(({scope: {code}}) =>
		[...code.assignments, ...code.variables].some(({text}) => configured.test(text)),
	);

	const isNamed = ({path}: FileScope, {line}: Pick<Place, 'line'>): boolean => named.has(`${path}:${line}`);
	const isOwn = ({path}: FileScope, call: Call): boolean => call.in !== moduleLevel && pointsOf(path, call.in).length > 0;
	const isDecorator = (scope: FileScope, index: number): boolean =>
		scope.path.endsWith('.py') && scope.code.functions.some(one => one.decorators.some(made => made.is === 'call' && made.call === index));

	function ofCall(scope: FileScope, index: number, left = 3): boolean {
		const call = scope.code.calls[index];
		if (call === undefined || left === 0) return false;
		if (isOwn(scope, call) || isDecorator(scope, index)) return true;
		if (call.named.some(({key}) => defaults.test(key)) || (isConfigured && /(?:^|\.)Limiter$/u.test(call.to))) return false;
		if (setUp.test(lastOf(call.to)) && call.result === 'dropped') return true;
		if (scope.code.calls.some(one => isNamed(scope, one) && holdsCall(one.args, index))) return true;
		const [variable] = scope.code.variables.filter(({value, in: at}) => at === moduleLevel && value.is === 'call' && value.call === index);
		const [name] = variable?.names ?? [];
		if (variable?.pattern !== 'name' || name === undefined || scope.code.calls.some(({on}) => on === index)) return false;
		return [scope, ...takers(scope)].every(taker => localsOf(taker, scope.path, name).every(local => usesOf(taker, local, left)));
	}

	/** The files that may take what a file offers, those that take it over another one included. */
	function takers({path}: FileScope): readonly FileScope[] {
		const direct = modules.importersOf(path);
		return [...new Set([...direct, ...direct.filter(one => passesOn(one)).flatMap(one => modules.importersOf(one))])].flatMap(
			one => scopes.at(one) ?? [],
		);
	}
	const passesOn = (path: string): boolean => modules.codeOf(path)?.exports.some(({from}) => from !== undefined) === true;

	function localsOf(taker: FileScope, path: string, name: string): readonly string[] {
		if (taker.path === path) return [name];
		return taker.code.imports.flatMap(({local}) => {
			if (local === undefined) return [];
			return [local, `${local}.${name}`].filter(one => {
				const found = modules.definitionOf(taker.path, one);
				return found.is === 'variable' && found.path === path && found.value.names.includes(name);
			});
		});
	}

	function usesOf(scope: FileScope, local: string, left: number): boolean {
		const {code} = scope;
		const speaks = (value: Value | undefined): boolean => value !== undefined && mentions(value, local);
		return (
			code.calls.every((call, index) => {
				if (call.to === local || call.to.startsWith(`${local}.`)) return ofCall(scope, index, left - 1);
				const isGiven = call.args.some(speaks) || call.named.some(({value}) => speaks(value));
				return !isGiven || isNamed(scope, call) || setUp.test(lastOf(call.to));
			}) &&
			!code.variables.some(({value}) => speaks(value)) &&
			!code.exits.some(({value}) => speaks(value)) &&
			!code.exports.some(({value}) => value?.is !== 'name' && speaks(value)) &&
			!code.classes.some(({fields}) => fields.some(({value}) => speaks(value))) &&
			code.assignments.every(({to, value}) => !speaks(value) || kept.test(to))
		);
	}

	function isUsed(scope: FileScope, {local, name, typeOnly}: ImportedName): boolean {
		if (typeOnly || (name !== undefined && helping.test(name))) return true;
		const used = scope.code.calls.flatMap((call, index) => (firstOf(call.to) === local && isLimiter(call) ? [index] : []));
		return used.length > 0 && used.every(index => ofCall(scope, index));
	}

	return {
		ofCall: (scope, index) => ofCall(scope, index),
		ofImport: (path, line) => {
			const scope = scopes.at(path);
			const taken = scope?.code.imports.filter(one => one.line === line) ?? [];
			return scope !== undefined && taken.length > 0 && taken.every(one => isUsed(scope, one));
		},
	};
}

const holdsCall = (values: readonly Value[], index: number): boolean =>
	values.some(value => (value.is === 'call' ? value.call === index : value.is === 'list' && holdsCall(value.items, index)));

const mentions = (value: Value, name: string): boolean => namesWithin(value).some(one => one === name || one.startsWith(`${name}.`));
