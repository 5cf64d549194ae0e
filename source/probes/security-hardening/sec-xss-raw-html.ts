import type {Facts} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import {htmlSinksOf} from '../../facts/sinks/html.ts';
import {inputsIn, isHarmless, type Judged, judgedOf, saidOf} from '../../facts/sinks/judged.ts';
import {pageSinksOf} from '../../facts/sinks/pages.ts';
import {unescapedEnginesOf} from '../../facts/sinks/unescaped.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const isOpen = (one: Judged): boolean => inputsIn(one, input => !isHarmless(input)).length > 0;
const isReflected = (one: Judged): boolean => inputsIn(one, input => input.by === 'caller' && !isHarmless(input)).length > 0;
/** Angular cleans what it is given; a call that tells it to trust something which is neither written here nor cleaned is the hole itself. */
const isTrusted = ({sink, reached}: Judged): boolean =>
	sink.name.endsWith('bypassSecurityTrustHtml') &&
	reached.some(
		({part, source}) => source.unknown.length > 0 && part.value.is === 'name' && part.value.name.replace(/^this\./u, '').includes('.'),
	);
const isUnclear = ({reached}: Judged): boolean => reached.some(({source}) => source.unknown.length > 0);

/** The files that draw pages. */
const pagesOf = (facts: Facts): readonly Place[] =>
	facts.files
		.filter(({path, role, lines}) => role === 'app' && lines > 0 && /\.(?:tsx|jsx|vue|svelte|astro|html|ejs|hbs|njk|jinja2?)$/u.test(path))
		.map(({firstLine}) => firstLine);

const probe: Probe = facts => {
	const sinks = judgedOf(htmlSinksOf(facts), facts);
	const pages = judgedOf(pageSinksOf(facts), facts);
	const engines = unescapedEnginesOf(facts);
	const open = [...pages.filter(isReflected), ...sinks.filter(isOpen)];
	const [worst] = open;
	if (worst !== undefined) {
		const [input] = inputsIn(worst, one => !isHarmless(one));
		return gap(
			`${open.length === 1 ? 'one place puts' : `${open.length} places put`} text that others wrote${input === undefined ? '' : ` (${saidOf(input)})`} into a page as it is`,
			distinct([...open.map(({sink}) => sink), ...engines]),
		);
	}
	const trusted = sinks.filter(isTrusted);
	if (trusted.length > 0)
		return gap(
			`${trusted.length === 1 ? 'one place tells' : `${trusted.length} places tell`} Angular to trust HTML that comes from elsewhere, and nothing was seen to clean it`,
			distinct(trusted.map(({sink}) => sink)),
		);
	if (engines.length > 0) return gap('the template engine is told not to escape what it puts into a page', engines);
	const unclear = sinks.filter(isUnclear);
	if (unclear.length > 0)
		return unknown(
			`${unclear.length === 1 ? 'one place puts' : `${unclear.length} places put`} HTML into a page, and where that comes from could not be followed`,
			distinct(unclear.map(({sink}) => sink)),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`pages that code in ${language} draws are not read yet`);
	if (sinks.length > 0)
		return pass(
			`${sinks.length === 1 ? 'the one place that puts' : `all ${sinks.length} places that put`} HTML into a page ${sinks.length === 1 ? 'is' : 'are'} given cleaned or fixed text`,
			distinct(sinks.map(({sink}) => sink)),
		);
	const templates = marksOf(facts, 'html.template').map(({path, line, text}) => ({path, line, text}));
	const drawn = templates.length > 0 ? distinct(templates) : pagesOf(facts);
	const screens =
		drawn.length > 0 ? drawn : facts.entryPoints.points.filter(({framework}) => framework === 'streamlit' || framework === 'gradio');
	if (screens.length === 0) return notApplicable('no page is drawn here');
	return pass(
		screens.length === 1
			? 'the one file that draws a page puts no text in as HTML'
			: `none of the ${screens.length} files that draw pages puts text in as HTML`,
		screens.slice(0, 5),
		{occurrences: screens.length},
	);
};

export default probe;
