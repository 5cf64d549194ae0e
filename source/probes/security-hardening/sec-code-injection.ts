import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {surfaceOf} from '../../facts/sinks/callers-surface.ts';
import {type CodeSink, codeSinksOf} from '../../facts/sinks/code.ts';
import {inputsIn, isHarmless, type Judged, judgedOf, saidOf} from '../../facts/sinks/judged.ts';
import {runElsewhere} from '../../facts/sinks/run-elsewhere.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const fromCaller = (one: Judged): boolean => inputsIn(one, input => input.by === 'caller' && !isHarmless(input, 'command')).length > 0;
const fromService = (one: Judged): boolean => inputsIn(one, input => input.by === 'service' && !isHarmless(input, 'command')).length > 0;
const isOpen = (one: Judged): boolean =>
	one.reached.some(
		({source}) => source.unknown.length > 0 || source.inputs.some(input => input.by !== 'model' && !isHarmless(input, 'command')),
	);
/** `eval` of something that is put together while a caller waits: whatever it holds today, it becomes code. */
const isEvaluated = ({sink, reached}: Judged, facts: Facts): boolean =>
	sink.name === 'eval' &&
	reached.some(
		({source}) => source.unknown.length > 0 || source.inputs.some(input => input.by === 'database' && !isHarmless(input, 'command')),
	) &&
	runsForCallers(sink, facts);

/** A list of what may stand in a formula is asked before it is reckoned. */
const sifting = /(?:^|\.)(?:test|fullmatch|match|all|any|issubset|is_valid\w*|isValid\w*|is_safe\w*|isSafe\w*|validate\w*)\(\)$/u;

function runsForCallers({path, line}: Place, {program}: Facts): boolean {
	const scope = program.scopes.at(path);
	const call = scope?.code.calls.find(one => one.line === line && one.to === 'eval');
	if (scope === undefined || call === undefined || call.in < 0 || call.args.length !== 1) return false;
	const isSifted = [call.when, ...scope.exitsIn(call.in).map(({when}) => when)].some(when =>
		when.some(name => sifting.test(name) && !(path.endsWith('s') && name.endsWith('.match()'))),
	);
	return !isSifted && program.pointsOf(path, call.in).length > 0;
}

const nameOf = (one: Judged): string => {
	const [input] = inputsIn(one, found => !isHarmless(found, 'command'));
	return input === undefined ? '' : ` (${saidOf(input)})`;
};

const probe: Probe = facts => {
	const sinks = codeSinksOf(facts);
	const becomes = new Map(sinks.map((sink): readonly [unknown, CodeSink['becomes']] => [sink, sink.becomes]));
	const judged = judgedOf(sinks, facts);
	const open = judged.filter(fromCaller);
	const [worst] = open;
	if (worst !== undefined)
		return gap(
			`what a caller sends${nameOf(worst)} becomes ${becomes.get(worst.sink) ?? 'code'} in ${open.length === 1 ? 'one place' : `${open.length} places`}`,
			distinct(open.map(({sink}) => sink)),
			{severity: 'blocker'},
		);
	const fetched = judged.filter(one => fromService(one) && becomes.get(one.sink) !== 'a document');
	const [second] = fetched;
	if (second !== undefined)
		return gap(
			`what another service answers${nameOf(second)} becomes ${becomes.get(second.sink) ?? 'code'}`,
			distinct(fetched.map(({sink}) => sink)),
			{
				severity: 'high',
			},
		);
	const evaluated = judged.filter(one => isEvaluated(one, facts));
	if (evaluated.length > 0)
		return gap(
			`${evaluated.length === 1 ? 'code that answers callers runs' : `in ${evaluated.length} places, code that answers callers runs`} text that is not written here as code`,
			distinct(evaluated.map(({sink}) => sink)),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unclear = judged.filter(isOpen);
	const [first] = unclear;
	if (first !== undefined)
		return unknown(
			`${judged.length === 1 ? 'the one place turns' : `${unclear.length} of ${judged.length} places ${unclear.length === 1 ? 'turns' : 'turn'}`} text into ${becomes.get(first.sink) ?? 'code'}, and where that text comes from could not be followed`,
			distinct(unclear.map(({sink}) => sink)),
		);
	const elsewhere = distinct(runElsewhere(facts));
	if (elsewhere.length > 0)
		return unknown(
			`${elsewhere.length === 1 ? 'text that is put together here goes' : `in ${elsewhere.length} places text that is put together here goes`} to a browser that the server drives, or to a machine that runs it, and what is in it was not followed`,
			elsewhere,
			{asks: 'Can a caller put anything into that text: a name on an invoice, a package to install, an address?'},
		);
	const surface = surfaceOf(facts);
	if (sinks.length > 0)
		return pass(
			`${sinks.length === 1 ? 'the one place that turns text into code or commands is' : `all ${sinks.length} places that turn text into code or commands are`} given text that is written in the code`,
			distinct(sinks),
		);
	if (surface.length === 0) return notApplicable('nothing here runs for somebody who could send text');
	return pass('nothing that can be called here turns text into code or a command', surface);
};

export default probe;
