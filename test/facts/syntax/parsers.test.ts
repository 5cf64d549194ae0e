import {expect, test} from 'vitest';
import {languagesOf, loadParsers} from '../../../source/facts/syntax/parsers.ts';

test('languages are those of the files, and SQL where migrations may hold it', () => {
	expect([...languagesOf(['a.ts', 'docs/b.md'])]).toEqual(['ts', 'md']);
	expect(languagesOf(['server/migrations/0001_first.ts']).has('sql')).toBe(true);
	expect(languagesOf(['alembic/versions/1.py']).has('sql')).toBe(true);
	expect(languagesOf(['docs/migrations/README.md']).has('sql')).toBe(false);
	expect(languagesOf(['schema.sql']).has('sql')).toBe(true);
});

test('only the parsers that are asked for are loaded', async () => {
	const none = await loadParsers(new Set(['go']));
	expect(none.code('a.ts', 'ts', 'const a = 1;')).toBeUndefined();
	expect(none.code('a.py', 'py', 'a = 1')).toBeUndefined();
	expect(none.sql('create table a (id int)')).toEqual({because: 'SQL is not read'});
	const all = await loadParsers(new Set(['ts', 'py', 'sql']));
	expect(all.code('a.ts', 'ts', 'const a = 1;')).toHaveProperty('code');
	expect(all.code('a.py', 'py', 'a = 1')).toHaveProperty('code');
	expect(all.code('a.go', 'go', 'package main')).toBeUndefined();
	expect(all.sql('create table a (id int)')).toHaveProperty('statements');
});
