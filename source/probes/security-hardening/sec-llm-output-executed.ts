import {wordsOf} from '../../facts/guards/words.ts';
import {distinct} from '../../facts/places.ts';
import {addressSinksOf} from '../../facts/sinks/addresses.ts';
import {codeSinksOf} from '../../facts/sinks/code.ts';
import {htmlSinksOf} from '../../facts/sinks/html.ts';
import {inputsIn, isHarmless, type Judged, judgedOf} from '../../facts/sinks/judged.ts';
import {modelCallsOf, toolsOf} from '../../facts/sinks/model-tools.ts';
import {pageRunnersOf} from '../../facts/sinks/page-runners.ts';
import type {Sink} from '../../facts/sinks/sink.ts';
import {sqlSinksOf} from '../../facts/sinks/sql.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** What makes pictures, films or sound answers with an address of its own, which no prompt words. */
const media = /(?:^|\.)(?:images?|videos?|audio|speech|predictions|replicate|fal)\.\w+$|(?:^|\.)createImage\w*$/u;

const fromModel =
	(where: Parameters<typeof isHarmless>[1]) =>
	(one: Judged): boolean =>
		inputsIn(
			one,
			input =>
				input.by === 'model' &&
				!(where === 'address' && media.test(input.name)) &&
				!isHarmless(input, where) &&
				!input.checks.some(({is}) => is === 'chosen'),
		).length > 0;

/** How what a model answers is called where a page shows it. */
const answering: ReadonlySet<string> = new Set(
	'message messages msg answer answers reply replies response completion markdown chat bot ai generated'.split(' '),
);

const spokenBy = ({text, parts}: Sink): string => [text, ...parts.map(({value}) => (value.is === 'name' ? value.name : ''))].join(' ');

const probe: Probe = facts => {
	const code = judgedOf(codeSinksOf(facts), facts);
	const statements = judgedOf(sqlSinksOf(facts), facts);
	const pages = judgedOf(htmlSinksOf(facts), facts);
	const addresses = judgedOf(
		addressSinksOf(facts).filter(({chooses}) => chooses !== 'a page'),
		facts,
	);
	const run = [...code.filter(fromModel('command')), ...statements.filter(fromModel('statement'))];
	if (run.length > 0)
		return gap('what a model answers is run as code, as a command or as a database statement', distinct(run.map(({sink}) => sink)), {
			severity: 'blocker',
		});
	const shown = [...pages.filter(fromModel('page')), ...addresses.filter(fromModel('address'))];
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
	const runners = pageRunnersOf(facts);
	if (runners.length > 0)
		return unknown('pages run text as code in the browser, and whether a model wrote it could not be followed', distinct(runners));
	const drawn = pages.filter(
		({sink, reached}) => reached.some(({source}) => source.unknown.length > 0) && wordsOf(spokenBy(sink)).some(word => answering.has(word)),
	);
	if (drawn.length > 0)
		return unknown(
			`${drawn.length === 1 ? 'one place puts' : `${drawn.length} places put`} HTML into a page, and whether it is what a model answered could not be followed`,
			distinct(drawn.map(({sink}) => sink)),
		);
	return pass(
		'answers of models become neither code nor commands nor statements, and no page is seen to take them as HTML',
		distinct(asked),
	);
};

export default probe;
