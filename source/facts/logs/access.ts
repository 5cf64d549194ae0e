import type {Place} from '../../safe-text.ts';
import {type Call, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {callsFor} from '../deliveries/handled.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';

const secretWords: ReadonlySet<string> = new Set('token password passwd otp resettoken'.split(' '));
const notSecret: ReadonlySet<string> = new Set('page next cursor continuation csrf push device id type count'.split(' '));

/** Loggers that write the address of every request, by what they are told to write. */
export function addressLoggers(facts: Facts): readonly Place[] {
	return facts.files.flatMap(file => {
		const {code, path, role} = file;
		if (code === undefined || role !== 'app' || file.side === 'client' || isReached(file, facts.reached) !== true) return [];
		if (!mayName(code, ['"morgan', '"logger'])) return [];
		return code.calls.flatMap((call): readonly Place[] =>
			writesAddresses(call, path, facts) ? [{path, line: call.line, text: call.text}] : [],
		);
	});
}

function writesAddresses(call: Call, path: string, facts: Facts): boolean {
	if (call.to !== 'morgan' && call.to !== 'logger') return false;
	const definition = facts.program.scopes.modules.definitionOf(path, call.to, call.in);
	if (definition.is !== 'package') return false;
	if (definition.package === 'hono') return definition.part === 'logger';
	if (definition.package !== 'morgan') return false;
	const format = written(call.args[0], call, path, facts);
	return format === undefined || /^(?:combined|common|dev|short|tiny)$/u.test(format) || format.includes(':url');
}

function written(value: Value | undefined, call: Call, path: string, facts: Facts): string | undefined {
	const target = value === undefined ? undefined : targetOf(facts.program.scopes, value, {path, in: call.in});
	if (target?.is !== 'value') return undefined;
	return target.value.is === 'template' ? target.value.text : textOf(target.value);
}

/** Entry points whose address carries a credential: in its path, or in the query that its handler reads. */
export function secretAddresses(facts: Facts): readonly Place[] {
	return facts.entryPoints.points.flatMap((point): readonly Place[] => {
		if (point.kind !== 'http' && point.kind !== 'page') return [];
		const inPath = point.parameters.some(isSecret) || isQuery(point, facts);
		const read = inPath ? undefined : readsFromQuery(point, facts);
		return inPath || read !== undefined
			? [{path: point.path, line: point.line, text: point.text}, ...(read === undefined ? [] : [read])]
			: [];
	});
}

/** Python handlers take from the query what stands in neither path nor body. */
function isQuery(point: EntryPoint, facts: Facts): boolean {
	if (point.framework !== 'fastapi') return false;
	const [handler] = facts.program.runBy(point);
	const own = handler === undefined ? undefined : facts.program.scopes.at(handler.path)?.code.functions[handler.function];
	return (own?.parameters ?? []).some(
		one =>
			isSecret(one.name) &&
			!point.parameters.includes(one.name) &&
			one.default === undefined &&
			one.type?.is === 'name' &&
			one.type.name === 'str',
	);
}

const isSecret = (name: string): boolean => {
	const said = wordsOf(name);
	return said.some(word => secretWords.has(word)) && !said.some(word => notSecret.has(word));
};
const queries = /(?:^|\.)(?:query|searchParams|args|GET|query_params|queryStringParameters)(?:\.|\(\)|$)/u;

function readsFromQuery(point: EntryPoint, facts: Facts): Place | undefined {
	const isPasswordPage = point.kind === 'http' && point.method === 'GET' && wordsOf(point.route).includes('password');
	for (const {call, scope} of callsFor(point, facts)) {
		const at = {path: scope.path, line: call.line, text: call.text};
		for (const value of call.args) {
			if (value.is === 'name' && queries.test(value.name) && isSecret(lastOf(value.name))) return at;
			if (
				value.is === 'object' &&
				value.entries.some(({value: one}) => one.is === 'name' && queries.test(one.name) && isSecret(lastOf(one.name)))
			)
				return at;
		}
		if (lastOf(call.to) === 'get' && queries.test(call.to.slice(0, -4)) && isSecret(written(call.args[0], call, scope.path, facts) ?? ''))
			return at;
	}
	for (const {path, function: at} of facts.program.runBy(point)) {
		const own = facts.program.scopes.at(path);
		const found = own?.code.variables.find(
			one =>
				own.bodyOf(at).includes(one.in) &&
				one.value.is === 'name' &&
				((one.pattern === 'object' && queries.test(one.value.name) && (one.keys ?? one.names).some(isSecret)) ||
					(queries.test(one.value.name) && (isPasswordPage || isSecret(lastOf(one.value.name))))),
		);
		if (found !== undefined) return {path, line: found.line, text: found.text};
	}
	return undefined;
}

/** Frameworks whose usual server writes a line with the address of every request. */
export const servedByUvicorn = (facts: Facts): readonly Place[] =>
	facts.entryPoints.points.filter(({framework}) => framework === 'fastapi').length === 0
		? []
		: facts.commands
				.filter(({command}) => /\b(?:uvicorn|fastapi run|gunicorn)\b/u.test(command) && !/--no-access-log/u.test(command))
				.map(({path, line, text}) => ({path, line, text}));

/** Entry points whose path carries how to reach a person. */
export const contactPaths = (facts: Facts): readonly Place[] =>
	facts.entryPoints.points.flatMap(({kind, parameters, path, line, text}) =>
		kind === 'http' && parameters.some(name => /^(?:e?mail|email_address|phone|phone_number|password)$/iu.test(name))
			? [{path, line, text}]
			: [],
	);

/** Where something is told to send or print more than it should: every query with its values, every prompt, the user's data with each error. */
export function talkative(facts: Facts): readonly Place[] {
	return facts.files.flatMap(file => {
		const {code, path, role} = file;
		if (code === undefined || role !== 'app' || file.side === 'client' || isReached(file, facts.reached) !== true) return [];
		if (
			!path.endsWith('.py') ||
			!mayName(code, ['create_engine', 'create_async_engine', 'Chain', 'AgentExecutor', 'initialize_agent', '.from_llm'])
		)
			return [];
		return code.calls.flatMap((call): readonly Place[] => {
			const isOn = (name: string): boolean =>
				call.named.some(({key, value}) => key === name && value.is === 'literal' && value.value === true);
			const last = lastOf(call.to);
			const engine = /^create_(?:async_)?engine$/u.test(last) && isOn('echo');
			const chain = /(?:Chain|Executor)$|^(?:initialize_agent|from_llm)$/u.test(last) && isOn('verbose');
			return engine || chain ? [{path, line: call.line, text: call.text}] : [];
		});
	});
}

/** Engines of SQLAlchemy to which a setting says whether they print every statement with its values. */
export const talkativeBySetting = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(file => {
		const {code, path, role} = file;
		if (code === undefined || role !== 'app' || isReached(file, facts.reached) !== true) return [];
		if (!path.endsWith('.py') || !mayName(code, ['create_engine', 'create_async_engine'])) return [];
		return code.calls.flatMap(({to, named, line, text}) =>
			/^create_(?:async_)?engine$/u.test(lastOf(to)) && named.some(({key, value}) => key === 'echo' && value.is !== 'literal')
				? [{path, line, text}]
				: [],
		);
	});

/** Whether a logger of the project leaves out what it is told to. */
export const redactions = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(file => {
		const {code, path, role} = file;
		if (code === undefined || role !== 'app' || !mayName(code, ['"pino', '"winston', 'createLogger', 'Fastify', 'fastify', 'pinoHttp']))
			return [];
		return code.calls.flatMap(call =>
			call.args.some(arg => entryOf(arg, 'redact') !== undefined || entryOf(entryOf(arg, 'logger'), 'redact') !== undefined)
				? [{path, line: call.line, text: call.text}]
				: [],
		);
	});
