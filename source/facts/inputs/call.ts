import {type Call, entryOf, lastOf} from '../code/code.ts';
import {effectOf} from '../entry-points/effects.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {isQuery, settingOf} from '../guards/origin.ts';
import {wordsOf} from '../guards/words.ts';
import {checkOf, cleaned, converted, escapes, known, textOnly} from './changes.ts';
import {argumentsOf, baseOf} from './given.ts';
import {type By, each, type From, type Input, nothing, oneOf, type Shape, type Source, together, unknownSource} from './input.ts';
import {inputAt} from './request.ts';
import {ofReading} from './request-call.ts';
import {resultOf} from './result.ts';
import {type At, further, type Tracer} from './tracer.ts';
import {asValidated} from './validated.ts';
import {builtIn, choosing, cleaning, cleaningWords, converting, fetching, passing, textual} from './words.ts';

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
	if (isQuery(call.to) && !builtIn.test(call.to) && (certain.has(last) || onData.test(call.to))) {
		const base = together([baseOf(tracer, call, [], scope, here)]);
		const fromList = base.inputs.length > 0 && /^(?:find|filter|all|count|first|select)$/u.test(last);
		return fromList ? base : told('database', 'record', 'any');
	}
	if (escapes(call) !== undefined) return known(each(baseOf(tracer, call, [], scope, here), cleaned(call, at.path)));
	if (textual.has(last)) return textOnly(together([given(), baseOf(tracer, call, [], scope, here)]));
	const mapping = last === 'map' || last === 'flatMap' || last === 'then' ? call.args.find(arg => arg.is === 'function') : undefined;
	if (mapping?.is === 'function')
		return resultOf(tracer, {path: at.path, function: mapping.function, call, from: here, isCallback: true}, rest);
	if (passing.has(last)) {
		const isParse = last === 'parse' || last === 'loads' || last === 'safe_load';
		const source = together([given(), baseOf(tracer, call, rest, scope, here)]);
		if (isParse) return each(source, (input): Input => (input.shape === 'text' ? {...input, shape: 'any'} : input));
		return last === 'filter' && choosesKeys(call, scope) ? each(source, oneOf) : source;
	}
	if (call.isNew || /^[A-Z]/u.test(last))
		return call.args.length === 0 && call.named.length === 0 ? unknownSource(call.to) : made(tracer, call, rest, given, here);
	if (/^(?:path|os\.path|posixpath|posix|url|urllib)(?:\.|$)/u.test(call.to) || /^(?:joinpath|resolve_path|urljoin|urlparse)$/u.test(last))
		return textOnly(given());
	return unknownSource(call.to);
}

/** `.filter(([key]) => fields.includes(key))`: what is left are the fields that are named. */
function choosesKeys(call: Call, scope: FileScope): boolean {
	const [test] = call.args;
	return test?.is === 'function' && scope.callsIn(test.function).some(({to}) => choosing.has(lastOf(to)));
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
