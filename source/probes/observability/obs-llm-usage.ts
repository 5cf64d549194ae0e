import {appsOf} from '../../facts/apps.ts';
import type {Facts} from '../../facts/facts.ts';
import {importsFrom} from '../../facts/files.ts';
import {modelTelemetry} from '../../facts/logs/model-telemetry.ts';
import {namedInCode, wanted} from '../../facts/logs/named.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

const watchers: ReadonlySet<string> = new Set([
	'langfuse',
	'@langfuse/openai',
	'@langfuse/client',
	'@langfuse/otel',
	'langfuse-langchain',
	'langfuse-vercel',
	'langsmith',
	'helicone',
	'@helicone/helpers',
	'@helicone/async',
	'braintrust',
	'@arizeai/phoenix-otel',
	'@arizeai/openinference-instrumentation-openai',
	'phoenix',
	'openinference',
	'@posthog/ai',
	'@traceloop/node-server-sdk',
	'traceloop',
	'portkey-ai',
	'promptlayer',
	'weave',
	'agentops',
	'lunary',
	'literalai',
	'logfire',
	'@ai-sdk/otel',
]);
const watching = wanted(
	'registerTelemetry instrument_openai instrument_anthropic instrument_pydantic_ai traceable get_openai_callback withTracing',
	/helicone\.ai|^(?:LANGCHAIN_TRACING\w*|LANGSMITH_\w+|LANGFUSE_\w+)$/u,
);
const counted = wanted(
	'usage_metadata usageMetadata totalUsage token_usage tokenUsage prompt_tokens completion_tokens total_tokens input_tokens output_tokens promptTokens completionTokens totalTokens inputTokens outputTokens totalTokenCount promptTokenCount candidatesTokenCount total_token_count',
);

const probe: Probe = facts => {
	const watched = [...importsFrom(facts, watchers), ...namedInCode(facts, watching)];
	const calls = facts.entryPoints.points.flatMap(({costs}) => costs.filter(({does}) => does === 'asks a model'));
	const asked = distinct(calls);
	const aside = watched.length === 0 ? [] : unwatched(calls, facts);
	if (aside.length > 0)
		return unknown(
			`one part is watched by a tool for models, and ${aside.length === 1 ? 'one call' : `${aside.length} calls`} of another ${aside.length === 1 ? 'is' : 'are'} not`,
			distinct([...aside, ...watched.slice(0, 1)]),
			{occurrences: aside.length},
		);
	if (watched.length > 0)
		return pass('calls to models are recorded by a tool that shows what they cost and say', distinct(watched.slice(0, 3)));
	const {told, sent} = modelTelemetry(facts);
	if (told.length > 0 && sent.length > 0)
		return pass('the telemetry of the model library is on and sent on, and holds what each answer used', distinct([...told, ...sent]));
	const read = namedInCode(facts, counted);
	if (read.length > 0)
		return unknown(
			'how many tokens an answer took is read, and whether anyone looks at the sums was not seen',
			distinct([...read, ...asked]),
		);
	if (told.length > 0) return unknown('the telemetry of the model library is on, and what receives it was not seen', distinct(told));
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (asked.length === 0) return unknown('a library for models is used, and the calls were not seen');
	return gap(
		`${asked.length === 1 ? 'one call asks' : `${asked.length} calls ask`} a model, and what ${asked.length === 1 ? 'it costs' : 'they cost'} is never read or recorded`,
		asked,
		{occurrences: asked.length},
	);
};

export default probe;

/** Calls of a part that is deployed by itself, in which nothing watches. */
function unwatched(calls: readonly Place[], facts: Facts): readonly Place[] {
	const apps = appsOf(facts);
	if (apps.length < 2) return [];
	const seen = new Set([...importsFrom(facts, watchers), ...namedEverywhere(facts)].map(({path}) => path));
	const blind = apps.filter(({files}) => !files.some(({path}) => seen.has(path)));
	return blind.length === apps.length
		? []
		: distinct(calls.filter(({path}) => blind.some(({files}) => files.some(file => file.path === path))));
}

const everywhere = 50;
const namedEverywhere = (facts: Facts): readonly Place[] => namedInCode(facts, watching, everywhere);
