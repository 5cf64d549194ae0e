import type {Place} from '../../safe-text.ts';
import {type Facts, factsNamed, holds} from '../facts.ts';
import {type FileFact, marksOf, type PlacedMark} from '../files.ts';
import type {Caught} from './caught.ts';
import {placeIn, scriptsOf} from './written.ts';

const evidence = (facts: Facts, ...ids: readonly string[]): readonly Place[] =>
	ids.flatMap(id => factsNamed(facts, id).flatMap(one => one.evidence.slice(0, 2)));
/** The calls of a function that is named alone: `createApp(…)`. */
const callsNamed = (facts: Facts, name: string): readonly Place[] =>
	scriptsOf(facts).flatMap(one => one.code.calls.filter(({to}) => to === name).map(call => placeIn(one, call)));
const firsts = (files: readonly FileFact[]): readonly Place[] => files.map(({firstLine}) => firstLine);
const appFiles = (facts: Facts, pattern: RegExp): readonly FileFact[] =>
	facts.files.filter(file => (file.role === 'app' || file.role === 'config') && pattern.test(file.path));

/** What people see when a page or a screen fails. */
export function screensCaught(facts: Facts): readonly Caught[] {
	if (/(?:^|[/-])storybook(?:[/-]|$)/u.test(facts.root)) return [];
	if (holds(facts, 'fw.next.app', 'fw.next.pages')) return [...nextApp(facts), ...nextPages(facts)];
	if (holds(facts, 'fw.remix', 'fw.rr7')) return routerApp(facts);
	if (holds(facts, 'fw.sveltekit')) return kit(facts, /(?:^|\/)(?:routes\/\+error\.svelte|src\/error\.html)$/u, 'SvelteKit');
	if (holds(facts, 'fw.nuxt')) return kit(facts, /(?:^|\/)(?:app\/)?error\.vue$/u, 'Nuxt');
	if (holds(facts, 'app.web', 'app.mobile', 'fw.tanstack')) return singlePage(facts);
	return [];
}

const rootError = /(?:^|\/)app\/(?:\([^)/]+\)\/|\[(?:locale|lang|lng|language)\]\/)*error\.[jt]sx?$/u;
const globalError = /(?:^|\/)app\/(?:\([^)/]+\)\/)*global-error\.[jt]sx?$/u;

function nextApp(facts: Facts): readonly Caught[] {
	const pages = appFiles(facts, /(?:^|\/)app\/(?:.+\/)?page\.[jt]sx?$/u);
	if (!holds(facts, 'fw.next.app')) return [];
	const reports = [...marksOf(facts, 'last.next.on-request-error', ['app', 'config'])];
	if (pages.length === 0)
		return reports.length > 0
			? [{outcome: 'caught', said: 'errors of the routes are reported', places: reports}]
			: [
					{
						outcome: 'unsure',
						said: 'routes without pages, and no onRequestError that reports their errors',
						places: evidence(facts, 'fw.next.app'),
					},
				];
	const whole = appFiles(facts, globalError);
	if (whole.length > 0)
		return [
			{outcome: 'caught', said: 'global-error catches what no page expected', places: firsts([...whole, ...appFiles(facts, rootError)])},
		];
	const some = appFiles(facts, rootError);
	const layout = appFiles(facts, /(?:^|\/)app\/(?:\([^)/]+\)\/|\[[^\]/]+\]\/)?layout\.[jt]sx?$/u);
	const count = `${pages.length} ${pages.length === 1 ? 'page' : 'pages'}`;
	if (some.length > 0)
		return [
			{
				outcome: 'open',
				severity: 'low',
				said: 'an error page is there, but no global-error for what fails in the layout around it',
				places: firsts(some),
			},
		];
	const below = appFiles(facts, /(?:^|\/)app\/.+\/error\.[jt]sx?$/u);
	if (below.length > 0)
		return [
			{
				outcome: 'open',
				severity: 'medium',
				said: `${count}, and error pages for some of them only, with no global-error`,
				places: firsts(below),
			},
		];
	return [
		{
			outcome: 'open',
			severity: 'medium',
			said: `${count}, and neither error nor global-error in the app folder`,
			places: firsts(layout.length > 0 ? layout : pages.slice(0, 2)),
		},
	];
}

function nextPages(facts: Facts): readonly Caught[] {
	const pages = appFiles(facts, /(?:^|\/)pages\/(?!api\/)(?:.+\/)?[^/]+\.[jt]sx$/u);
	const app = appFiles(facts, /(?:^|\/)pages\/_app\.[jt]sx?$/u);
	if (!holds(facts, 'fw.next.pages') || (app.length === 0 && holds(facts, 'fw.next.app')) || pages.length === 0) return [];
	const own = appFiles(facts, /(?:^|\/)pages\/(?:_error|500)\.[jt]sx?$/u);
	const boundary = marksOf(facts, 'last.boundary').filter(({path}) => /(?:^|\/)_app\.[jt]sx?$|ayout/u.test(path));
	if (own.length > 0 || boundary.length > 0)
		return [{outcome: 'caught', said: 'an error page or boundary stands around the pages', places: [...firsts(own), ...boundary]}];
	return [
		{
			outcome: 'open',
			severity: 'medium',
			said: 'neither an error page (500, _error) nor a boundary around the pages',
			places: firsts([...app, ...pages].slice(0, 2)),
		},
	];
}

function routerApp(facts: Facts): readonly Caught[] {
	const boundary = marksOf(facts, 'last.boundary').filter(({path}) => /(?:^|\/)(?:root|router|routes|App)\.[jt]sx?$/u.test(path));
	if (boundary.length > 0) return [{outcome: 'caught', said: 'the root route has an error boundary', places: boundary}];
	const root = appFiles(facts, /(?:^|\/)root\.[jt]sx?$/u);
	return [
		{
			outcome: 'open',
			severity: 'medium',
			said: 'the root route exports no ErrorBoundary',
			places: root.length > 0 ? firsts(root) : evidence(facts, 'fw.remix', 'fw.rr7'),
		},
	];
}

function kit(facts: Facts, page: RegExp, name: string): readonly Caught[] {
	const found = [...firsts(appFiles(facts, page)), ...marksOf(facts, 'last.sveltekit', ['app', 'config'])];
	return found.length > 0
		? [{outcome: 'caught', said: `${name} has an error page or reports what fails`, places: found}]
		: [
				{
					outcome: 'unsure',
					said: `${name} shows its own bare error page, and nothing of the app's own was seen`,
					places: evidence(facts, 'fw.sveltekit', 'fw.nuxt'),
				},
			];
}

const outermost =
	/(?:^|\/)(?:main|index|app|_app|root|__root|_root|routes?|router|routing|layout|_layout|rootlayout|providers?|appproviders?|approutes?|approuter)\.(?:[jt]sx?|vue|svelte)$/iu;
const everywhere = /\.config\.errorHandler|defaultErrorComponent|provide\s*:\s*ErrorHandler/u;

function singlePage(facts: Facts): readonly Caught[] {
	const found = marksOf(facts, 'last.boundary');
	const around = found.filter((mark: PlacedMark) => outermost.test(mark.path) || everywhere.test(mark.text));
	if (around.length > 0) return [{outcome: 'caught', said: 'an error boundary stands around the screens', places: around}];
	if (holds(facts, 'fw.angular'))
		return [{outcome: 'caught', said: "Angular's own handler catches and keeps the page", places: evidence(facts, 'fw.angular')}];
	const framework = ['fw.react', 'fw.vue', 'fw.cra', 'fw.tanstack', 'app.mobile'].find(id => holds(facts, id));
	if (found.length > 0)
		return [
			{outcome: 'unsure', said: 'an error boundary stands somewhere inside the screens, not clearly around all of them', places: found},
		];
	if (framework === undefined) return [];
	const start = [...appFiles(facts, /(?:^|\/)(?:main|index|App|_layout)\.[jt]sx?$/u)].sort(
		(one, other) => one.path.split('/').length - other.path.split('/').length,
	);
	const created = framework === 'fw.vue' ? callsNamed(facts, 'createApp') : [];
	if (framework === 'fw.vue')
		return [
			{
				outcome: 'open',
				severity: 'low',
				said: 'Vue has no errorHandler: of an unexpected error only the console of the visitor hears',
				places: created.length > 0 ? created.slice(0, 2) : start.length > 0 ? firsts(start.slice(0, 1)) : evidence(facts, framework),
			},
		];
	return [
		{
			outcome: 'open',
			severity: 'medium',
			said: 'no error boundary stands above the screens: one unexpected value leaves a white page',
			places: start.length > 0 ? firsts(start.slice(0, 2)) : evidence(facts, framework),
		},
	];
}
