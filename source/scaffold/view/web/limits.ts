import {textOf, type Value} from '../../../facts/code/code.ts';
import type {WantedImport} from '../../wiring/edit.ts';
import {clientsFor} from './databases.ts';
import type {Server} from './servers.ts';
import type {Source} from './sources.ts';

/** An address whose tries are counted. */
export type Limited = {readonly route: string; readonly framework: string; readonly times: number; readonly seconds: number};

/** Where it is counted: in a store that all copies of the server share, or in the process. */
export type Counting = {readonly shared: boolean; readonly count: readonly string[]; readonly imports: readonly WantedImport[]};

const stores = [
	{made: ['default', 'Redis'], from: /^ioredis$/u},
	{made: ['createClient'], from: /^redis$/u},
	{made: ['Redis'], from: /^@upstash\/redis/u},
] as const;

/** The client of Redis that the code keeps, if any. */
export function countingFor(sources: readonly Source[], into: Source): Counting {
	const [store] = clientsFor(stores, sources, into);
	if (store === undefined) return {shared: false, count: [], imports: []};
	return {
		shared: true,
		count: [
			`${/\.[cm]?tsx?$/u.test(into.path) ? 'const countTries = async (name: string, seconds: number)' : 'const countTries = async (name, seconds)'} => {`,
			`  const tries = await ${store.name}.incr(name);`,
			`  if (tries === 1) await ${store.name}.expire(name, seconds);`,
			'  return tries;',
			'};',
		],
		imports: store.imports,
	};
}

/** Networks that nobody outside has: Express believes what a proxy there says of who called. */
const proxies = "['loopback', 'linklocal', 'uniquelocal', '100.64.0.0/10']";

const isCounter = (code: Server['code'], value: Value | undefined): boolean =>
	value?.is === 'call' && code.calls[value.call]?.to === 'rateLimit';

/** The server counts the tries of an address already. */
export const countsHere = ({name, code, framework}: Server, route: string): boolean =>
	code.calls.some(({to, args}) =>
		framework === 'fastify'
			? to === 'rateLimit' && JSON.stringify(args).includes(JSON.stringify({is: 'text', text: route}))
			: to === `${name}.use` && textOf(args[0]) === route && isCounter(code, args[1]),
	);

/** The lines that put the counting in front of everything else. */
export function limitedLines({framework, name, code}: Server, routes: readonly Limited[], {shared, count}: Counting): readonly string[] {
	const distinct = routes.filter((one, at) => routes.findIndex(({route}) => route === one.route) === at);
	const given = ({route, times, seconds}: Limited): string =>
		`name: '${route}', times: ${times}, seconds: ${seconds}${shared ? ', count: countTries' : ''}`;
	const counter = code.variables.some(({names}) => names.includes('countTries')) ? [] : count;
	if (framework === 'fastify')
		return [
			...counter,
			`${name}.addHook(`,
			"  'onRequest',",
			'  rateLimit([',
			...distinct.map(one => `    {route: '${one.route}', ${given(one)}},`),
			'  ]),',
			');',
		];
	const trusts = code.calls.some(({to, args}) => (to === `${name}.set` || to === `${name}.enable`) && textOf(args[0]) === 'trust proxy');
	return [
		...(framework === 'express' && !trusts ? [`${name}.set('trust proxy', ${proxies});`] : []),
		...counter,
		...distinct.map(one => `${name}.use('${one.route}', rateLimit({${given(one)}}));`),
	];
}
