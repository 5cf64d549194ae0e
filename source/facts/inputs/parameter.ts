import type {Func, Parameter} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {givenFor, isConnection} from '../guards/origin.ts';
import {namesIdentity} from '../guards/words.ts';
import {type Check, each, type From, nothing, type Shape, type Source, together, unknownSource} from './input.ts';
import {isUnheld} from './nest-pipes.ts';
import {partName, partOf, requestName} from './reading.ts';
import {inputAt, ofRequest} from './request.ts';
import {type At, further, type Tracer} from './tracer.ts';
import {shapeOfType} from './type-shape.ts';

type Which = {readonly of: number; readonly index: number};
const iterating =
	/(?:^|\.)(?:map|forEach|filter|find|findIndex|some|every|flatMap|reduce|sort|then|subscribe|finally|transaction|\$transaction|run|useMemo)$/u;
const tools = /(?:^|\.)(?:tool|dynamicTool|createTool|defineTool|registerTool|addTool|DynamicTool|DynamicStructuredTool|FunctionTool)$/u;
const mostFrames = 3;
/** Names that nothing but a request has; others are believed only in what runs for an entry point. */
const isRequest = /^_?req(?:uest)?$/u;

/** What a parameter holds: what the call that entered the function gives, what its framework puts in, or what its callers give. */
export function ofParameter(tracer: Tracer, which: Which, root: string, rest: readonly string[], at: At): Source {
	const scope = tracer.program.scopes.at(at.path);
	const own = scope?.code.functions[which.of];
	const parameter = own?.parameters[which.index];
	if (scope === undefined || own === undefined || parameter === undefined) return unknownSource(root);
	if (isConnection(parameter.type)) return nothing;
	const destructured = parameter.name.startsWith('{') || parameter.name.startsWith('[');
	const path = destructured ? [root, ...rest] : rest;
	const name = [root, ...rest].join('.');
	const here = further(at, {in: which.of, line: own.line});
	const {frame} = at;
	if (frame !== undefined && frame.path === at.path && frame.function === which.of) return given(tracer, which, own, path, frame);
	const decorated = byDecorator(tracer, parameter, scope, path, name, here);
	if (decorated !== undefined) return decorated;
	const taken = byCall(tracer, which, scope, own, path, name, here);
	if (taken !== undefined) return taken;
	const [point] = tracer.handledBy(at.path, which.of);
	if (point !== undefined) return byFramework(tracer, point, parameter, which, root, path, name, here);
	if (
		!destructured &&
		requestName.test(root) &&
		rest.length > 0 &&
		(isRequest.test(root) || tracer.program.pointsOf(at.path, which.of).some(point => !isSetGoing(point)))
	)
		return ofRequest(rest, name, here, tracer);
	if (own.decorators.some(one => one.is === 'name' && /(?:^|\.)(?:tool|function_tool)$/u.test(one.name)))
		return {inputs: [inputAt(tracer, here, {by: 'model', from: 'answer', name, shape: 'any'}, own.line)], unknown: []};
	return byCallers(tracer, which, own, path, root, at);
}

/** A clock, a queue or an event of the platform sets it going, and no request. */
const isSetGoing = ({kind, framework}: EntryPoint): boolean =>
	kind === 'queue' || kind === 'cron' || (kind === 'function' && framework === 'firebase.functions');

function given(tracer: Tracer, which: Which, own: Func, path: readonly string[], frame: NonNullable<At['frame']>): Source {
	const value = givenFor(frame.call, own, which) ?? own.parameters[which.index]?.default;
	return value === undefined ? nothing : tracer.ofValue(value, path, further(frame.from));
}

const decorations: ReadonlyMap<string, From> = new Map([
	['Body', 'body'],
	['Query', 'query'],
	['Param', 'path'],
	['Params', 'path'],
	['Headers', 'header'],
	['Args', 'body'],
	['Arg', 'body'],
	['UploadedFile', 'upload'],
	['UploadedFiles', 'upload'],
	['MessageBody', 'message'],
	['Payload', 'message'],
]);

/** `@Body() dto: CreateUserDto`: what Nest puts into a parameter. */
function byDecorator(
	tracer: Tracer,
	parameter: Parameter,
	scope: FileScope,
	path: readonly string[],
	name: string,
	here: At,
): Source | undefined {
	for (const decorator of parameter.decorators) {
		const call = decorator.is === 'call' ? scope.code.calls[decorator.call] : undefined;
		const said = call?.to ?? (decorator.is === 'name' ? decorator.name : '');
		const from = decorations.get(lastOf(said));
		if (from !== undefined) {
			const parsed = call?.args.some(
				arg => (arg.is === 'name' && /^Parse(?:Int|UUID|Float|Bool|Enum)Pipe$/u.test(arg.name)) || arg.is === 'call',
			);
			const isClass = parameter.type?.is === 'name' && /^[A-Z]/u.test(parameter.type.name) && parameter.type.name !== 'Record';
			const unheld = isUnheld(tracer.handledBy(here.path, here.in), from);
			const shape: Shape = parsed ? 'safe' : isClass && !unheld ? 'checked' : from === 'path' ? 'text' : 'any';
			// `@Body('name')` is one field of it.
			const whole = unheld && !parsed && path.length === 0 && call?.args.length === 0 ? {whole: true as const} : {};
			return {inputs: [inputAt(tracer, here, {by: 'caller', from, name, shape, ...whole})], unknown: []};
		}
		if (/^(?:Req|Request|Ctx|Context)$/u.test(lastOf(said))) return ofRequest(path, name, here, tracer);
		if (namesIdentity(said)) return nothing;
	}
	return undefined;
}

/** A callback's parameter: what the call that it is given to goes through, a model's wishes for a tool, or a message. */
function byCall(
	tracer: Tracer,
	which: Which,
	scope: FileScope,
	own: Func,
	path: readonly string[],
	name: string,
	here: At,
): Source | undefined {
	const call = scope.givenTo(which.of);
	if (call === undefined) return undefined;
	if (tools.test(call.to) && which.index === 0 && (own.name === '' || /^(?:execute|func|handler|cb|run)$/u.test(own.name)))
		return {inputs: [inputAt(tracer, here, {by: 'model', from: 'answer', name, shape: 'checked'}, own.line)], unknown: []};
	if (
		/^(?:io|socket|ws|client|server|wss|nsp)\.on$/u.test(call.to) &&
		!/^(?:connection|error|close|connect|disconnect)$/u.test(textAt(call.args[0]))
	)
		return {inputs: [inputAt(tracer, here, {by: 'caller', from: 'message', name, shape: 'any'})], unknown: []};
	if (!iterating.test(call.to)) return undefined;
	const last = lastOf(call.to);
	if (/^(?:transaction|\$transaction|run|useMemo)$/u.test(last) || (last === 'reduce' && which.index === 0)) return unknownSource(name);
	if (which.index > (last === 'reduce' ? 1 : 0)) return last === 'sort' ? receiver(tracer, call, path, scope, here) : nothing;
	return receiver(tracer, call, path, scope, here);
}

const textAt = (value: Parameter['default']): string => (value?.is === 'text' ? value.text : '');

function receiver(tracer: Tracer, call: FileScope['code']['calls'][number], path: readonly string[], scope: FileScope, at: At): Source {
	const on = call.on === undefined ? undefined : scope.code.calls[call.on];
	if (on !== undefined) return tracer.ofCall(on, path, further(at, {in: on.in, line: on.line}));
	const parts = call.to.split('.').slice(0, -1);
	return parts.length === 0 || parts[0] === ''
		? unknownSource('')
		: tracer.ofPath([...parts, ...path], further(at, {in: call.in, line: call.line}));
}

/** What a framework hands to the handler of an entry point. */
function byFramework(
	tracer: Tracer,
	point: EntryPoint,
	parameter: Parameter,
	which: Which,
	root: string,
	path: readonly string[],
	name: string,
	here: At,
): Source {
	const one = (from: From, shape: Shape): Source => ({
		inputs: [inputAt(tracer, here, {by: 'caller', from, name, shape, ...(path.length === 0 ? {whole: true as const} : {})})],
		unknown: [],
	});
	// What the machine itself sets going was sent by no caller that is known.
	if (isSetGoing(point)) return unknownSource(name);
	if (here.path.endsWith('.py')) {
		if (/^(?:self|cls)$/u.test(root)) return nothing;
		if (/^(?:req|request)$/u.test(root)) return path.length === 0 ? one('request', 'any') : ofRequest(path, name, here, tracer);
		const {default: fallback, type} = parameter;
		const call = fallback?.is === 'call' ? tracer.program.scopes.at(here.path)?.code.calls[fallback.call] : undefined;
		if (call !== undefined && /^(?:Depends|Security|Provide)$/u.test(lastOf(call.to)))
			return type === undefined ? unknownSource(name) : nothing;
		if (type?.is === 'generic' && type.of.some(part => part.is === 'call')) {
			const inner = type.of.flatMap(part => (part.is === 'call' ? [tracer.program.scopes.at(here.path)?.code.calls[part.call]] : []));
			if (inner.some(made => /^(?:Depends|Security)$/u.test(lastOf(made?.to ?? '')))) return nothing;
		}
		if (point.framework === 'fastapi' || point.framework === 'connexion') {
			const from = point.parameters.includes(parameter.name)
				? 'path'
				: call?.to === 'Form'
					? 'form'
					: call?.to === 'File'
						? 'upload'
						: 'query';
			if (type?.is === 'name' && /^(?:Request|Response|BackgroundTasks|HTTPConnection|SecurityScopes)$/u.test(lastOf(type.name)))
				return lastOf(type.name) === 'Request' ? ofRequest(path, name, here, tracer) : nothing;
			if (type?.is === 'name' && /UploadFile$/u.test(type.name)) return one('upload', 'any');
			const shape = type === undefined ? (from === 'path' ? 'text' : 'any') : shapeOfType(tracer.program.scopes, type, path, here);
			const isModel = type?.is === 'name' && /^[A-Z]/u.test(type.name) && shape !== 'safe';
			const held = one(isModel || shape === 'any' ? 'body' : from, shape);
			const check: Check = {is: 'schema', name: root, path: here.path, line: here.line, text: parameter.name};
			return type === undefined || shape === 'any' ? held : each(held, input => ({...input, checks: [check]}));
		}
		return point.parameters.includes(parameter.name) || point.parameters.length > 0
			? one('path', ['int', 'uuid', 'float'].some(kind => point.text.includes(`<${kind}:${parameter.name}>`)) ? 'safe' : 'text')
			: one('body', 'text');
	}
	const given = tracer.program.scopes.at(here.path)?.givenTo(which.of)?.to ?? '';
	const isParsed = root === 'parsedInput' || path[0] === 'parsedInput';
	if (isParsed || /(?:schema|input|validator|inputSchema)\(\)/iu.test(given)) return one('body', 'checked');
	const primitive =
		parameter.type?.is === 'name' && /^(?:string|number|boolean|Date)$/u.test(parameter.type.name) ? parameter.type.name : undefined;
	if (point.kind === 'action' && primitive !== undefined)
		return {
			inputs: [inputAt(tracer, here, {by: 'caller', from: 'body', name, shape: primitive === 'string' ? 'text' : 'safe'})],
			unknown: [],
		};
	if (point.kind === 'action')
		return one(/^(?:formData|data|form|fd)$/u.test(root) && isForm(parameter) ? 'form' : 'body', isForm(parameter) ? 'text' : 'any');
	if (point.framework === 'trpc' || point.framework === 'convex' || point.framework === 'graphql' || point.framework === 'ts-rest')
		return /^(?:input|args|rawInput|body|params|query)$/u.test(path[0] ?? root) || which.index === 1 || !partOf(path[0] ?? root)
			? one('body', 'checked')
			: nothing;
	if (point.framework === 'firebase.functions' && root === 'data') return one('body', 'any');
	if (point.framework === 'firebase.functions' && root === 'request' && path[0] === 'auth') return nothing;
	if (point.framework === 'gradio') return one('form', 'text');
	if (point.kind === 'socket') return one('message', 'any');
	if (parameter.name.startsWith('{')) {
		if (!partName.test(path[0] ?? '')) return partOf(path[0] ?? '') === 'trusted' ? nothing : ofRequest(path, name, here, tracer);
		const first = /^(?:req|request|event|ctx)$/u.test(path[0] ?? '') ? path.slice(1) : path;
		return ofRequest(first, name, here, tracer);
	}
	return path.length === 0 ? one('request', 'any') : ofRequest(path, name, here, tracer);
}

const isForm = (parameter: Parameter): boolean => parameter.type?.is === 'name' && parameter.type.name === 'FormData';

/** What those who call a function give it. */
function byCallers(tracer: Tracer, which: Which, own: Func, path: readonly string[], root: string, at: At): Source {
	const fallback = own.parameters[which.index]?.default;
	const callers = at.calls >= mostFrames ? [] : tracer.callersOf(at.path, which.of);
	if (callers.length === 0) return unknownSource(root);
	return together(
		callers.map(({call, path: from}) => {
			const value = givenFor(call, own, which) ?? fallback;
			// What a component is given is kept only in part.
			const isComponent = /^[A-Z]/u.test(lastOf(call.to)) && !from.endsWith('.py') && !call.isNew;
			const lacks = value === undefined || (value.is === 'object' && !value.entries.some(({key}) => key === path[0]));
			if (isComponent && lacks) return unknownSource(root);
			if (value === undefined) return call.args.some(({is}) => is === 'spread') ? unknownSource(root) : nothing;
			return tracer.ofValue(value, path, {path: from, in: call.in, line: call.line, left: at.left - 1, calls: at.calls + 1});
		}),
	);
}
