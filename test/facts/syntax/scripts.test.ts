import {expect, test} from 'vitest';
import type {Code} from '../../../source/facts/code/code.ts';
import type {Language} from '../../../source/facts/language.ts';
import {loadParsers} from '../../../source/facts/syntax/parsers.ts';

const parsers = await loadParsers(new Set(['vue']));

const codeOf = (language: Language, text: string): Code => {
	const parsed = parsers.code(`a.${language}`, language, text);
	if (parsed === undefined || !('code' in parsed)) throw new Error(parsed?.because ?? 'not read');
	return parsed.code;
};
const seen = ({calls, imports}: Code) => [
	...imports.map(({from, line}) => `${from}:${line}`),
	...calls.map(({to, line}) => `${to}:${line}`),
];

test.each<readonly [string, Language, string, readonly string[]]>([
	[
		'both scripts of a component',
		'vue',
		'<script>\nexport default {name: "a"}\n</script>\n<script setup lang="ts">\nimport a from "x"\nconst b = go<A>(a as B)\n</script>\n<template><p @click="lost()" /></template>\n',
		['x:5', 'go:6'],
	],
	[
		'a script below its template',
		'vue',
		'<template>\n  <p>{{ lost() }}</p>\n</template>\n\n<script lang="ts">\ngo()\n</script>\n',
		['go:6'],
	],
	[
		'a script with > in an attribute',
		'svelte',
		'<script\n  lang="ts"\n  generics="T extends A<B>"\n>\n  go();\n</script>\n{#if lost()}{/if}',
		['go:5'],
	],
	['a script in a comment', 'svelte', '<!-- <script>lost()</script> -->\n<script>go()</script>', ['go:2']],
	['data in a script', 'svelte', '<script>go()</script>\n<script type="application/ld+json">{"a": 1}</script>', ['go:1']],
	[
		'front matter and scripts',
		'astro',
		'---\nimport A from "./A.astro"\nif (!a) return go("/x")\n---\n<A />\n<script>\n  late()\n</script>',
		['./A.astro:2', 'go:3', 'late:7'],
	],
	['a page without front matter', 'astro', '<p>--- a ---</p>\n<script>go()</script>', ['go:2']],
	['no script at all', 'vue', '<template><p /></template>', []],
	['a script that is never closed', 'vue', '<script>\nlost(', []],
])('reads %s, on its lines', (_what, language, text, expected) => {
	expect(seen(codeOf(language, text))).toEqual(expected);
});

test('the line of an error is that of the file', () => {
	expect(parsers.code('a.vue', 'vue', '<template />\n<script>\nconst = 1\n</script>')).toEqual({
		because: expect.stringMatching(/^line 3: /u),
	});
});
