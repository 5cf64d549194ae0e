import {textOf} from '../../code/code.ts';
import {type Facts, holds} from '../../facts.ts';
import {type Given, givenIn} from '../given.ts';
import type {RunningFile} from '../running.ts';
import type {Kept} from './kept.ts';

const secureSetting = 'SESSION_COOKIE_SECURE';

/** Frameworks whose session cookie is not secure unless a setting says so. */
export function settingsIn(files: readonly RunningFile[], facts: Facts): readonly Kept[] {
	const all = files.filter(({path}) => path.endsWith('.py'));
	const set: (Given & {readonly path: string})[] = all.flatMap(({path, code}) =>
		givenIn(code)
			.filter(({name}) => name === secureSetting)
			.map(one => ({...one, path})),
	);
	const assigned = all.flatMap(({path, code}) =>
		code.assignments.filter(({to}) => to.includes('[]') && to.includes('config')).map(one => ({...one, path})),
	);
	const byText = assigned.filter(({text}) => text.includes(secureSetting));
	const django = all.flatMap(({path, code}) =>
		givenIn(code)
			.filter(
				({name, value}) =>
					name === 'MIDDLEWARE' && value.is === 'list' && value.items.some(item => (textOf(item) ?? '').endsWith('SessionMiddleware')),
			)
			.map(({line, text}) => ({path, line, text})),
	);
	const flask = holds(facts, 'fw.flask')
		? all.flatMap(({path, code}) =>
				code.imports
					.filter(({from, name}) => (from === 'flask' && name === 'session') || from === 'flask_login')
					.map(({line, from, name}) => ({path, line, text: `from ${from} import ${name ?? ''}`})),
			)
		: [];
	const [where] = [...django, ...flask];
	if (where === undefined) return [];
	const good = [
		...set.filter(({value}) => !(value.is === 'literal' && value.value === false)),
		...byText.filter(({text}) => !/=\s*False/u.test(text)),
	];
	const [first] = good;
	if (first !== undefined) return [{path: first.path, line: first.line, text: first.text, is: 'kept well', said: ''}];
	return [
		{
			...where,
			is: 'sent in the clear',
			said: `the cookie that keeps people signed in is also sent without encryption, as ${secureSetting} is not set`,
		},
	];
}
