import type {Fact, PlainFacts} from '../facts.ts';
import {labelOf} from '../labels.ts';
import {type MapRow, type MapSection, many} from './map.ts';

/** Groups of the stack in the order in which a newcomer asks about them, with what each answers. */
const groups: readonly (readonly [string, string])[] = [
	['app', 'it is'],
	['lang', 'written in'],
	['fw', 'built with'],
	['runtime', 'runs as'],
	['disk', 'its files lie on'],
	['deploy', 'deployed by'],
	['ci', 'pipelines run in'],
	['db', 'keeps data in'],
	['orm', 'through'],
	['auth', 'people sign in with'],
	['surface', 'it has'],
	['data', 'it holds'],
];
const silent = /\.any$|^app\.(?:code|routes|ui|server|baas)$|^db\.relational$|^fw\.(?:vite|next\.gate)$/u;
const groupOf = (id: string): string => (id === 'runtime.ephemeralDisk' ? 'disk' : (id.split('.')[0] ?? id));

/** What each package is, what it is built with and where it runs. */
export function stackSection({stack, packages, files}: PlainFacts): MapSection {
	const shown = stack.filter(({id, confidence}) => confidence !== 'low' && !silent.test(id));
	const folders = [...new Set(shown.map(fact => fact.package))];
	const rows = folders.flatMap(folder =>
		groups.flatMap(([group, words]): readonly MapRow[] => {
			const mine = shown.filter(fact => fact.package === folder && groupOf(fact.id) === group);
			const place = mine.flatMap(({evidence}) => evidence)[0];
			if (mine.length === 0) return [];
			return [
				{
					cells: [folders.length < 2 ? '' : folder === '.' ? 'all of it' : folder, words, [...new Set(mine.map(worded))].join(', ')],
					...(place === undefined ? {} : {place}),
				},
			];
		}),
	);
	const lines = files.filter(({role}) => role === 'app').reduce((sum, file) => sum + file.lines, 0);
	return {
		id: 'stack',
		title: 'What it is',
		lead: `${many(files.length, 'file')}, ${lines} lines of application code${packages.length > 1 ? `, ${many(packages.length, 'package')}` : ''}.`,
		columns: ['package', '', ''],
		rows,
	};
}

const worded = ({id, value}: Fact): string => `${labelOf(id)}${value === true || value === 'unknown' ? '' : ` ${value}`}`;
