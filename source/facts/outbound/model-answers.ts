import type {Place} from '../../safe-text.ts';
import {type Call, lastOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';
import {asksAModel} from './models.ts';

const ofAnswer =
	/(?:choices\.\[\]|choices\[\]|choices)?(?:\.\[\]|\[\])?\.?message\.content$|\.output_text$|^(?:completion|aiResponse|llmResponse|modelOutput)$/u;
const parsing: ReadonlySet<string> = new Set(['JSON.parse', 'json.loads', 'json5.parse', 'JSON5.parse']);

/** Where a model's free text is read as JSON although it may be none: outside of any `try`. */
export function unguardedParses(facts: Facts): readonly Place[] {
	return facts.files.flatMap((file): readonly Place[] => {
		const {code, path} = file;
		if (
			code === undefined ||
			file.role !== 'app' ||
			file.side === 'client' ||
			!mayName(code, [...parsing]) ||
			isReached(file, facts.reached) !== true
		)
			return [];
		const scope = facts.program.scopes.at(path);
		if (scope === undefined) return [];
		return code.calls
			.filter(
				call =>
					parsing.has(call.to) &&
					!call.inTry &&
					!isCalledInTry(call, scope) &&
					call.args[0] !== undefined &&
					isModelText(call.args[0], call, scope),
			)
			.map(({line, text}) => ({path, line, text}));
	});
}

const isCalledInTry = (call: Call, scope: FileScope): boolean => {
	const name = lastOf(scope.code.functions[call.in]?.name ?? '');
	return name !== '' && scope.code.calls.some(one => lastOf(one.to) === name && one.inTry);
};

function isModelText(value: Value, call: Call, scope: FileScope, left = 3): boolean {
	if (left === 0) return false;
	if (value.is === 'either') return value.of.some(one => isModelText(one, call, scope, left - 1));
	if (value.is === 'call') {
		const inner = scope.code.calls[value.call];
		if (inner === undefined) return false;
		if (asksAModel(inner.to)) return true;
		return (
			/\.(?:trim|replace|text|strip|slice)$/u.test(inner.to) &&
			isModelText({is: 'name', name: inner.to.replace(/\.\w+$/u, '').replaceAll('()', '')}, call, scope, left - 1)
		);
	}
	if (value.is !== 'name') return false;
	if (ofAnswer.test(value.name)) return true;
	const binding = value.name.includes('.') ? undefined : scope.binding(value.name, call.in, call.line);
	return binding?.is === 'variable' && isModelText(binding.variable.value, call, scope, left - 1);
}
