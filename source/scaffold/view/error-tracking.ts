import type {PlainFacts} from '../../facts/facts.ts';
import {holds} from '../../facts/facts.ts';
import type {CodeNow, Given, View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';
import {browserSide} from './tracking/browser-side.ts';
import {nextSide} from './tracking/next-side.ts';
import {nodeSide} from './tracking/node-side.ts';
import {isStartedInPython, pythonSide} from './tracking/python-side.ts';

const check = 'obs-no-error-tracking';

/** The list of settings, where there is one by hand. */
function settingsEdit(facts: PlainFacts, names: readonly string[]): readonly Edit[] {
	const list = facts.files.map(({path}) => path).find(path => path === '.env.example');
	if (list === undefined || names.length === 0) return [];
	return [
		{
			kind: 'lines',
			path: list,
			does: 'lists where errors are sent to',
			byHand: `Add ${names.join(' and ')}.`,
			add: names.map(name => `${name}=`),
			under: '# Where errors are sent: the address (DSN) of a project of an error tracker.',
		},
	];
}

const tryIt = (server: boolean, browser: boolean): string =>
	server && browser
		? 'Throw an error on purpose once it runs, on the server and in the browser: both must appear in the tracker within a minute.'
		: `Throw an error on purpose ${server ? 'on the server' : 'in the browser'} once it runs: it must appear in the tracker within a minute.`;

/** The sides that are still without a tracker, by what they are. */
function missed(facts: PlainFacts, hasServer: boolean, hasBrowser: boolean): string {
	const functions = facts.files.find(({path}) => /(?:^|\/)supabase\/functions\/[^/]+\/index\.[jt]s$/u.test(path));
	const sides = [
		...(hasServer || !holds(facts, 'app.api', 'app.server', 'app.fullstack')
			? []
			: [functions === undefined ? 'the server' : 'the functions of Supabase']),
		...(hasBrowser || !holds(facts, 'app.web') ? [] : ['the pages']),
	];
	return `start the tracker for ${sides.length === 0 ? 'what runs here' : sides.join(' and ')} as well: where that starts was not found, or is nothing that is edited by itself`;
}

/** How errors of this repository's sides are sent to a tracker: what is made, and where it is started. */
export function errorTrackingView(facts: PlainFacts, _given: Given, code: CodeNow): View {
	const next = nextSide(facts);
	const node = next === undefined ? nodeSide(facts, code) : undefined;
	const isTracked = next === undefined && node === undefined && isStartedInPython(facts, code);
	const python = next === undefined && node === undefined && !isTracked ? pythonSide(facts, code) : undefined;
	const browser = next === undefined ? browserSide(facts, code) : undefined;
	const sides = [next, node, python, browser].filter(side => side !== undefined);
	const settings = [
		...(next === undefined ? [] : ['NEXT_PUBLIC_SENTRY_DSN']),
		...(node === undefined && python === undefined ? [] : ['SENTRY_DSN']),
		...(browser === undefined ? [] : [browser.setting]),
	];
	const installs = [...new Set(sides.map(({install}) => install))].filter(install => install !== '');
	const server = next ?? node ?? python;
	const old =
		next?.isOld === true
			? [`update Next to 15: an older one reads ${next.folder}instrumentation only when it is told to, and hands no errors to it`]
			: [];
	const misses =
		(holds(facts, 'app.api', 'app.server', 'app.fullstack') && server === undefined && !isTracked) ||
		(holds(facts, 'app.web') && (next ?? browser ?? server) === undefined);
	return {
		data: {
			next: next?.made ?? '',
			nextClient: next === undefined ? '' : `${next.folder}instrumentation-client.${next.ending}`,
			nextApp: next?.hasAppRouter ?? false,
			node: node?.made ?? '',
			commonjs: node?.commonjs ?? false,
			filter: node?.filter ?? '',
			python: python?.made ?? '',
			browser: browser?.made ?? '',
			library: browser?.library ?? '',
			vite: browser?.isVite ?? false,
			setting: browser?.setting ?? '',
		},
		edits: [...sides.flatMap(({edits}) => edits), ...settingsEdit(facts, settings)],
		after: [
			...old.map(owes => `${owes.charAt(0).toUpperCase()}${owes.slice(1)}.`),
			...installs.map(
				install =>
					`Before you start it again, run: ${install}. The new files need the package, and the lockfile belongs into the same change.`,
			),
			...(settings.length === 0
				? []
				: [
						`Make a project at your error tracker, and set ${settings.join(' and ')} to its address (DSN) where it runs. Without it nothing is sent.`,
						tryIt(server !== undefined, (next ?? browser) !== undefined),
					]),
		],
		owes: [...(sides.length === 0 || misses ? [missed(facts, server !== undefined, (next ?? browser) !== undefined)] : []), ...old].map(
			owes => ({
				check,
				owes,
			}),
		),
		scripts: {},
	};
}
