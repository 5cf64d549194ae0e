// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
import {spawnSync} from 'node:child_process';
import {parse as parseToml} from 'smol-toml';
import {describe, expect, it} from 'vitest';
import {parse as parseYaml} from 'yaml';
import {render} from '../../source/scaffold/template-language.ts';

const hostile = [
	'$(rm -rf ~)',
	'`id`',
	'a: b',
	'- a',
	'# not a comment',
	'it\'s "quoted"',
	'two\nlines\r\nthree',
	'<%= secret %>',
	'${{ github.token }}',
	'back\\slash\\n',
	'yes',
	'null',
	'1e3',
	'@scope/pkg',
	'%TAG',
	'*anchor',
	'tab\there',
	'\u2028line\u2029',
	'\u202Eright to left',
	'\u0007bell\u007F',
	' blanks ',
	'é😀',
	'__proto__',
];

const encode = (encoder: string, value: string): string => render({t: `<%= value | ${encoder} %>`}, 't', {value});
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

describe.each(hostile)('the hostile value %j', value => {
	it('comes back whole from YAML, as a value and in a list', () => {
		expect(parseYaml(`key: ${encode('yaml', value)}\n`)).toEqual({key: value});
		expect(parseYaml(`- ${encode('yaml', value)}\n- next\n`)).toEqual([value, 'next']);
	});

	it('comes back whole from JSON', () => {
		expect(JSON.parse(`{"key": ${encode('json', value)}}`)).toEqual({key: value});
	});

	it('comes back whole from TOML', () => {
		expect(parseToml(`key = ${encode('toml', value)}\n`).key).toBe(value);
	});

	it('comes back whole from JavaScript', async () => {
		const source = `export default ${encode('ts', value)};`;
		const module: {default: unknown} = await import(`data:text/javascript,${encodeURIComponent(source)}`);
		expect(module.default).toBe(value);
	});

	it.skipIf(!has('bash'))('is one word for a shell, which runs nothing of it', () => {
		const {stdout, stderr} = spawnSync('bash', ['--norc', '-c', `printf %s ${encode('sh', value)}`], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		expect({stdout, stderr}).toEqual({stdout: value, stderr: ''});
	});

	it.skipIf(!has('python3'))('comes back whole from Python', () => {
		const source = `import json; print(json.dumps(${encode('py', value)}))`;
		const {stdout} = spawnSync('python3', ['-c', source], {encoding: 'utf8'});
		expect(JSON.parse(stdout)).toBe(value);
	});

	it('stays inside an SQL string, or is refused', () => {
		if (value.includes('\\')) expect(() => encode('sql', value)).toThrow(/backslash/u);
		else expect(encode('sql', value).slice(1, -1).replaceAll("''", '')).not.toContain("'");
	});

	it('makes no second line, tag or table cell in Markdown', () => {
		if (value.includes('\u0007')) {
			expect(() => encode('md', value)).toThrow(/control/u);
			return;
		}
		const text = encode('md', value);
		expect(text).not.toMatch(/[\r\n]|@|(?<!\\)[<>|`*[\]]/u);
		// An underscore inside a word is left as it is; one at its edge could begin emphasis.
		expect(text).not.toMatch(/(?<![\\\p{L}\p{N}_])_|(?<!\\)_(?![\p{L}\p{N}_\\])/u);
	});

	it('is printed without an encoder only when it is harmless', () => {
		const bare = (): string => render({t: '<%= value %>'}, 't', {value});
		if (/^[A-Za-z0-9._/@+:-]+$/u.test(value)) expect(bare()).toBe(value);
		else expect(bare).toThrow(/^t:1: only letters/u);
	});
});

describe('bare values', () => {
	it.each(['-rf', 'key:', ''])('refuses %j, which would be an option, a key or nothing', value => {
		expect(() => render({t: '<%= value %>'}, 't', {value})).toThrow();
	});
});

describe('refusals', () => {
	it('refuses NUL for a shell and half of a character for quoted strings', () => {
		expect(() => encode('sh', 'a\0b')).toThrow(/NUL/u);
		expect(() => encode('yaml', '\uD800')).toThrow(/half of a character/u);
	});

	it('fences code that itself holds backticks', () => {
		expect(encode('code', 'a `b` c')).toBe('`` a `b` c ``');
		expect(() => encode('code', ' ')).toThrow(/empty/u);
	});

	it('names the encoders when one is unknown', () => {
		expect(() => encode('html', 'x')).toThrow(/no encoder html; there are sh, yaml/u);
	});
});
