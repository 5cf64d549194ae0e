import {expect, test} from 'vitest';
import {loadParsers} from '../../../source/facts/syntax/parsers.ts';

const parsers = await loadParsers(new Set(['ts', 'py']));

function callsIn(path: string, language: 'ts' | 'py', text: string) {
	const parsed = parsers.code(path, language, text);
	return parsed !== undefined && 'code' in parsed ? parsed.code.calls : [];
}

test('a plain element that is given HTML is kept, others are not', () => {
	const calls = callsIn('a.tsx', 'ts', 'const a = <div><p>hi</p><b dangerouslySetInnerHTML={{__html: post.body}} /></div>;');
	expect(calls.map(({to}) => to)).toEqual(['b']);
	expect(calls[0]?.args[0]).toMatchObject({is: 'object', entries: [{key: 'dangerouslySetInnerHTML'}]});
});

test('a text that Python fills with values is a text with holes', () => {
	const [run] = callsIn('a.py', 'py', "run('select {} from {table:>3}'.format(column, table=name))\n").filter(({to}) => to === 'run');
	const hole = '$' + '{}';
	expect(run?.args).toEqual([
		{
			is: 'template',
			text: `select ${hole} from ${hole}`,
			holes: [
				{is: 'name', name: 'column'},
				{is: 'name', name: 'name'},
			],
		},
	]);
});
