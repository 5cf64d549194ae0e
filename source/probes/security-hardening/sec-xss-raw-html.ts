import {type Call, entryOf, lastOf} from '../../facts/code/code.ts';
import type {Facts} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import {drawnPagesOf} from '../../facts/sinks/drawn.ts';
import {htmlSinksOf} from '../../facts/sinks/html.ts';
import {inputsIn, isHarmless, type Judged, judgedOf, saidOf} from '../../facts/sinks/judged.ts';
import {pageSinksOf} from '../../facts/sinks/pages.ts';
import {pageScriptsOf, styleSheetsOf} from '../../facts/sinks/raw-elements.ts';
import {unescapedEnginesOf} from '../../facts/sinks/unescaped.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const isOpen = (one: Judged): boolean => inputsIn(one, input => !isHarmless(input, 'page')).length > 0;
const isReflected = (one: Judged): boolean => inputsIn(one, input => input.by === 'caller' && !isHarmless(input, 'page')).length > 0;
/** Angular cleans what it is given; a call that tells it to trust something which is neither written here nor cleaned is the hole itself. */
const isTrusted = ({sink, reached}: Judged): boolean =>
	sink.name.endsWith('bypassSecurityTrustHtml') &&
	reached.some(
		({part, source}) => source.unknown.length > 0 && part.value.is === 'name' && part.value.name.replace(/^this\./u, '').includes('.'),
	);
const isUnclear = ({reached}: Judged): boolean => reached.some(({source}) => source.unknown.length > 0);

/** What a page's own script holds is somebody else's only where it was followed to a record or a request. */
const endsScript = (one: Judged): boolean =>
	inputsIn(one, input => (input.by === 'caller' || input.by === 'database') && !isHarmless(input, 'page')).length > 0;
/** The answer to what the page itself has just sent is shown to the person who sent it. */
const isOwnAnswer = (one: Judged, facts: Facts): boolean =>
	inputsIn(one, input => !isHarmless(input, 'page')).every(input => input.by === 'service' && isSent(input, facts));
const isSent = ({path, line}: Place, {program}: Facts): boolean =>
	(program.scopes.at(path)?.code.calls ?? []).some(call => call.line === line && /^(?:POST|PUT)$/u.test(methodOf(call)));
const methodOf = (call: Call): string => {
	const named = call.args.map(arg => entryOf(arg, 'method')).find(value => value?.is === 'text');
	return named?.is === 'text' ? named.text.toUpperCase() : lastOf(call.to).toUpperCase();
};

const holes = /\$\{(?<hole>[^}]{1,200})\}/gu;
/** What is a number, or cleaned on the spot. */
const isPlain = (hole: string): boolean =>
	/^[\s\d.+*/()-]*$|escape|sanitize|encodeURI|textContent|DOMPurify|\.(?:length|toFixed\(\d*\)|id)\s*$|^\s*(?:i|idx|index|count|total|page|percent\w*)\s*(?:\+\s*1)?\s*$/iu.test(
		hole,
	);
const holdsText = (template: string): boolean => [...template.matchAll(holes)].some(({groups}) => !isPlain(groups?.hole ?? ''));

const probe: Probe = facts => {
	const sinks = judgedOf(htmlSinksOf(facts), facts);
	const pages = judgedOf(pageSinksOf(facts), facts);
	const engines = unescapedEnginesOf(facts);
	const scripts = judgedOf(pageScriptsOf(facts), facts);
	const open = [...pages.filter(isReflected), ...sinks.filter(isOpen), ...scripts.filter(endsScript)].toSorted(
		(one, other) => Number(isOwnAnswer(one, facts)) - Number(isOwnAnswer(other, facts)),
	);
	const [worst] = open;
	if (worst !== undefined) {
		const [input] = inputsIn(worst, one => !isHarmless(one, 'page'));
		return gap(
			`${open.length === 1 ? 'one place puts' : `${open.length} places put`} text that others wrote${input === undefined ? '' : ` (${saidOf(input)})`} into a page as it is`,
			distinct([...open.map(({sink}) => sink), ...engines]),
			isOwnAnswer(worst, facts) ? {severity: 'medium'} : {},
		);
	}
	const trusted = sinks.filter(isTrusted);
	if (trusted.length > 0)
		return gap(
			`${trusted.length === 1 ? 'one place tells' : `${trusted.length} places tell`} Angular to trust HTML that comes from elsewhere, and nothing was seen to clean it`,
			distinct(trusted.map(({sink}) => sink)),
		);
	if (engines.length > 0) return gap('the template engine is told not to escape what it puts into a page', engines);
	const styles = distinct(styleSheetsOf(facts));
	const unclear = sinks.filter(isUnclear);
	if (unclear.length > 0)
		return unknown(
			`${unclear.length === 1 ? 'one place puts' : `${unclear.length} places put`} HTML into a page, and where that comes from could not be followed`,
			distinct(unclear.map(({sink}) => sink)),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`pages that code in ${language} draws are not read yet`);
	const built = distinct(marksOf(facts, 'html.built').filter(({value}) => holdsText(value ?? '')));
	if (built.length > 0)
		return unknown(
			`${built.length === 1 ? 'a script in a page builds' : `scripts in pages build, in ${built.length} places,`} HTML out of values, and whether those were cleaned before could not be followed`,
			built,
			{asks: 'Can somebody else’s text, such as a name, a title or a file’s name, be among those values?'},
		);
	const raw = distinct([...sinks, ...scripts].map(({sink}) => sink));
	if (raw.length > 0)
		return pass(
			`${raw.length === 1 ? 'the one place that puts' : `all ${raw.length} places that put`} HTML into a page ${raw.length === 1 ? 'is' : 'are'} given cleaned or fixed text`,
			[...raw, ...styles],
		);
	const templates = marksOf(facts, 'html.template').map(({path, line, text}) => ({path, line, text}));
	const drawn = templates.length > 0 ? distinct(templates) : [...styles, ...drawnPagesOf(facts)];
	const screens =
		drawn.length > 0 ? drawn : facts.entryPoints.points.filter(({framework}) => framework === 'streamlit' || framework === 'gradio');
	if (screens.length === 0) return notApplicable('no page is drawn here');
	return pass(
		styles.length > 0 && templates.length === 0
			? `only style sheets (${styles.length}) are put into a page as they are, and no script runs from those; no other text is put in as HTML`
			: screens.length === 1
				? 'the one file that draws a page puts no text in as HTML'
				: `none of the ${screens.length} files that draw pages puts text in as HTML`,
		screens.slice(0, 5),
		{occurrences: screens.length},
	);
};

export default probe;
