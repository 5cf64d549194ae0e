import type {Place} from '../../safe-text.ts';
import {type Call, entryOf, lastOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {importsFrom} from '../files.ts';
import {isReached} from '../reached.ts';

const asking: ReadonlySet<string> = new Set(
	'generateText streamText generateObject streamObject embed embedMany Agent ToolLoopAgent Experimental_Agent createUIMessageStream'.split(
		' ',
	),
);
const receivers: ReadonlySet<string> = new Set([
	'@vercel/otel',
	'@opentelemetry/sdk-node',
	'@opentelemetry/sdk-trace-node',
	'@opentelemetry/auto-instrumentations-node',
	'@sentry/node',
	'@sentry/nextjs',
	'dd-trace',
	'@axiomhq/ai',
]);

/** Where the model library is told to record what its calls use, and what receives that. */
export function modelTelemetry(facts: Facts): {readonly told: readonly Place[]; readonly sent: readonly Place[]} {
	const told = facts.files.flatMap(({path, role, side, code, ...file}): readonly Place[] => {
		if (code === undefined || role !== 'app' || side === 'client' || !mayName(code, [...asking])) return [];
		if (isReached({path, role, side, code, ...file}, facts.reached) === false) return [];
		return code.calls.filter(isTold).map(({line, text}) => ({path, line, text}));
	});
	return {told: told.slice(0, 3), sent: told.length === 0 ? [] : importsFrom(facts, receivers).slice(0, 2)};
}

/** `experimental_telemetry: {isEnabled: true}`, or later only `telemetry`; what is off is not told. */
function isTold({to, args}: Call): boolean {
	if (!asking.has(lastOf(to))) return false;
	return args.some(arg => ['experimental_telemetry', 'telemetry'].some(key => isOn(entryOf(arg, key))));
}

function isOn(value: Value | undefined): boolean {
	if (value === undefined) return false;
	const enabled = entryOf(value, 'isEnabled');
	return !(enabled?.is === 'literal' && enabled.value === false) && (enabled !== undefined || value.is !== 'object');
}
