import * as v from 'valibot';
import {parseDocument} from 'yaml';

const duration = v.pipe(v.string(), v.regex(/^\d+[smhd]$/u, 'is no duration such as 5m'));
const label = v.pipe(v.string(), v.regex(/^[A-Za-z_]\w*$/u));
const labels = v.record(label, v.pipe(v.string(), v.minLength(1)));
const expression = v.pipe(v.string(), v.minLength(3));
const recording = v.strictObject({record: v.pipe(v.string(), v.regex(/^[a-z_]+(?::[a-z0-9_]+){2}$/u)), labels, expr: expression});
const alert = v.strictObject({
	alert: v.pipe(v.string(), v.regex(/^[A-Z]\w+$/u)),
	expr: expression,
	for: v.optional(duration),
	labels: v.intersect([labels, v.looseObject({severity: v.picklist(['page', 'ticket'])})]),
	annotations: v.strictObject({summary: expression, description: expression, runbook_url: expression}),
});
const rulesSchema = v.strictObject({
	groups: v.pipe(
		v.array(v.strictObject({name: expression, interval: duration, rules: v.pipe(v.array(v.union([recording, alert])), v.minLength(1))})),
		v.minLength(1),
	),
});

const quoted = /"(?:[^"\\]|\\.)*"/gu;
const opens: Readonly<Record<string, string>> = {')': '(', ']': '[', '}': '{'};
const recordedName = /[a-z_]+:[a-z0-9_]+:[a-z0-9_]+/gu;
const runbook = /(?:^|\/)runbooks\/[a-z-]+\.md$/u;

/** Whether a bracket or a quotation mark of an expression is not closed. */
export function unbalanced(text: string): boolean {
	const open: string[] = [];
	for (const sign of text.replace(quoted, '')) {
		if (sign === '"') return true;
		if ('([{'.includes(sign)) open.push(sign);
		if (')]}'.includes(sign) && open.pop() !== opens[sign]) return true;
	}
	return open.length > 0;
}

/** What a YAML text is by a schema, or what is wrong with it. */
function read<const S extends v.GenericSchema>(text: string, schema: S): {readonly is: v.InferOutput<S>} | {readonly problem: string} {
	const document = parseDocument(text, {uniqueKeys: true});
	const broken = document.errors[0] ?? document.warnings[0];
	if (broken) return {problem: broken.message};
	const parsed = v.safeParse(schema, document.toJS({maxAliasCount: 0}));
	if (parsed.success) return {is: parsed.output};
	return {problem: parsed.issues.map(issue => `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`).join('; ')};
}

/** What is wrong with generated rules of Prometheus, or undefined: an unknown key, brackets that do not close, a rule that reads what nothing records, an alert without a page. */
export function prometheusRulesProblem(text: string): string | undefined {
	const found = read(text, rulesSchema);
	if ('problem' in found) return found.problem;
	const rules = found.is.groups.flatMap(group => group.rules);
	const open = rules.find(({expr}) => unbalanced(expr));
	if (open) return `a bracket or a quotation mark is not closed in: ${open.expr.trim().slice(0, 80)}`;
	const recorded = new Set(rules.flatMap(rule => ('record' in rule ? [rule.record] : [])));
	const lost = rules.flatMap(({expr}) => expr.replace(quoted, '').match(recordedName) ?? []).find(name => !recorded.has(name));
	if (lost !== undefined) return `nothing records ${lost}`;
	const led = rules.find(rule => 'alert' in rule && !runbook.test(rule.annotations.runbook_url));
	return led && 'alert' in led ? `${led.alert} leads to no runbook` : undefined;
}

const key = v.pipe(v.string(), v.regex(/^\/[\w./-]+$/u, 'must be the path of a file'));
const matchers = v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z_]+="[\w-]+"$/u))), v.minLength(1));
const routing = {receiver: expression, group_wait: v.optional(duration), repeat_interval: duration};
const receiver = v.strictObject({
	name: expression,
	pagerduty_configs: v.optional(v.array(v.looseObject({routing_key_file: key}))),
	opsgenie_configs: v.optional(v.array(v.looseObject({api_key_file: key}))),
	slack_configs: v.optional(v.array(v.looseObject({api_url_file: key, channel: v.pipe(v.string(), v.startsWith('#'))}))),
});
const alertmanagerSchema = v.strictObject({
	route: v.strictObject({
		...routing,
		group_by: v.array(label),
		group_interval: duration,
		routes: v.array(v.strictObject({...routing, matchers})),
	}),
	inhibit_rules: v.array(v.strictObject({source_matchers: matchers, target_matchers: matchers, equal: v.array(label)})),
	receivers: v.array(receiver),
});

/** What is wrong with a generated configuration of Alertmanager, or undefined: a route to nobody, a receiver that receives nothing, a key that stands in the file. */
export function alertmanagerProblem(text: string): string | undefined {
	const found = read(text, alertmanagerSchema);
	if ('problem' in found) return found.problem;
	const {route, receivers} = found.is;
	const lost = [route, ...route.routes].find(one => !receivers.some(({name}) => name === one.receiver));
	if (lost) return `there is no receiver ${lost.receiver}`;
	const deaf = receivers.find(one => Object.keys(one).length < 2);
	return deaf && `the receiver ${deaf.name} receives nothing`;
}
