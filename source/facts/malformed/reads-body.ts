import {lastOf, type Value} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';

const calling =
	/^(?:(?:self\.|this\.)?_?(?:req|request|c\.req|ctx\.req|ctx\.request|context\.request|event\.request|event\.req|evt\.request)\.(?:json|formData|text|arrayBuffer|blob|get_json|form|body|parseBody|clone\(\)\.\w+)|readBody|readRawBody|readFormData|readMultipartFormData|readValidatedBody)$/u;
const holding =
	/(?:^|\.)(?:req|request|ctx|context|event|evt|c|info)\.(?:body|rawBody|POST|FILES|data|form|json|files|file|payload|input)(?:\.|$)/u;

const bodies = /^(?:Body|Args|Arg|UploadedFiles?|MessageBody|Payload|RawBody)$/u;

/** Whether something that runs for an entry point reads a body; true as well where what runs could not be followed. */
export function readsBody(point: EntryPoint, facts: Facts): boolean {
	const run = facts.program.runBy(point);
	if (run.length === 0) return true;
	return run.some(one => {
		const scope = facts.program.scopes.at(one.path);
		if (scope === undefined) return true;
		const own = scope.code.functions[one.function];
		const takes =
			one.calls === 0 &&
			own?.parameters.some(
				({name, decorators}) =>
					decorators.some(one => isBodyDecorator(one, scope)) || (name.startsWith('{') && /\b(?:body|input|data|formData)\b/u.test(name)),
			);
		return (
			takes === true ||
			(one.calls === 0 && isHandedOver(point, scope, one.function)) ||
			scope.bodyOf(one.function).some(at => readsIn(at, scope))
		);
	});
}

const isBodyDecorator = (one: Value, {code}: FileScope): boolean =>
	bodies.test(lastOf(one.is === 'call' ? (code.calls[one.call]?.to ?? '') : one.is === 'name' ? one.name : ''));

/** Frameworks that hand over what was sent as an argument. */
const isHandedOver = ({kind, framework}: EntryPoint, scope: FileScope, at: number): boolean =>
	(kind !== 'http' || framework === 'fastapi' || framework === 'litestar') &&
	(scope.code.functions[at]?.parameters.length ?? 0) > 0 &&
	kind !== 'function';

const readsIn = (at: number, scope: FileScope): boolean =>
	scope
		.callsIn(at)
		.some(
			call => calling.test(call.to) || holding.test(`${call.to.slice(0, -lastOf(call.to).length)}`) || call.args.some(arg => isRead(arg)),
		) || scope.code.variables.some(one => one.in === at && (isRead(one.value) || (one.pattern === 'object' && one.names.includes('body'))));

function isRead(value: Value, left = 3): boolean {
	if (left === 0) return false;
	if (value.is === 'name') return holding.test(value.name);
	if (value.is === 'object') return value.entries.some(entry => isRead(entry.value, left - 1));
	if (value.is === 'list') return value.items.some(item => isRead(item, left - 1));
	if (value.is === 'either') return value.of.some(one => isRead(one, left - 1));
	return value.is === 'spread' && isRead(value.of, left - 1);
}
