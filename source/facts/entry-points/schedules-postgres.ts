import {lineOf} from './exported.ts';
import type {Ground, Reader, Registered} from './registered.ts';
import {supabaseFunctionsReader} from './supabase-functions.ts';

const migration = /(?:^|\/)(?:migrations?|seeds?|sql|supabase|db|database)\/.*\.sql$|(?:^|\/)[^/]*cron[^/]*\.sql$/u;
const told = /\bcron\.(?<what>schedule|unschedule)\s{0,20}\(\s{0,200}(?:job_name\s{0,5}(?::=|=>)\s{0,5})?'(?<name>[^'\n]{1,120})'/gu;
const called = /\/functions\/v1\/(?<name>[\w-]{1,100})/u;
const longestJob = 2_000;
const longestFile = 500_000;

/** The jobs that migrations give to the database's own clock: `cron.schedule('name', …)`, unless a later one takes them away again. */
export const postgresSchedulesReader: Reader = (ground: Ground) => {
	const jobs = new Map<string, {readonly path: string; readonly line: number; readonly body: string}>();
	const files = ground.files
		.filter(({path, bytes, steps}) => migration.test(path) && bytes < longestFile && steps !== undefined)
		.map(({path}) => path)
		.sort();
	for (const path of files) {
		const text = ground.text(path) ?? '';
		if (!text.includes('cron.schedule') && !text.includes('cron.unschedule')) continue;
		for (const {groups, index} of text.matchAll(told)) {
			const line = text.slice(0, index).split('\n').length;
			const start = text.lastIndexOf('\n', index) + 1;
			const name = groups?.name ?? '';
			if (text.slice(start, index).includes('--')) continue;
			if (groups?.what === 'unschedule') jobs.delete(name);
			else jobs.set(name, {path, line, body: text.slice(index, index + longestJob)});
		}
	}
	if (jobs.size === 0) return {found: [], unread: []};
	const functions = supabaseFunctionsReader(ground).found;
	const found = [...jobs].map(([name, {path, line, body}]): Registered => {
		const place = {path, line, text: lineOf(ground, path, line)};
		const target = called.exec(body)?.groups?.name;
		const answers = functions.find(
			({route, path: at}) => target !== undefined && (route.endsWith(`/${target}`) || at.includes(`functions/${target}/`)),
		);
		return {
			...place,
			kind: 'cron',
			framework: 'pg_cron',
			method: '',
			route: name,
			...(answers?.handler === undefined ? {} : {handler: answers.handler}),
			before: [],
			given: [],
			unresolved: [],
		};
	});
	return {found, unread: []};
};
