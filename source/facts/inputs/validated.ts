import {type Call, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {validationOf} from '../entry-points/validations.ts';
import {checkOf} from './changes.ts';
import {argumentsOf} from './given.ts';
import {each, type Input, nothing, type Shape, type Source} from './input.ts';
import {inputAt} from './request.ts';
import {shapeOf} from './schema-shape.ts';
import type {At, Tracer} from './tracer.ts';

const parsers =
	/(?:^|\.|\()(?:parse|parseAsync|safeParse|safeParseAsync|validate|validateAsync|validateSync|decode|assert|cast|create|check|load|model_validate|model_validate_json|parse_obj|parse_raw|validate_python)$/u;
const schemaName = /(?:schema|validator|dto|validation|Serializer|Form|Model|Request|Input|Body|Params|Payload)$|^[A-Z]\w*$/iu;

/** What comes out of a schema: fields of the shapes that it lets through. */
export function asValidated(tracer: Tracer, call: Call, rest: readonly string[], scope: FileScope, at: At): Source | undefined {
	const last = lastOf(call.to);
	const path = rest[0] === 'data' || rest[0] === 'value' || rest[0] === 'output' ? rest.slice(1) : rest;
	const check = checkOf('schema', call, scope.path);
	const through = (source: Source, shape: Shape): Source =>
		each(source, (input): Input => ({...input, shape: input.shape === 'safe' ? 'safe' : shape, checks: [...input.checks, check]}));
	if (validationOf(call, scope, tracer.program.scopes) !== undefined) {
		const receiver = call.to.replaceAll('()', '').split('.').slice(0, -1).join('.');
		const isLibrary =
			/^(?:v|Joi|S|superstruct)$/u.test(receiver) &&
			tracer.program.scopes.modules.definitionOf(scope.path, receiver, call.in).is === 'package';
		const schema: Value = isLibrary
			? (call.args[0] ?? {is: 'other'})
			: call.on === undefined
				? {is: 'name', name: receiver}
				: {is: 'call', call: call.on};
		const input = isLibrary && receiver !== 'Joi' ? call.args[1] : call.args[0];
		return through(
			input === undefined ? nothing : tracer.ofValue(input, path, at),
			shapeOf(tracer.program.scopes, schema, path, {path: scope.path, in: call.in}),
		);
	}
	if (
		(last === 'valid' && /(?:^|\.)req\.valid$/u.test(call.to)) ||
		/^(?:readValidatedBody|getValidatedQuery|validateRequest|parseWithZod|superValidate|validateForm|zfd)$/u.test(last)
	)
		return {
			inputs: [{...inputAt(tracer, at, {by: 'caller', from: 'body', name: call.to, shape: 'checked'}, call.line), checks: [check]}],
			unknown: [],
		};
	if (
		call.to.endsWith('.parse') &&
		/^(?:JSON|json5|JSON5|qs|url|path|yaml|YAML|csv|querystring|marked|Date|toml|superjson|devalue|cookie)\./u.test(call.to)
	)
		return undefined;
	const receiver = call.to.replaceAll('()', '').split('.').slice(0, -1).at(-1) ?? '';
	if (
		parsers.test(call.to) &&
		schemaName.test(receiver) &&
		call.args.length > 0 &&
		!/^(?:Object|Array|JSON|Promise|String|Number|Date|React|Buffer|URL|Response)$/u.test(receiver)
	)
		return last === 'create' || last === 'load' ? undefined : through(argumentsOf(tracer, call, at), 'checked');
	return undefined;
}
