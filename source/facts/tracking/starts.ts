import type {Place} from '../../safe-text.ts';
import {type Call, type Code, entryOf, firstOf, lastOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {type FileFact, marksOf} from '../files.ts';
import {isReached} from '../reached.ts';

/** Where something starts to watch visitors. */
export type TrackingStart = Place & {
	readonly name: string;
	/** `asked`: it waits for consent. `harmless`: it is told to keep nothing on the device. `unsure`: its options come from elsewhere. */
	readonly how: 'at once' | 'asked' | 'harmless' | 'unsure';
	/** It records what people do on the page. */
	readonly records: boolean;
};

type Kind = {readonly name: string; readonly from: RegExp; readonly starts: RegExp; readonly records?: true};
const kinds: readonly Kind[] = [
	{name: 'PostHog', from: /^posthog-js(?:\/|$)/u, starts: /^(?:init|PostHogProvider)$/u},
	{name: 'Mixpanel', from: /^mixpanel-browser$/u, starts: /^init$/u},
	{name: 'Amplitude', from: /^(?:@amplitude\/(?:analytics-browser|unified)|amplitude-js)$/u, starts: /^(?:init|initAll)$/u},
	{name: 'Google Analytics', from: /^(?:react-ga4?|ga-4-react|ngx-google-analytics)$/u, starts: /^(?:initialize|forRoot)$/u},
	{
		name: 'Google Analytics',
		from: /^(?:@next\/third-parties\/google|nextjs-google-analytics)$/u,
		starts: /^(?:GoogleAnalytics|GoogleTagManager)$/u,
	},
	{name: 'Google Tag Manager', from: /^react-gtm-module$/u, starts: /^initialize$/u},
	{name: 'Google Analytics', from: /^(?:vue-gtag|vue-gtag-next)$/u, starts: /^(?:use|createGtag)$/u},
	{name: 'Firebase Analytics', from: /^firebase\/analytics$/u, starts: /^(?:getAnalytics|initializeAnalytics)$/u},
	{name: 'Segment', from: /^@segment\/(?:analytics-next|snippet)$/u, starts: /^(?:load|min)$/u},
	{name: 'Meta Pixel', from: /^react-facebook-pixel$/u, starts: /^init$/u},
	{name: 'Hotjar', from: /^(?:@hotjar\/browser|react-hotjar)$/u, starts: /^(?:init|initialize)$/u, records: true},
	{
		name: 'Microsoft Clarity',
		from: /^(?:@microsoft\/clarity|react-microsoft-clarity|clarity-js)$/u,
		starts: /^(?:init|start)$/u,
		records: true,
	},
	{name: 'FullStory', from: /^@fullstory\/browser$/u, starts: /^init$/u, records: true},
	{name: 'LogRocket', from: /^logrocket$/u, starts: /^init$/u, records: true},
	{name: 'Heap', from: /^@heap\/.+$/u, starts: /^(?:load|init)$/u, records: true},
];
const scripts: readonly (readonly [RegExp, string])[] = [
	[/^googletagmanager\.com\/gt(?:ag)/u, 'Google Analytics'],
	[/^googletagmanager/u, 'Google Tag Manager'],
	[/^google-analytics/u, 'Google Analytics'],
	[/^connect\.facebook/u, 'Meta Pixel'],
	[/hotjar/u, 'Hotjar'],
	[/clarity/u, 'Microsoft Clarity'],
	[/tiktok/u, 'TikTok Pixel'],
	[/licdn/u, 'LinkedIn Insight'],
	[/segment|analytics\.load/u, 'Segment'],
	[/mxpnl|mixpanel/u, 'Mixpanel'],
	[/amplitude/u, 'Amplitude'],
	[/fullstory/u, 'FullStory'],
	[/posthog/u, 'PostHog'],
	[/yandex/u, 'Yandex Metrica'],
	[/hs-scripts/u, 'HubSpot'],
	[/googlesyndication/u, 'Google advertising'],
	[/paq/u, 'Matomo'],
];
const asked = /consent|opt(?:ed)?_?in|accepted|cookies?_?allowed|allow_?(?:cookies|tracking|analytics)|tracking_?enabled/iu;
const harmless = /^(?:opt_out_capturing_by_default|opt_out_tracking_by_default|cookieless_mode|disable_persistence|optOut|defaultOptOut)$/u;
const recordsTo = /^(?:session_recording|record_sessions_percent|recordSessions)$/u;

/** Every place where running pages start to watch visitors. */
export function trackingStarts(facts: Facts): readonly TrackingStart[] {
	const runs = (file: FileFact): boolean => file.role === 'app' && isReached(file, facts.reached) !== false;
	const called = facts.files.flatMap(file =>
		runs(file) && file.code !== undefined && file.language !== 'py' ? calledIn(file, file.code) : [],
	);
	const loaded = [...marksOf(facts, 'tracking.script'), ...marksOf(facts, 'tracking.snippet')]
		.filter(({file}) => runs(file) && !/(?:^|\/)(?:next\.config|.*\.config)\.[cm]?[jt]s$|helmet|csp|headers|middleware/iu.test(file.path))
		.filter(({text}) => !/(?:script|img|connect|frame|default)-?[sS]rc\b(?!=)|Content-Security|preconnect|dns-prefetch/u.test(text))
		.map(({path, line, text, value = ''}): TrackingStart => {
			const name = scripts.find(([pattern]) => pattern.test(value))?.[1] ?? 'A tracker';
			return {path, line, text, name, how: 'at once', records: /Hotjar|Clarity|FullStory/u.test(name)};
		});
	const files = new Set(called.map(({path}) => path));
	return [...called, ...loaded.filter(({path}) => !files.has(path))];
}

function calledIn(file: FileFact, code: Code): readonly TrackingStart[] {
	const used = kinds.filter(({from}) => file.imports.some(({source, typeOnly}) => !typeOnly && from.test(source)));
	if (used.length === 0) return [];
	return used.flatMap(({name, from, starts, records}) => {
		const locals = new Set(code.imports.filter(one => from.test(one.from)).map(({local}) => local));
		return code.calls
			.filter(
				({to, args}) =>
					starts.test(lastOf(to)) &&
					(locals.has(firstOf(to)) || isCalled(name, firstOf(to)) || args.some(arg => arg.is === 'name' && locals.has(arg.name))),
			)
			.filter(call => !(lastOf(call.to) === 'PostHogProvider' && entryOf(call.args[0], 'apiKey') === undefined))
			.map((call): TrackingStart => {
				const options = optionsOf(call);
				return {
					path: file.path,
					line: call.line,
					text: call.text,
					name,
					how: howOf(call, options),
					records: records === true || options.some(({key, value}) => recordsTo.test(key) && !isFalse(value)),
				};
			});
	});
}

/** Loaded in the middle of an expression, it goes by its own name. */
const isCalled = (name: string, local: string): boolean =>
	local !== '' && name.toLowerCase().replaceAll(' ', '').includes(local.toLowerCase());

/** Files that load what could watch visitors, whether or not they start it. */
export const trackersLoaded = ({files, reached}: Facts): readonly Place[] =>
	files.flatMap(file =>
		file.role !== 'app' || file.language === 'py' || isReached(file, reached) === false
			? []
			: file.imports
					.filter(({source, typeOnly}) => !typeOnly && kinds.some(({from}) => from.test(source)))
					.map(({line, text}) => ({path: file.path, line, text})),
	);

const isFalse = (value: Value): boolean => value.is === 'literal' && (value.value === false || value.value === 0);

const optionsOf = ({args}: Call): readonly {readonly key: string; readonly value: Value}[] =>
	args.flatMap(arg =>
		arg.is === 'object'
			? arg.entries.flatMap(entry => [entry, ...(entry.key === 'options' && entry.value.is === 'object' ? entry.value.entries : [])])
			: [],
	);

function howOf(call: Call, options: ReturnType<typeof optionsOf>): TrackingStart['how'] {
	if (call.when.some(name => asked.test(name))) return 'asked';
	if (options.some(({key, value}) => harmless.test(key) && !isFalse(value))) return 'harmless';
	if (options.some(({key, value}) => key === 'persistence' && value.is === 'text' && value.text === 'memory')) return 'harmless';
	const given = call.args.slice(1);
	return options.some(({key}) => key === '...') || given.some(arg => arg.is === 'name' || arg.is === 'call') ? 'unsure' : 'at once';
}
