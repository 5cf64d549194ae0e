import type {Code} from '../../../facts/code/code.ts';
import {factsNamed, type PlainFacts} from '../../../facts/facts.ts';
import {below} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import {type Headers, noHeaders} from './told.ts';

const configs = ['next.config.ts', 'next.config.mjs', 'next.config.js', 'next.config.cjs'];

const rows = [
	"      {key: 'Strict-Transport-Security', value: 'max-age=31536000'},",
	"      {key: 'X-Content-Type-Options', value: 'nosniff'},",
	"      {key: 'X-Frame-Options', value: 'SAMEORIGIN'},",
	"      {key: 'Content-Security-Policy', value: \"base-uri 'self'; frame-ancestors 'self'; object-src 'none'\"},",
	"      {key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin'},",
];
const linesFor = (name: string): readonly string[] => [
	'// What every browser is told with every answer: only over HTTPS, no guessing what a file is, no frames on other sites.',
	`${name}.headers = async () => [`,
	'  {',
	"    source: '/(.*)',",
	'    headers: [',
	...rows,
	'    ],',
	'  },',
	'];',
];

/** The object that a configuration gives as it is: what is added to it counts. One that is handed through a function may be copied there. */
function givenBy({exports, variables}: Code): string | undefined {
	const local = exports.find(({name}) => name === 'default')?.local;
	return variables.some(({names, value, in: at}) => at === -1 && names[0] === local && value.is === 'object') ? local : undefined;
}

/** Headers already set there by the configuration itself. */
const hasOwn = ({functions, assignments, variables}: Code, ours: string): boolean =>
	(functions.some(({name}) => /(?:^|\.)headers$/u.test(name)) && !assignments.some(({to}) => to === ours)) ||
	variables.some(({value}) => value.is === 'object' && value.entries.some(({key}) => key === 'headers'));

/** Headers in the configuration of Next.js, which sends them with every page and route. */
export function nextHeaders(facts: PlainFacts, code: CodeNow): Headers {
	const packages = [
		...new Set(
			factsNamed(facts, 'fw.next.app')
				.concat(factsNamed(facts, 'fw.next.pages'))
				.map(fact => fact.package),
		),
	];
	const [at] = packages;
	if (at === undefined || packages.length > 1)
		return noHeaders('Several sites were found: open the folder of one of them by itself and plan again.');
	const folder = at === '.' ? '' : at;
	const path = configs.map(name => below(folder, name)).find(one => facts.files.some(file => file.path === one));
	const made = below(folder, 'next.config');
	if (path === undefined) return {data: {kind: 'next', file: made}, after: []};
	const now = code(path);
	const name = now && givenBy(now);
	const byHand = `In ${path}, give the configuration headers(): for source '/(.*)' the five of Strict-Transport-Security: max-age=31536000, X-Content-Type-Options: nosniff, X-Frame-Options: SAMEORIGIN, Content-Security-Policy: base-uri 'self'; frame-ancestors 'self'; object-src 'none', Referrer-Policy: strict-origin-when-cross-origin.`;
	if (now === undefined || name === undefined || hasOwn(now, `${name}.headers`)) return noHeaders(byHand);
	// The file that the template makes where there is none says so itself.
	if (path === `${made}.mjs` && now.variables.length === 1 && now.assignments.some(({to}) => to === 'nextConfig.headers') && isBare(now))
		return {data: {kind: 'next', file: made}, after: []};
	return {
		data: {kind: 'none'},
		after: [],
		edits: [
			{
				kind: 'code',
				path,
				does: 'sends the headers with every answer',
				byHand,
				imports: [],
				inserts: [{at: {where: 'end'}, lines: linesFor(name)}],
			},
		],
	};
}

/** A configuration in which nothing is set. */
const isBare = ({variables}: Code): boolean => variables.every(({value}) => value.is === 'object' && value.entries.length === 0);
