import type {Severity} from '../../checklists/checklist.ts';
import {factsNamed} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {type ModelCall, modelCallsOf} from '../../facts/spending/model-calls.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const calls = modelCallsOf(facts);
	const boundless = calls.filter(call => troubleOf(call) !== undefined);
	const [worst] = boundless;
	if (worst !== undefined) {
		const trouble = troubleOf(worst);
		return gap(
			`${calls.length === 1 ? 'the one call' : `${boundless.length} of ${calls.length} calls`} to a model ${boundless.length === 1 ? 'has' : 'have'} no ceiling: ${trouble?.said ?? ''}`,
			distinct(boundless),
			{
				occurrences: boundless.length,
				...(trouble === undefined ? {} : {severity: trouble.severity}),
			},
		);
	}
	if (calls.length === 0) {
		const language = unreadLanguage(facts);
		const seen = factsNamed(facts, 'llm').flatMap(({evidence}) => evidence);
		return unknown(
			language === undefined
				? 'a model is used, and no call to it was seen in anything that a server lets others call'
				: `code in ${language} is not read yet`,
			seen.slice(0, 3),
		);
	}
	const open = calls.filter(({quota, capped, inner}) => quota === undefined || capped !== 'yes' || inner);
	if (open[0] === undefined)
		return pass(
			'the length of every answer of a model is limited, and callers are counted before',
			distinct(calls.flatMap(({path, line, text, quota}) => [{path, line, text}, ...(quota === undefined ? [] : [quota])])),
		);
	return unknown(
		saidOf(open[0]),
		distinct(
			open.flatMap(({path, line, text, quota, limiter}) => [{path, line, text}, ...[quota, limiter].filter(one => one !== undefined)]),
		),
	);
};

export default probe;

/** Why a call may cost without end; undefined when something bounds it, or that cannot be told. */
function troubleOf({quota, limiter, open, capped, inner}: ModelCall): {readonly said: string; readonly severity: Severity} | undefined {
	if (quota !== undefined || inner) return undefined;
	if (limiter === undefined && open)
		return {
			said:
				capped === 'yes'
					? 'anyone may call as often as they like'
					: 'anyone may call as often as they like, and nothing bounds the length of the answer',
			severity: 'blocker',
		};
	if (capped !== 'no') return undefined;
	return limiter === undefined
		? {said: 'nothing counts what each user asks, and nothing bounds the length of the answer', severity: 'high'}
		: {said: 'callers are slowed, but nothing bounds the length of the answer or what each may ask in a day', severity: 'medium'};
}

const saidOf = ({quota, limiter, capped, inner}: ModelCall): string =>
	inner
		? 'only code of the server seems to call the function that asks the model, and who is behind that was not seen'
		: quota !== undefined
			? 'callers seem to be counted; whether that stops them, and what bounds the length of the answer, was not seen'
			: `${capped === 'yes' ? 'the length of the answer is bounded' : 'a bound on the answer may be set elsewhere'}, and ${limiter === undefined ? 'nothing was seen that counts what each user asks' : 'callers are slowed'}; a ceiling for the day or month was not seen`;
