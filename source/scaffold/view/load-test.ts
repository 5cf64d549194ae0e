import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {PlainFacts} from '../../facts/facts.ts';
import {type Given, said, type View} from '../view.ts';

const first = 5;
const mostSteps = 8;
const mostWrites = 6;
const mostRequests = 10_000;
const slowestMilliseconds = 1000;
const plainRoute = /^\/[\w./-]*$/u;
const hostOf = /^https?:\/\/(?<host>[\w.-]+)/u;
const notForPeople =
	/(?:^|\/)(?:metrics|health\w*|livez|readyz|ping|status|cron|webhooks?|admin|debug|logout|signout|callback|oauth)(?:\/|$)/iu;

/** Requests a second that a person expects; undefined for what is no such number. */
export function readPeak(answer: string): number | undefined {
	const number = Number(answer.trim());
	return Number.isInteger(number) && number > 0 && number <= mostRequests ? number : undefined;
}

const isSignedIn = ({guards}: EntryPoint): boolean => guards.some(({kind}) => kind === 'signed-in' || kind === 'role' || kind === 'key');
const changes = ({writes, costs}: EntryPoint): boolean => writes.length + costs.length > 0;
const place = ({path, line}: EntryPoint): string => `${path}:${line}`;

/** What the script asks for: what people can read, and a list of what changes something, which a person adds. */
export function loadTestView(facts: PlainFacts, given: Given): View {
	const points = facts.entryPoints.points.filter(
		({kind, route}) => (kind === 'http' || kind === 'page') && plainRoute.test(route) && !notForPeople.test(route),
	);
	const reads = points.filter(one => ['GET', 'ANY', ''].includes(one.method) && !changes(one));
	const routes = reads.map(({route}) => route);
	const steps = reads
		.filter(({route}, index) => routes.indexOf(route) === index)
		.slice(0, mostSteps)
		.map(one => ({call: `GET ${one.route}`, path: one.route, signedIn: isSignedIn(one), at: place(one)}));
	const writes = facts.entryPoints.points
		.filter(one => one.kind === 'http' && changes(one) && plainRoute.test(one.route.replaceAll(/[:{}*[\]]/gu, '')))
		.slice(0, mostWrites)
		.map(one => `${one.method} ${one.route} (${place(one)})`);
	const open = steps.some(({signedIn}) => !signedIn);
	const site = said(given, 'site') ?? '';
	return {
		data: {
			app: given.name,
			peak: readPeak(said(given, 'peak') ?? '') ?? first,
			host: hostOf.exec(site)?.groups?.host ?? '',
			slowest: slowestMilliseconds,
			steps: open ? steps : [{call: 'GET /', path: '/', signedIn: false, at: 'the first page'}, ...steps],
			writes,
			guarded: steps.some(({signedIn}) => signedIn),
		},
		after: [
			...(readPeak(said(given, 'peak') ?? '') === undefined
				? [`Nobody said how much is expected, so it begins with ${first} requests a second: give the right number with --env RATE.`]
				: []),
			...(writes.length > 0
				? ['It only reads: what changes or costs something stands in it as a list, to be added with made-up data.']
				: []),
		],
		owes: [],
		scripts: {},
	};
}
