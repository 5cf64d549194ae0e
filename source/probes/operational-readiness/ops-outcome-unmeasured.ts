import {pagesAbout} from '../../facts/pages-about.ts';
import {type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const about = /\b(?:outcomes?|okrs?|success[-_ ]metrics?|goals?|kpis?|north[-_ ]star)\b/iu;
const parts: readonly {readonly name: string; readonly pattern: RegExp}[] = [
	{name: 'how it is today', pattern: /baseline|today|current(?:ly)?|before|status quo/iu},
	{name: 'what is to be reached', pattern: /target|goal|objective|key results?/iu},
	{name: 'how it is measured', pattern: /measur|metric|kpi|query|event/iu},
	{name: 'when it is looked at again', pattern: /review|check-?in|revisit|cadence|stop/iu},
];
const needed = 3;

const probe: Probe = facts => {
	const [best] = pagesAbout(facts, about)
		.map(page => ({page, missing: parts.filter(({pattern}) => !page.headings.some(({title}) => pattern.test(title)))}))
		.toSorted((one, other) => one.missing.length - other.missing.length);
	if (best === undefined) return unknown('no document says what success is, in a number and by when');
	const {page, missing} = best;
	if (page.dates.length > 0 && parts.length - missing.length >= needed)
		return pass(`${page.path} says what success is and how it is measured`, [page.firstLine, ...page.headings.slice(0, 4)]);
	const lacks = [...missing.map(({name}) => name), ...(page.dates.length === 0 ? ['a date'] : [])];
	return unknown(`${page.path} speaks of what is to be reached and does not say ${listed(lacks, 'or')}`, [page.firstLine]);
};

export default probe;
