import * as v from 'valibot';
import {parseDocument} from 'yaml';

const setting = v.pipe(v.string(), v.regex(/^\$\{env:[A-Z][A-Z0-9_]*(?::-[^}$]*)?\}$/u, 'must come from the environment'));
const local = v.pipe(
	v.string(),
	v.regex(/^(?:\$\{env:[A-Z][A-Z0-9_]*:-)?127\.0\.0\.1:\d+\}?$/u, 'must be reachable from this machine only'),
);
const duration = v.pipe(v.string(), v.regex(/^\d+(?:ms|s|m|h)$/u, 'is no duration such as 5s'));
const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
const percent = v.pipe(whole, v.maxValue(100));
const word = v.pipe(v.string(), v.minLength(1));

/** The parts that templates use, by kind and type, with every key that they may have. */
const parts = {
	receivers: {otlp: v.strictObject({protocols: v.strictObject({http: v.strictObject({endpoint: local})})})},
	processors: {
		memory_limiter: v.strictObject({check_interval: duration, limit_percentage: percent, spike_limit_percentage: percent}),
		attributes: v.strictObject({
			actions: v.pipe(
				v.array(
					v.union([v.strictObject({key: word, action: v.literal('delete')}), v.strictObject({pattern: word, action: v.literal('delete')})]),
				),
				v.minLength(1),
			),
		}),
		redaction: v.strictObject({
			allow_all_keys: v.literal(true),
			blocked_values: v.pipe(v.array(word), v.minLength(1)),
			summary: v.picklist(['debug', 'info', 'silent']),
		}),
		tail_sampling: v.strictObject({
			decision_wait: duration,
			num_traces: whole,
			policies: v.pipe(
				v.array(
					v.variant('type', [
						v.strictObject({
							name: word,
							type: v.literal('status_code'),
							status_code: v.strictObject({status_codes: v.array(v.picklist(['ERROR', 'OK', 'UNSET']))}),
						}),
						v.strictObject({name: word, type: v.literal('latency'), latency: v.strictObject({threshold_ms: whole})}),
						v.strictObject({name: word, type: v.literal('probabilistic'), probabilistic: v.strictObject({sampling_percentage: percent})}),
					]),
				),
				v.minLength(1),
			),
		}),
		batch: v.strictObject({timeout: duration, send_batch_size: whole, send_batch_max_size: whole}),
	},
	exporters: {
		otlp_http: v.strictObject({
			endpoint: setting,
			headers: v.optional(v.record(word, setting)),
			sending_queue: v.strictObject({enabled: v.literal(true), queue_size: whole}),
			retry_on_failure: v.strictObject({
				enabled: v.literal(true),
				initial_interval: duration,
				max_interval: duration,
				max_elapsed_time: duration,
			}),
		}),
	},
	extensions: {health_check: v.strictObject({endpoint: local})},
} as const;

const named = v.pipe(v.record(word, v.unknown()), v.minEntries(1));
const names = v.pipe(v.array(word), v.minLength(1));
const schema = v.strictObject({
	receivers: named,
	processors: named,
	exporters: named,
	extensions: named,
	service: v.strictObject({
		extensions: names,
		telemetry: v.strictObject({logs: v.strictObject({level: v.picklist(['debug', 'info', 'warn', 'error'])})}),
		pipelines: v.pipe(v.record(word, v.strictObject({receivers: names, processors: names, exporters: names})), v.minEntries(1)),
	}),
});

type Kind = keyof typeof parts;
const kinds: readonly Kind[] = ['receivers', 'processors', 'exporters', 'extensions'];
/** `attributes/personal` is of the type `attributes`. */
const typeOf = (name: string): string => name.split('/', 1)[0] ?? name;
const told = (issues: readonly v.BaseIssue<unknown>[]): string =>
	issues.map(issue => `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`).join('; ');

function partProblem(kind: Kind, name: string, value: unknown): string | undefined {
	const known: Readonly<Record<string, v.GenericSchema>> = parts[kind];
	const one = Object.hasOwn(known, typeOf(name)) ? known[typeOf(name)] : undefined;
	if (one === undefined) return `${kind} know no ${typeOf(name)}`;
	const parsed = v.safeParse(one, value);
	return parsed.success ? undefined : `${kind}.${name}: ${told(parsed.issues)}`;
}

const orderProblem = (pipeline: string, processors: readonly string[]): string | undefined => {
	if (typeOf(processors[0] ?? '') !== 'memory_limiter') return `memory_limiter must stand first in ${pipeline}`;
	if (typeOf(processors.at(-1) ?? '') !== 'batch') return `batch must stand last in ${pipeline}`;
	return processors.some(name => typeOf(name) === 'attributes') ? undefined : `nothing takes personal data out in ${pipeline}`;
};

/** What is wrong with a generated configuration of an OpenTelemetry Collector, or undefined: an unknown part or key, a pipeline of parts that are not there, a part that nothing uses, a wrong order, an address or a key that stands in the file. */
export function collectorProblem(text: string): string | undefined {
	const document = parseDocument(text, {uniqueKeys: true});
	const broken = document.errors[0] ?? document.warnings[0];
	if (broken) return broken.message;
	const parsed = v.safeParse(schema, document.toJS({maxAliasCount: 0}));
	if (!parsed.success) return told(parsed.issues);
	const {service, ...defined} = parsed.output;
	const pipelines = Object.entries(service.pipelines);
	for (const kind of kinds) {
		const used = new Set(kind === 'extensions' ? service.extensions : pipelines.flatMap(([, pipeline]) => pipeline[kind]));
		const lost = [...used].find(name => !Object.hasOwn(defined[kind], name));
		if (lost !== undefined) return `${lost} is used, and ${kind} has none`;
		for (const [name, value] of Object.entries(defined[kind])) {
			const problem = used.has(name) ? partProblem(kind, name, value) : `nothing uses ${kind}.${name}`;
			if (problem !== undefined) return problem;
		}
	}
	return pipelines.map(([name, {processors}]) => orderProblem(name, processors)).find(problem => problem !== undefined);
}
