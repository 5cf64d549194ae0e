import {lastOf} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';
import type {Reply} from './answers.ts';
import {namesAt} from './at-hand.ts';
import {isGated, isTyped} from './expected.ts';
import type {Leak} from './leaks.ts';
import {statusIn} from './statuses.ts';
import {type Told, toldBy} from './told.ts';

/** Functions of the project's own that answer with what they are given: `serverError({error})`, `fail(res, 500, error.message)`. */
export function throughHelpers(replies: readonly Reply[], facts: Facts): readonly Leak[] {
	const {scopes, calleeOf} = facts.program;
	type Helper = {readonly parameter: number; readonly kind: Told; readonly status?: number};
	const helpers = new Map<string, Helper[]>();
	for (const reply of replies) {
		const scope = scopes.at(reply.path);
		const own = scope?.code.functions[reply.in];
		if (scope === undefined || own === undefined || isGated(reply.when)) continue;
		own.parameters.forEach((parameter, at) => {
			const names = new Map<string, Told>([[parameter.name, 'whole']]);
			const kind = toldBy(reply.value, {scope, names, facts});
			if (kind === undefined) return;
			const key = `${reply.in} ${reply.path}`;
			const group = helpers.get(key) ?? [];
			group.push({parameter: at, kind, ...(reply.status === undefined ? {} : {status: reply.status})});
			helpers.set(key, group);
		});
	}
	if (helpers.size === 0) return [];
	const names = new Set(
		[...helpers.keys()].map(key => {
			const [at = '', ...path] = key.split(' ');
			return lastOf(scopes.at(path.join(' '))?.code.functions[Number(at)]?.name ?? '');
		}),
	);
	return facts.files.flatMap(file => {
		const scope =
			file.role !== 'app' || file.code === undefined || file.side === 'client' || isReached(file, facts.reached) !== true
				? undefined
				: scopes.at(file.path);
		if (scope === undefined) return [];
		return scope.code.calls.flatMap((call): readonly Leak[] => {
			if (!names.has(lastOf(call.to)) || isGated(call.when) || isTyped(call.when)) return [];
			const found = namesAt(scope, call.in, call.line, facts);
			if (found === undefined) return [];
			const target = calleeOf(call, file.path);
			const own = target.is === 'function' ? helpers.get(`${target.function} ${target.path}`) : undefined;
			for (const {parameter, kind, status} of own ?? []) {
				const given = toldBy(call.args[parameter], {scope, names: found.names, facts});
				if (given === undefined || (given === 'whole' && kind === 'message' && call.args[parameter]?.is === 'object')) continue;
				const told = given === 'whole' ? kind : given;
				const answered = status ?? call.args.map(statusIn).find(one => one !== undefined && one >= 400);
				return [
					{
						path: file.path,
						line: call.line,
						text: call.text,
						told,
						how: 'answer',
						from: found.error.from,
						isSure: !found.isOfOthers,
						...(answered === undefined ? {} : {status: answered}),
					},
				];
			}
			return [];
		});
	});
}
