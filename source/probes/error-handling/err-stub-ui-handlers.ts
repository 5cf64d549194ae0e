import {type Facts, holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import {serverFiles} from '../../facts/sinks/sink.ts';
import {type StubHandler, stubHandlersIn} from '../../facts/stub-handlers.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const names: Readonly<Record<StubHandler['kind'], string>> = {
	empty: 'with an empty handler',
	says: 'that only write a note or say that it is not there yet',
	told: 'of which the screen says that it does nothing',
	link: 'that are links to nowhere',
	button: 'with words on them and no handler',
	pretends: 'that say after a moment that it worked, without asking anybody',
};
const page = /\.(?:html?|jinja2?|j2|njk|ejs|hbs|handlebars|mustache|twig|liquid)$/u;
const sent = /(?:^|[/._-])(?:e?mails?|mailer|newsletters?)(?:[/._-]|$)/iu;
const screen = /\.(?:[jt]sx|vue|svelte|astro)$/u;

const probe: Probe = facts => {
	const all = stubHandlersIn(facts);
	const found = all.filter(({isCertain}) => isCertain);
	if (found.length > 0) {
		const kinds = [...new Set(found.map(({kind}) => names[kind]))];
		return gap(
			found.length === 1
				? `something that people press does nothing (${kinds[0]?.replace('them', 'it').replace('that are links', 'a link').replace('that only write', 'it only writes').replace('or say', 'or says')})`
				: `${found.length} things that people press do nothing: those ${listed(kinds, 'and those')}`,
			distinct(found),
			{occurrences: found.length},
		);
	}
	const later = all.filter(({kind}) => kind === 'says');
	if (later.length > 0)
		return unknown(
			'something that people press may say that it is not there yet, and when it does depends on conditions that were not read',
			distinct(later),
			{occurrences: later.length},
		);
	const told = all.filter(({kind}) => kind === 'told');
	if (told.length > 0)
		return unknown(
			`${told.length === 1 ? 'a screen says' : `${told.length} screens say`} that what people fill in or press there does nothing yet`,
			distinct(told),
			{occurrences: told.length},
		);
	const links = all.filter(({kind}) => kind === 'link');
	if (links.length > 0)
		return unknown(
			`${links.length === 1 ? 'a link leads' : `${links.length} links lead`} nowhere, and a script may take ${links.length === 1 ? 'it' : 'them'} by what stands around`,
			distinct(links),
			{occurrences: links.length},
		);
	if (all.length > 0)
		return unknown(
			`${all.length === 1 ? 'a button has' : `${all.length} buttons have`} words and no handler of ${all.length === 1 ? 'its' : 'their'} own, and what stands around may have one`,
			distinct(all),
			{occurrences: all.length},
		);
	const screens = screensOf(facts);
	const pages = pagesOf(facts);
	const streamlit = facts.entryPoints.points.filter(({framework}) => framework === 'streamlit');
	// What a server fills in and sends is what people see, where most of the screens are made so.
	if (screens.length > 0 && pages.length <= screens.length)
		return pass(
			`no button, link or form that does nothing was found in ${screens.length === 1 ? 'the one file' : `${screens.length} files`} of screens`,
			screens.slice(0, 3),
			{
				occurrences: screens.length,
			},
		);
	// The page of an application whose screens are made by scripts is an empty frame.
	if (pages.length > screens.length && (screens.length > 0 || !holds(facts, 'fw.react', 'fw.vue', 'fw.sveltekit')))
		return pass(
			`no link that leads nowhere was found in ${pages.length === 1 ? 'the one page' : `${pages.length} pages and templates`}`,
			pages.slice(0, 3),
			// What their buttons do is not read.
			{occurrences: pages.length, confidence: 'medium'},
		);
	const pressed = pressedOf(facts);
	if (streamlit.length > 0 && pressed.length > 0)
		return pressed.every(({does}) => does)
			? pass('everything that people press does something', distinct(pressed.map(({at}) => at)), {occurrences: pressed.length})
			: unknown(
					'what happens after a button is pressed could not be followed',
					distinct(pressed.flatMap(({at, does}) => (does ? [] : [at]))),
				);
	return holds(facts, 'app.ui', 'app.web', 'app.mobile')
		? unknown('the pages are written in templates that are not read for what their buttons do')
		: notApplicable('no screens were found');
};

const screensOf = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(file =>
		file.role === 'app' &&
		screen.test(file.path) &&
		(file.side !== 'server' || /\.[jt]sx$/u.test(file.path)) &&
		isReached(file, facts.reached) !== false
			? [file.firstLine]
			: [],
	);

/** The pages and templates that a browser is shown, those that are sent by mail left out. */
const pagesOf = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(file => (file.role === 'app' && page.test(file.path) && !sent.test(file.path) ? [file.firstLine] : []));

/** The buttons of Streamlit, and whether somebody asks if they were pressed. */
const pressedOf = (facts: Facts): readonly {readonly at: Place; readonly does: boolean}[] =>
	serverFiles(facts).flatMap(({scope}) =>
		scope.code.calls.flatMap(call =>
			/(?:^st|^col\d?|sidebar|container)\w*\.(?:button|form_submit_button|download_button)$/u.test(call.to)
				? [
						{
							at: {path: scope.path, line: call.line, text: call.text},
							does: call.result !== 'dropped' || call.named.some(({key}) => key === 'on_click') || call.to.endsWith('download_button'),
						},
					]
				: [],
		),
	);

export default probe;
