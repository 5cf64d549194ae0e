import type {DocumentFact} from '../../facts/documents.ts';
import {marksOf} from '../../facts/files.ts';
import {isLibrary} from '../../facts/library.ts';
import {isLesson} from '../../facts/teaching.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const breach =
	/(?:data|security|privacy)[ -]breach|breach[ -](?:response|notification|process|procedure|plan|policy)|data[ -]leak|leaked data|^#*\s*breach(?:es)?$|(?:^|\/)breach\.\w+$|violaç(?:ão|ões) de dados|violaci(?:ón|ones) de datos|datenpanne|datenschutzverletz|fuite de donn|violation de donn/iu;
const incident = /incident|security[-_ ]response|disaster|vorfall|incidente/iu;
/** Fewer words than this cannot say who decides, who is told and by when. */
const fewestWords = 80;

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('it is code that others build on: the data lies with whoever runs it');
	const prose = facts.documents.filter(document => document.kind === 'prose' && !isLesson(document));
	const plans = prose.filter(document => breach.test(document.path) || headed(document));
	const plan = [...plans].sort((one, other) => other.words - one.words)[0];
	const general = prose.find(({path, title}) => incident.test(path) || incident.test(title ?? ''));
	if (plan === undefined)
		return general === undefined
			? unknown('no document in the repository says what happens when data leaks')
			: unknown(`${general.path} is about incidents, and has no part about leaked data`, [general.firstLine]);
	const left = plan.placeholders.filter(({kind, fenced}) => !fenced && (kind === 'todo' || kind === 'lorem' || kind === 'bracket'));
	if (left.length > 0)
		return gap(
			`the page about leaked data still has ${left.length === 1 ? 'a blank' : `${left.length} blanks`} to fill in`,
			left.map(({path, line, text}) => ({path, line, text})),
		);
	const clock = marksOf(facts, 'breach.clock', ['docs']).find(({path}) => path === plan.path);
	const heading = plan.headings.find(({title}) => breach.test(title));
	const start = heading === undefined ? plan.firstLine : {path: heading.path, line: heading.line, text: heading.text};
	if (clock === undefined || plan.words < fewestWords)
		return unknown(`${plan.path} mentions leaked data, and no time by which someone is told`, [start]);
	if (plan.frontMatter.rehearsed === 'never') return unknown(`${plan.path} says who is told and by when, and was never rehearsed`, [start]);
	if (plan.frontMatter.owner === 'nobody yet')
		return unknown(`${plan.path} says who is told and by when, and names nobody who decides`, [start]);
	return pass(`${plan.path} says what happens when data leaks, with a time by which others are told`, [
		start,
		{path: clock.path, line: clock.line, text: clock.text},
	]);
};

const headed = (document: DocumentFact): boolean => document.headings.some(({title}) => breach.test(title));

export default probe;
