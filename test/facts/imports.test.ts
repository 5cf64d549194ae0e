import {expect, test} from 'vitest';
import {importsIn, importsOf} from '../../source/facts/imports.ts';
import {parsers} from '../support/facts.ts';

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

/** The imports of a text by its parser. */
const parsed = (text: string, language: 'ts' | 'py'): readonly string[] => {
	const code = parsers.code(`a.${language}`, language, text);
	if (code === undefined || !('code' in code)) throw new Error('not parsed');
	return importsIn(code.code, language, text).map(
		({source, dependency, line, text: shown, typeOnly}) =>
			`${line}:${source}${dependency === undefined ? '' : `=${dependency}`}${typeOnly ? ' type' : ''} ${shown}`,
	);
};

test('a parsed script imports each module once for each statement, on the line that names it', () => {
	const text = [
		"import {type A, type B} from 'types';",
		"import {type C, d} from '@scope/d/part';",
		'import {',
		'\te,',
		"} from 'e';",
		"export * from './f';",
		"const g = require('g/sub');",
		"const words = `import x from 'never'`;",
		"const h = async () => await import('h');",
		"import 'node:fs';",
	].join('\n');
	expect(parsed(text, 'ts')).toEqual([
		"1:types=types type import {type A, type B} from 'types';",
		"2:@scope/d/part=@scope/d import {type C, d} from '@scope/d/part';",
		"5:e=e } from 'e';",
		"6:./f export * from './f';",
		"7:g/sub=g const g = require('g/sub');",
		"9:h=h const h = async () => await import('h');",
		"10:node:fs import 'node:fs';",
	]);
});

test('a parsed Python file imports each module once for each statement', () => {
	expect(parsed('import os, numpy as np\nfrom flask import Flask, request\nfrom .models import User\n', 'py')).toEqual([
		'1:os=os import os, numpy as np',
		'1:numpy=numpy import os, numpy as np',
		'2:flask=flask from flask import Flask, request',
		'3:.models from .models import User',
	]);
});
