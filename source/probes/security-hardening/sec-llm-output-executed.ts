import {distinct} from '../../facts/places.ts';
import {addressSinksOf} from '../../facts/sinks/addresses.ts';
import {codeSinksOf} from '../../facts/sinks/code.ts';
import {htmlSinksOf} from '../../facts/sinks/html.ts';
import {inputsIn, type Judged, judgedOf} from '../../facts/sinks/judged.ts';
import {modelCallsOf, toolsOf} from '../../facts/sinks/model-tools.ts';
import {sqlSinksOf} from '../../facts/sinks/sql.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const fromModel = (one: Judged): boolean =>
	inputsIn(one, ({by, shape, checks}) => by === 'model' && shape !== 'safe' && !checks.some(({is}) => is === 'cleaned' || is === 'chosen'))
		.length > 0;

const probe: Probe = facts => {
	const code = judgedOf(codeSinksOf(facts), facts);
	const statements = judgedOf(sqlSinksOf(facts), facts);
	const pages = judgedOf(htmlSinksOf(facts), facts);
	const addresses = judgedOf(
		addressSinksOf(facts).filter(({chooses}) => chooses !== 'a page'),
		facts,
	);
	const run = [...code, ...statements].filter(fromModel);
	if (run.length > 0)
		return gap('what a model answers is run as code, as a command or as a database statement', distinct(run.map(({sink}) => sink)), {
			severity: 'blocker',
		});
	const shown = [...pages, ...addresses].filter(fromModel);
	if (shown.length > 0)
		return gap('what a model answers becomes HTML of a page, or the address of a request or file', distinct(shown.map(({sink}) => sink)), {
			severity: 'high',
		});
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const changing = toolsOf(facts).filter(({changes}) => changes);
	if (changing.length > 0)
		return unknown(
			`a model may call ${changing.length} functions that change something, and what checks its wishes could not be seen`,
			distinct(changing),
		);
	const unclear = [...code, ...statements.filter(({sink}) => !sink.unread)].filter(({reached}) =>
		reached.some(({source}) => source.unknown.length > 0),
	);
	if (unclear.length > 0)
		return unknown('whether an answer of a model reaches these places could not be followed', distinct(unclear.map(({sink}) => sink)));
	const asked = modelCallsOf(facts);
	if (asked.length === 0) return notApplicable('no place was found where a model is asked');
	return pass(
		'answers of models become neither code nor commands nor statements, and no page is seen to take them as HTML',
		distinct(asked),
	);
};

export default probe;
