import {unguardedParses} from '../../facts/outbound/model-answers.ts';
import {askingIn} from '../../facts/outbound/models.ts';
import {outboundOf} from '../../facts/outbound/outbound-of.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const parses = unguardedParses(facts);
	if (parses.length > 0)
		return gap(
			`${parses.length === 1 ? 'a model’s free text is' : `the free text of models is at ${parses.length} places`} read as JSON, and nothing catches an answer that is not`,
			distinct(parses),
			{occurrences: parses.length},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const asked = [
		...askingIn(facts).map(({call, scope}) => ({path: scope.path, line: call.line, text: call.text, inTry: call.inTry})),
		...outboundOf(facts)
			.filter(({client}) => client === 'ai')
			.map(({path, line, text, call}) => ({path, line, text, inTry: call.inTry})),
	];
	if (asked.length === 0) return notApplicable('no call to a language model was found in code that runs on a server');
	const caught = asked.filter(({inTry}) => inTry).length;
	return unknown(
		`errors are ${asked.length === 1 && caught === 0 ? 'not ' : ''}caught around ${asked.length === 1 ? 'the one call' : `${caught} of ${asked.length} calls`} to a model, and what people see when it is slow, refuses or answers nonsense cannot be told from code`,
		distinct(asked),
		{occurrences: asked.length},
	);
};

export default probe;
