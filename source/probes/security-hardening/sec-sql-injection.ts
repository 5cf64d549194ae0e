import type {Facts} from '../../facts/facts.ts';
import {isBehindSchema} from '../../facts/inputs/held.ts';
import {distinct} from '../../facts/places.ts';
import {cleansFilters, dataSurfaceOf, flatQueries} from '../../facts/sinks/data-surface.ts';
import {filterSinksOf, whereSinksOf} from '../../facts/sinks/documents.ts';
import {takesExpression} from '../../facts/sinks/expressions.ts';
import {filterTextsOf} from '../../facts/sinks/filter-texts.ts';
import {inputsIn, isHarmless, type Judged, judgedOf, saidOf} from '../../facts/sinks/judged.ts';
import type {Part} from '../../facts/sinks/sink.ts';
import {sqlSinksOf} from '../../facts/sinks/sql.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const fromOutside = (one: Judged): boolean =>
	inputsIn(one, input => input.by === 'caller' && input.shape !== 'checked' && !isHarmless(input, 'statement')).length > 0;
const fromElsewhere = (one: Judged): boolean =>
	one.reached.some(
		({part, source}) =>
			part.quoted && source.inputs.some(input => (input.by === 'service' || input.by === 'database') && !isHarmless(input, 'statement')),
	);
const isObject = (one: Judged, isFlat: boolean, facts: Facts): boolean => {
	const sent = inputsIn(
		one,
		input => input.by === 'caller' && input.shape === 'any' && input.from !== 'request' && !(isFlat && input.from === 'query'),
	);
	return sent.some(({from}) => from !== 'body' && from !== 'form') || (sent.length > 0 && !isBehind(one, facts));
};
/** What comes in by the body was held against a schema on every way here. */
const isBehind = ({sink, reached}: Judged, facts: Facts): boolean => {
	const points = reached.flatMap(({part}) => facts.program.pointsOf(sink.path, part.at.in));
	return points.length > 0 && points.every(isBehindSchema);
};
const constant = /^[A-Z][A-Z0-9_.]*$/u;
/** What stands between quotes was meant to be a value, wherever it comes from today. */
const isQuotedValue = ({value, quoted}: Part): boolean => quoted && value.is === 'name' && !constant.test(value.name);
const unsure = (one: Judged): boolean =>
	!one.sink.unread &&
	one.reached.some(
		({part, source}) =>
			source.unknown.length > 0 ||
			source.inputs.some(input => input.shape === 'checked' && !isHarmless(input, 'statement')) ||
			(source.inputs.length === 0 && isQuotedValue(part)),
	);
const namesOf = (one: Judged): string =>
	[...new Set(inputsIn(one, input => !isHarmless(input, 'statement')).map(saidOf))].slice(0, 2).join(' and ');

const probe: Probe = facts => {
	const statements = judgedOf([...sqlSinksOf(facts), ...whereSinksOf(facts)], facts);
	const open = statements.filter(fromOutside);
	const isFlat = flatQueries(facts);
	const filters = cleansFilters(facts) ? [] : judgedOf(filterSinksOf(facts), facts).filter(one => isObject(one, isFlat, facts));
	const [worst] = open;
	if (worst !== undefined)
		return gap(
			`${open.length === 1 ? 'a statement is' : `${open.length} statements are`} put together with text from outside (${namesOf(worst)})`,
			distinct([...open, ...filters].map(({sink}) => sink)),
			{severity: 'blocker'},
		);
	const [filter] = filters;
	if (filter !== undefined)
		return gap(
			`${filters.length === 1 ? 'a search' : `${filters.length} searches`} in the database take${filters.length === 1 ? 's' : ''} ${namesOf(filter)} as it was sent, and an object in it changes the question`,
			distinct(filters.map(({sink}) => sink)),
			{severity: 'high'},
		);
	const quoted = statements.filter(fromElsewhere);
	const [second] = quoted;
	if (second !== undefined)
		return gap(
			`values from elsewhere (${namesOf(second)}) are written between quotes into ${quoted.length === 1 ? 'a statement' : `${quoted.length} statements`}`,
			distinct(quoted.map(({sink}) => sink)),
			{severity: 'high'},
		);
	const texts = judgedOf(filterTextsOf(facts), facts).filter(fromOutside);
	const [text] = texts;
	if (text !== undefined)
		return gap(`a list of conditions is written with text from outside (${namesOf(text)})`, distinct(texts.map(({sink}) => sink)), {
			severity: 'medium',
		});
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unclear = statements.filter(unsure);
	const [first] = unclear;
	if (first !== undefined)
		return unknown(
			`${unclear.length} of the statements that are written as text (${statements.filter(({sink}) => !sink.unread).length}) ${unclear.length === 1 ? 'has' : 'have'} something put in, and where that comes from could not be followed`,
			distinct(unclear.map(({sink}) => sink)),
		);
	const unseen = statements.filter(({sink}) => sink.unread && !takesExpression(sink, facts));
	const [hidden] = unseen;
	if (hidden !== undefined)
		return unknown(
			`${unseen.length} of ${statements.length} statements ${unseen.length === 1 ? 'is' : 'are'} made elsewhere and handed over as text, which was not followed`,
			distinct(unseen.map(({sink}) => sink)),
		);
	const surface = dataSurfaceOf(facts);
	const written = statements.filter(({sink}) => !sink.unread);
	if (written.length === 0 && surface.length === 0) return notApplicable('no code here asks a database');
	return pass(
		written.length === 0
			? 'the database is only asked through a query builder'
			: `${written.length === 1 ? 'the one statement that is written as text has no' : `none of the ${written.length} statements that are written as text has`} values from outside put into it`,
		distinct([...written.map(({sink}) => sink), ...surface]),
	);
};

export default probe;
