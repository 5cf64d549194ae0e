import type {TableChange} from './changes.ts';
import {anyRow, rowInsert, sqlName, sqlTable} from './sample.ts';

/** Two people who do not exist. */
const first = '11111111-1111-4111-8111-111111111111';
const second = '22222222-2222-4222-8222-222222222222';

/** One thing that somebody tries, how many rows it may reach, and what that means in words. */
export type Attempt = {
	readonly number: number;
	readonly who: string;
	readonly role: 'authenticated' | 'anon';
	readonly statement: string;
	readonly reaches: number;
	readonly says: string;
};

type Try = Omit<Attempt, 'number'>;

/** What the test tries: rows of one person first, then that another and a stranger cannot reach them. */
export function attemptsOn(changes: readonly TableChange[]): {
	readonly rows: readonly string[];
	readonly attempts: readonly Attempt[];
	readonly untried: readonly string[];
} {
	const rows: string[] = [];
	const untried: string[] = [];
	const tries = changes.flatMap(({table, whose, open, create}): readonly Try[] => {
		const name = sqlTable(table);
		const stranger: Try = {
			who: '',
			role: 'anon',
			statement: `select from ${name}`,
			reaches: 0,
			says: `somebody without sign-in sees nothing in ${table.name}`,
		};
		if (whose.is !== 'person') {
			if (open && (create.length > 0 || whose.is !== 'unknown')) return [];
			// An empty table shows nothing to anybody: without a row the test would say ok of an open one.
			const any = anyRow(table);
			if (any === undefined) untried.push(table.name);
			else rows.push(any);
			return [stranger];
		}
		const row = rowInsert(table, whose.column, `'${first}'`);
		if (row === undefined) {
			untried.push(table.name);
			return open ? [] : [stranger];
		}
		rows.push(row);
		const theirs = `where ${sqlName(whose.column)} = '${first}'`;
		const to = (statement: string, reaches: number, says: string, who = second): Try => ({
			who,
			role: 'authenticated',
			statement,
			reaches,
			says,
		});
		return [
			...(open ? [] : [to(`select from ${name} ${theirs}`, 1, `people see their own row of ${table.name}`, first)]),
			...(open ? [] : [to(`select from ${name} ${theirs}`, 0, `nobody else sees it in ${table.name}`), stranger]),
			to(`update ${name} set ${sqlName(whose.column)} = ${sqlName(whose.column)} ${theirs}`, 0, `nobody else changes it in ${table.name}`),
			to(`delete from ${name} ${theirs}`, 0, `nobody else removes it from ${table.name}`),
			to(row, 0, `nobody adds a row of somebody else to ${table.name}`),
		];
	});
	return {rows, attempts: tries.map((one, index) => ({...one, number: index + 1})), untried};
}
