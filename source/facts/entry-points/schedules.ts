import {entriesOf, fieldOf, itemsOf, textOf, treeOf} from '../ci/tree.ts';
import {astroReader} from './astro.ts';
import {lineOf} from './exported.ts';
import {nextReader} from './next.ts';
import {nuxtReader} from './nuxt.ts';
import {folderOf, nameOf} from './projects.ts';
import type {Ground, Reader, Registered} from './registered.ts';
import {postgresSchedulesReader} from './schedules-postgres.ts';
import {vercelReader} from './serverless-vercel.ts';
import {sveltekitReader} from './sveltekit.ts';

const hosted: readonly Reader[] = [nextReader, vercelReader, sveltekitReader, nuxtReader, astroReader];

/** What a clock calls: the crons of `vercel.json`, and those of the database. */
export const schedulesReader: Reader = (ground: Ground) => ({
	found: [...vercelCrons(ground), ...postgresSchedulesReader(ground).found],
	unread: [],
});

/** The crons of `vercel.json`: each calls a path of the application, which answers everyone else as well. */
function vercelCrons(ground: Ground): readonly Registered[] {
	const crons = ground.files
		.filter(({path}) => nameOf(path) === 'vercel.json')
		.flatMap(({path}) => {
			const read = treeOf(ground.text(path) ?? '');
			const listed = 'tree' in read ? itemsOf(fieldOf(read.tree, 'crons')) : [];
			return listed.flatMap(cron => {
				const said = entriesOf(cron).find(({key}) => key === 'path');
				const called = textOf(said?.value)?.replace(/[?#].*$/u, '');
				return called === undefined || said === undefined ? [] : [{path, line: said.line, called}];
			});
		});
	if (crons.length === 0) return [];
	const routes = hosted
		.flatMap(reader => reader(ground).found)
		.filter(({kind, method}) => kind === 'http' && (method === 'GET' || method === 'ANY'));
	return crons.map(({path, line, called}): Registered => {
		const place = {path, line, text: lineOf(ground, path, line)};
		const target = routes.find(one => one.route === called && (folderOf(path) === '' || one.path.startsWith(`${folderOf(path)}/`)));
		const common = {...place, kind: 'cron', framework: 'vercel', method: '', route: called} as const;
		if (target === undefined) return {...common, before: [], given: [], unresolved: ['the route that it calls was not found']};
		const {before, given, unresolved} = target;
		return {...common, ...(target.handler === undefined ? {} : {handler: target.handler}), before, given, unresolved};
	});
}
