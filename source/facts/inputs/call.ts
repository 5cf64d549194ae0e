import type {Call, Value} from '../code/code.ts';
import {entryOf, lastOf} from '../code/code.ts';
import {effectOf} from '../entry-points/effects.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {validationOf} from '../entry-points/validations.ts';
import {isQuery, settingOf} from '../guards/origin.ts';
import {wordsOf} from '../guards/words.ts';
import {type By, type Check, each, type From, type Input, nothing, type Shape, type Source, together, unknownSource} from './input.ts';
import {partOf} from './reading.ts';
import {inputAt} from './request.ts';
import {shapeOf} from './schema-shape.ts';
import {type At, further, type Tracer} from './tracer.ts';
import {cleaning, cleaningWords, converting, fetching, passing, textual} from './words.ts';

const mostCalls = 3;
/** Verbs that only databases have. */
const certain: ReadonlySet<string> = new Set(
	'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany findOne findOneBy findOneOrFail findById findByPk findByIdAndUpdate findOneAndUpdate filter_by one_or_none scalar scalars scalar_one_or_none get_object_or_404 get_or_404 first_or_404 maybeSingle executeTakeFirst executeTakeFirstOrThrow getDoc getDocs fetchone fetchall'.split(
		' ',
	),
);
const onData =
	/(?:^|\.)(?:db|database|prisma|supabase|knex|objects|query|session|conn|connection|cursor|collection(?:\(\))?|firestore|from\(\)|select\(\)|\w*(?:Repository|Repo|Model)|[A-Z]\w*)(?:\.|$)/u;

/** What reaches the result of a call, or the part of it that a path leads to. */
export function ofCall(tracer: Tracer, call: Call, rest: readonly string[], at: At): Source {
	const scope = tracer.program.scopes.at(at.path);
	if (scope === undefined || at.left <= 0 || !tracer.step()) return unknownSource(call.to);
	const here = further(at, {in: call.in, line: Math.min(call.line, at.line)});
	const last = lastOf(call.to);
	if (settingOf(call.to) !== undefined || /^os\.(?:getenv|environ)/u.test(call.to)) return nothing;
	const told = (by: By, from: From, shape: Shape): Source => ({
		inputs: [inputAt(tracer, here, {by, from, shape, name: call.to}, call.line)],
		unknown: [],
	});
	const given = (): Source => argumentsOf(tracer, call, here);
	if (call.to === '') return textOnly(together([given(), baseOf(tracer, call, [], scope, here)]));
	if (converting.has(last)) return known(each(together([given(), baseOf(tracer, call, [], scope, here)]), converted(call, at.path)));
	const validated = asValidated(tracer, call, rest, scope, here);
	if (validated !== undefined) return validated;
	const effect = effectOf(call, scope, tracer.program.scopes);
	if (effect?.does === 'asks a model') return told('model', 'answer', 'text');
	const target = tracer.program.calleeOf(call, at.path);
	if (cleaning.test(last) || wordsOf(call.to).some(word => cleaningWords.has(word)))
		return known(each(together([given(), baseOf(tracer, call, [], scope, here)]), cleaned(call, at.path)));
	if (target.is === 'function') {
		const own = tracer.program.scopes.at(target.path)?.code.functions[target.function];
		if (own === undefined || framesOf(at) >= mostCalls) return unknownSource(call.to);
		const result = resultOf(tracer, {path: target.path, function: target.function, call, from: here}, rest);
		// A function that is handed a schema holds it against what it reads.
		const schema = call.args.some(arg => arg.is === 'name' && /schema|dto|validator/iu.test(arg.name));
		return schema
			? each(result, (input): Input => ({...input, shape: 'checked', checks: [...input.checks, checkOf('schema', call, at.path)]}))
			: result;
	}
	if (/^(?:readFileSync|readFile|read_text|open|getFixedT|static_url|url_for|reverse)$/u.test(last)) return given();
	if (
		/^(?:t|\$t|i18n\.t|i18next\.t|_|gettext|ugettext|gettext_lazy|trans|translate|intl\.formatMessage|formatMessage|tc|rt)$/u.test(call.to)
	)
		return given();
	if (last === 'useState' || last === 'useRef' || last === 'useSignal') return given();
	if (
		fetching.has(last) ||
		/(?:^|\.)(?:axios|requests|httpx|ky|got|http|https|httpClient|\$http|apiClient|api)\.(?:get|post|put|patch|delete|request)$/u.test(
			call.to,
		)
	)
		return told('service', 'response', 'any');
	const read = ofReading(tracer, call, last, rest, scope, here);
	if (read !== undefined) return read;
	if (isQuery(call.to) && (certain.has(last) || onData.test(call.to))) {
		const base = together([baseOf(tracer, call, [], scope, here)]);
		const fromList = base.inputs.length > 0 && /^(?:find|filter|all|count|first|select)$/u.test(last);
		return fromList ? base : told('database', 'record', 'any');
	}
	if (textual.has(last)) return textOnly(together([given(), baseOf(tracer, call, [], scope, here)]));
	const mapping = last === 'map' || last === 'flatMap' || last === 'then' ? call.args.find(arg => arg.is === 'function') : undefined;
	if (mapping?.is === 'function')
		return resultOf(tracer, {path: at.path, function: mapping.function, call, from: here, isCallback: true}, rest);
	if (passing.has(last)) {
		const isParse = last === 'parse' || last === 'loads' || last === 'safe_load';
		const source = together([given(), baseOf(tracer, call, rest, scope, here)]);
		return isParse ? each(source, (input): Input => (input.shape === 'text' ? {...input, shape: 'any'} : input)) : source;
	}
	if (call.isNew || /^[A-Z]/u.test(last))
		return call.args.length === 0 && call.named.length === 0 ? unknownSource(call.to) : made(tracer, call, rest, given, here);
	if (/^(?:path|os\.path|posixpath|posix|url|urllib)(?:\.|$)/u.test(call.to) || /^(?:joinpath|resolve_path|urljoin|urlparse)$/u.test(last))
		return textOnly(given());
	return unknownSource(call.to);
}

const framesOf = (at: At): number => {
	let count = 0;
	for (let {frame} = at; frame !== undefined && count < 6; {frame} = frame.from) count++;
	return count;
};

/** What a made object holds: what it was given under the name that is asked for, or all of it. */
function made(tracer: Tracer, call: Call, rest: readonly string[], given: () => Source, at: At): Source {
	const key = rest[0];
	const named = key === undefined ? undefined : (call.named.find(entry => entry.key === key)?.value ?? entryOf(call.args[0], key));
	if (named !== undefined) return tracer.ofValue(named, rest.slice(1), at);
	const source = given();
	return lastOf(call.to) === 'URL' && /^(?:searchParams|hash|search)$/u.test(key ?? '')
		? each(source, (input): Input => (input.from === 'url' ? {...input, from: 'query'} : input))
		: source;
}

const argumentsOf = (tracer: Tracer, call: Call, at: At): Source =>
	together([
		...call.args.filter(arg => arg.is !== 'function').map(arg => tracer.ofValue(arg, [], at)),
		...call.named.map(entry => tracer.ofValue(entry.value, [], at)),
	]);

/** What a call is called on. */
function baseOf(tracer: Tracer, call: Call, rest: readonly string[], scope: FileScope, at: At): Source {
	const on = call.on === undefined ? undefined : scope.code.calls[call.on];
	if (on !== undefined) return tracer.ofCall(on, rest, further(at));
	const parts = call.to.split('.').slice(0, -1);
	if (
		parts.length === 0 ||
		parts[0] === '' ||
		/^(?:JSON|Object|Array|json|yaml|Promise|asyncio|re|html|_|lodash|z|np|pd|os|Math|copy)$/u.test(parts.join('.'))
	)
		return nothing;
	return tracer.ofPath([...parts, ...rest], at);
}

/** What was made harmless is so wherever it comes from. */
const known = (source: Source): Source => (source.unknown.length === 0 ? source : {...source, unknown: []});

const textOnly = (source: Source): Source => each(source, (input): Input => (input.shape === 'any' ? {...input, shape: 'text'} : input));

const checkOf = (is: Check['is'], call: Call, path: string): Check => ({is, name: call.to, path, line: call.line, text: call.text});
const converted =
	(call: Call, path: string) =>
	(input: Input): Input => ({...input, shape: 'safe', checks: [...input.checks, checkOf('converted', call, path)]});
const cleaned =
	(call: Call, path: string) =>
	(input: Input): Input => ({
		...input,
		shape: input.shape === 'any' ? 'text' : input.shape,
		checks: [...input.checks, checkOf('cleaned', call, path)],
	});

const parsers =
	/(?:^|\.|\()(?:parse|parseAsync|safeParse|safeParseAsync|validate|validateAsync|validateSync|decode|assert|cast|create|check|load|model_validate|model_validate_json|parse_obj|parse_raw|validate_python)$/u;
const schemaName = /(?:schema|validator|dto|validation|Serializer|Form|Model|Request|Input|Body|Params|Payload)$|^[A-Z]\w*$/iu;

/** What comes out of a schema: fields of the shapes that it lets through. */
function asValidated(tracer: Tracer, call: Call, rest: readonly string[], scope: FileScope, at: At): Source | undefined {
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

/** `req.json()`, `request.args.get('id')`, `formData.get('file')`: a part of a request that is read by a call. */
function ofReading(tracer: Tracer, call: Call, last: string, rest: readonly string[], scope: FileScope, at: At): Source | undefined {
	const on = call.on === undefined ? undefined : scope.code.calls[call.on];
	const parts = call.to.replaceAll('()', '').split('.');
	const read = partOf(last);
	if (parts.length === 1) {
		const isRequest =
			/^(?:readBody|getQuery|getRouterParam|getRouterParams|getHeader|getCookie|readFormData|readMultipartFormData|getRequestHeader|useSearchParams|useParams)$/u.test(
				last,
			);
		return isRequest && read !== undefined && read !== 'trusted'
			? {inputs: [inputAt(tracer, at, {by: 'caller', name: call.to, ...read}, call.line)], unknown: []}
			: isRequest
				? {inputs: [inputAt(tracer, at, {by: 'caller', from: 'url', shape: 'text', name: call.to}, call.line)], unknown: []}
				: undefined;
	}
	if (/^(?:st|streamlit|st\.sidebar)\.(?:text_input|text_area|chat_input|selectbox|number_input|file_uploader)$/u.test(call.to))
		return {
			inputs: [
				inputAt(
					tracer,
					at,
					{by: 'caller', from: 'form', shape: /selectbox|number/u.test(last) ? 'safe' : 'text', name: call.to},
					call.line,
				),
			],
			unknown: [],
		};
	if (
		on === undefined &&
		read !== undefined &&
		read !== 'trusted' &&
		(call.args.length === 0 || call.args[0]?.is === 'text' || call.args[0]?.is === 'object')
	) {
		const source = tracer.ofPath(call.args.length === 0 ? [...parts, ...rest] : [...parts, textIn(call.args[0])], at);
		if (last === 'text' && source.inputs.some(({by}) => by === 'service')) return unknownSource(call.to);
		if (source.inputs.length > 0) {
			const typed = call.named.some(({key, value}) => key === 'type' && value.is === 'name' && /^(?:int|float|bool)$/u.test(value.name));
			if (typed) return each(source, converted(call, at.path));
			return last === 'get' || last === 'query' || last === 'param' || last === 'text'
				? isLoose(source, last)
					? source
					: textOnly(source)
				: source;
		}
	}
	if (last === 'get' || last === 'json' || last === 'text' || last === 'getAll' || last === 'getlist' || last === 'all') {
		const base = baseOf(tracer, call, last === 'get' ? [textIn(call.args[0]), ...rest] : rest, scope, at);
		if (last === 'text' && base.inputs.some(({by}) => by === 'service')) return unknownSource(call.to);
		if (base.inputs.length > 0) return last === 'text' ? textOnly(base) : base;
	}
	return undefined;
}

/** `body.get('name')` of Python: what was sent as JSON may be anything. */
const isLoose = (source: Source, last: string): boolean => last === 'get' && source.inputs.some(({from}) => from === 'body');

const textIn = (value: Value | undefined): string => (value?.is === 'text' ? value.text : '[]');

/** What a function of the project gives back for one call of it. */
function resultOf(tracer: Tracer, frame: NonNullable<At['frame']>, rest: readonly string[]): Source {
	const scope = tracer.program.scopes.at(frame.path);
	const exits = (scope?.exitsIn(frame.function) ?? []).filter(exit => exit.how === 'return' && exit.value !== undefined).slice(0, 8);
	if (exits.length === 0) return unknownSource(frame.call.to);
	return together(
		exits.map(exit =>
			exit.value === undefined
				? nothing
				: tracer.ofValue(exit.value, rest, {
						path: frame.path,
						in: frame.function,
						line: exit.line,
						left: frame.from.left - 1,
						calls: frame.from.calls,
						...(frame.isCallback === true ? (frame.from.frame === undefined ? {} : {frame: frame.from.frame}) : {frame}),
					}),
		),
	);
}
