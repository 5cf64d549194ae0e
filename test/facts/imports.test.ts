import {expect, test} from 'vitest';
import {importsOf} from '../../source/facts/imports.ts';

const sources = (code: string, language: 'ts' | 'py'): readonly string[] =>
	importsOf(code, language).map(
		({source, dependency, line, typeOnly}) =>
			`${line}:${source}${dependency === undefined ? '' : `=${dependency}`}${typeOnly ? ' type' : ''}`,
	);

test('JavaScript in all its forms', () => {
	const code = [
		"import a from 'a';",
		"import {b, type C} from '@scope/b/part';",
		"import type {D} from 'd';",
		"import './e.css';",
		'import {',
		'\tf,',
		"} from 'node:fs';",
		"export * from 'g';",
		"const h = require('h');",
		"const i = await import('i/sub');",
		"import j from '@/lib/j';",
	].join('\n');
	expect(sources(code, 'ts')).toEqual([
		'1:a=a',
		'2:@scope/b/part=@scope/b',
		'3:d=d type',
		'4:./e.css',
		'7:node:fs',
		'8:g=g',
		'9:h=h',
		'10:i/sub=i',
		'11:@/lib/j',
	]);
});

test('Python in all its forms', () => {
	expect(
		sources(
			'import os, sys\nimport numpy as np\nfrom flask import Flask\nfrom .models import User\n\tfrom sqlalchemy.orm import Session',
			'py',
		),
	).toEqual(['1:os=os', '1:sys=sys', '2:numpy=numpy', '3:flask=flask', '4:.models', '5:sqlalchemy.orm=sqlalchemy']);
});

test('a word in a sentence is no import', () => {
	expect(sources("const a = 'important from b';\nimportant(c, 'd');", 'ts')).toEqual([]);
});
