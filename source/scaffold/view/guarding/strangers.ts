import type {EntryPoint} from '../../../facts/entry-points/entry-point.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {Data} from '../../template-language.ts';

/** The files that ask each guarded address as a stranger, by language. */
const files = {script: 'checks/strangers.mjs', python: 'checks/strangers.py'} as const;
const most = 60;
const hole = /:[\w$]+\??|\{[^}]*\}|<[^>]*>/gu;
const plainPath = /^\/[\w./-]*$/u;

type Asked = {readonly method: string; readonly path: string};

/** The address of an entry point with nothing that exists in its holes. */
function asked({method, route}: EntryPoint): readonly Asked[] {
	const path = route.replaceAll(hole, '0');
	return plainPath.test(path) && method !== '' ? [{method: method === 'ANY' ? 'POST' : method, path}] : [];
}

const listed = (points: readonly EntryPoint[]): Data =>
	[...new Map(points.flatMap(asked).map(one => [`${one.path} ${one.method}`, one])).entries()]
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.slice(0, most)
		.map(([, one]) => one);

/** What the tests of guards are filled with. `closed`: what is closed by this plan; `guarded`: what the same guards stand in front of already. */
export function strangersData(
	facts: PlainFacts,
	closed: readonly EntryPoint[],
	guarded: readonly EntryPoint[],
): {readonly script: string; readonly python: string; readonly asked: Data; readonly askedInPython: Data} {
	const all = [...closed, ...guarded];
	const [snakes, scripts] = [all.filter(({path}) => path.endsWith('.py')), all.filter(({path}) => !path.endsWith('.py'))];
	const wanted = (file: string, some: readonly EntryPoint[]): string =>
		some.flatMap(asked).length > 0 && (some.some(one => closed.includes(one)) || facts.files.some(({path}) => path === file)) ? file : '';
	return {
		script: wanted(files.script, scripts),
		python: wanted(files.python, snakes),
		asked: listed(scripts),
		askedInPython: listed(snakes),
	};
}
