import * as v from 'valibot';
import {unbalanced} from './prometheus.ts';

const text = v.pipe(v.string(), v.minLength(1));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const source = v.strictObject({
	type: v.literal('prometheus'),
	uid: v.literal('$'.concat('{datasource}'), 'must be the variable datasource'),
});
const grid = v.strictObject({
	x: v.pipe(whole, v.maxValue(23)),
	y: whole,
	w: v.pipe(whole, v.minValue(1), v.maxValue(24)),
	h: v.pipe(whole, v.minValue(1)),
});
const row = v.strictObject({
	id: whole,
	type: v.literal('row'),
	title: text,
	collapsed: v.boolean(),
	gridPos: grid,
	panels: v.pipe(v.array(v.unknown()), v.maxLength(0)),
});
const step = v.strictObject({color: text, value: v.nullable(v.number())});
const panel = v.strictObject({
	id: whole,
	type: v.picklist(['stat', 'timeseries']),
	title: text,
	description: text,
	gridPos: grid,
	datasource: source,
	fieldConfig: v.strictObject({
		defaults: v.strictObject({
			unit: text,
			min: v.optional(v.number()),
			custom: v.optional(v.record(v.string(), v.unknown())),
			thresholds: v.strictObject({mode: v.literal('absolute'), steps: v.pipe(v.array(step), v.minLength(1))}),
		}),
		overrides: v.array(v.unknown()),
	}),
	options: v.record(v.string(), v.unknown()),
	targets: v.pipe(
		v.array(v.strictObject({refId: v.pipe(v.string(), v.regex(/^[A-Z]$/u)), expr: text, legendFormat: v.string()})),
		v.minLength(1),
	),
});
const schema = v.strictObject({
	uid: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u)),
	title: text,
	description: text,
	tags: v.array(text),
	timezone: text,
	editable: v.boolean(),
	schemaVersion: whole,
	version: whole,
	refresh: text,
	graphTooltip: whole,
	time: v.strictObject({from: text, to: text}),
	templating: v.strictObject({
		list: v.array(
			v.strictObject({
				name: v.literal('datasource'),
				label: text,
				type: v.literal('datasource'),
				query: v.literal('prometheus'),
				current: v.strictObject({}),
				hide: whole,
			}),
		),
	}),
	annotations: v.strictObject({list: v.array(v.looseObject({name: text, datasource: source, expr: text}))}),
	links: v.array(v.looseObject({title: text, url: v.pipe(v.string(), v.regex(/^https?:\/\//u))})),
	panels: v.pipe(v.array(v.variant('type', [row, panel])), v.minLength(1)),
});

type Place = v.InferOutput<typeof grid>;
const overlap = (one: Place, other: Place): boolean =>
	one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
const overTime = /\b(?:rate|increase)\((?:[^()[\]]|\{[^{}]*\})*\[(?<range>[^\]]*)\]/gu;

function expressionProblem(expr: string): string | undefined {
	if (unbalanced(expr)) return `a bracket or a quotation mark is not closed in: ${expr.slice(0, 80)}`;
	const fixed = [...expr.matchAll(overTime)].find(({groups, 0: all}) => all.startsWith('rate') && groups?.range !== '$__rate_interval');
	return fixed && `a rate over a fixed time is wrong as soon as somebody zooms: ${fixed[0]}`;
}

/** What is wrong with a generated dashboard of Grafana, or undefined: an unknown key, two panels of one number or in one place, a panel beyond the edge, an expression that does not close, a data source that is not chosen. */
export function dashboardProblem(json: string): string | undefined {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), json);
	if (!parsed.success) return parsed.issues.map(issue => `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`).join('; ');
	const {panels, annotations, templating} = parsed.output;
	if (templating.list.length !== 1) return 'where its numbers come from cannot be chosen';
	const twin = panels.find((one, at) => panels.findIndex(({id}) => id === one.id) !== at);
	if (twin) return `two panels have the number ${twin.id}`;
	const wide = panels.find(({gridPos: {x, w}}) => x + w > 24);
	if (wide) return `"${wide.title}" stands beyond the edge`;
	for (const [at, one] of panels.entries()) {
		const other = panels.slice(at + 1).find(({gridPos}) => overlap(one.gridPos, gridPos));
		if (other) return `"${one.title}" and "${other.title}" stand in one place`;
	}
	const exprs = [
		...annotations.list.map(({expr}) => expr),
		...panels.flatMap(one => ('targets' in one ? one.targets.map(({expr}) => expr) : [])),
	];
	return exprs.map(expressionProblem).find(problem => problem !== undefined);
}
