import {withoutComments} from './comments.ts';
import type {Language} from './language.ts';

/** A stretch of words that a reader sees, and where it begins in its file. */
export type Visible = {readonly offset: number; readonly text: string};

const markupText = />(?<words>[^<>{}]{2,20000})</gu;
const stringText = /"(?<double>[^"\\\n]{12,4000})"|(?<!\p{L})'(?<single>(?:[^'\\\n]|\\'){12,4000})'|`(?<template>[^`\\]{12,40000})`/gu;
const notProse = /\b(?:className|class|classes|d|style|cn|clsx|cva|twMerge|from|import|require)\s*[=:(,]?\s?\{?\s?$/u;
const codeWords = /=>|&&|\|\||===|\breturn\b|\bconst\b|[;{}]\s*$|\w\(\)/u;
const markupBlock = /<(?<tag>script|style)\b[^>]*>[\s\S]*?<\/\k<tag>\s*>|<!--[\s\S]*?-->/giu;
const tag = /<[^>]{0,2000}>|\{[{%#][^\n]*?[}%#]\}/gu;
const pureWord = /^["'“‘([]?\p{L}[\p{L}’'-]*[.,;:!?…)\]"'”’]*$/u;

const blanked = (text: string): string => text.replace(/[^\n]/gu, ' ');

/** What a reader of the file sees, stretch by stretch: prose of a document, text between tags, sentences in strings. */
export function visibleIn(text: string, language: Language): readonly Visible[] {
	switch (language) {
		case 'ts':
		case 'js':
			return inScript(withoutComments(text, language));
		case 'vue':
		case 'svelte':
		case 'astro':
			return [...inMarkup(text), ...stringsIn(withoutComments(scriptsOf(text), language))];
		case 'html':
			return inMarkup(text);
		default:
			return [{offset: 0, text: text.replace(/<!--[\s\S]*?-->/gu, blanked)}];
	}
}

const inMarkup = (text: string): readonly Visible[] => [{offset: 0, text: text.replace(markupBlock, blanked).replace(tag, blanked)}];

/** The script parts and the front matter of a component, everything else blanked. */
function scriptsOf(text: string): string {
	const kept = [...text.matchAll(/<script\b[^>]*>[\s\S]*?<\/script\s*>|^---\n[\s\S]*?\n---/giu)];
	let at = 0;
	const parts = kept.flatMap(match => {
		const before = blanked(text.slice(at, match.index));
		at = match.index + match[0].length;
		return [before, match[0]];
	});
	return parts.join('');
}

const inScript = (code: string): readonly Visible[] => [
	...[...code.matchAll(markupText)].flatMap(match => {
		const words = match.groups?.words ?? '';
		return words.trim() === '' || codeWords.test(words) ? [] : [{offset: match.index + 1, text: words}];
	}),
	...stringsIn(code),
];

function stringsIn(code: string): readonly Visible[] {
	return [...code.matchAll(stringText)].flatMap(match => {
		const words = match.groups?.double ?? match.groups?.single ?? match.groups?.template ?? '';
		const before = code.slice(Math.max(match.index - 24, 0), match.index);
		return notProse.test(before) || !isProse(words) ? [] : [{offset: match.index + 1, text: words.replace(/<[^>]*>/gu, blanked)}];
	});
}

function isProse(words: string): boolean {
	if (/[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]{6}/u.test(words)) return true;
	const parts = words
		.replace(/<[^>]*>/gu, ' ')
		.trim()
		.split(/\s+/u);
	return parts.length >= 4 && parts.filter(part => pureWord.test(part)).length >= parts.length * 0.75;
}

const ideograph = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/gu;

/** How many words a reader reads; two characters of a script without spaces count as one word. */
export function wordsIn(parts: readonly Visible[]): number {
	return parts.reduce((sum, {text}) => {
		const plain = plainWordsIn(text);
		if (plain !== undefined) return sum + plain;
		const dense = text.match(ideograph)?.length ?? 0;
		return sum + Math.round(dense / 2) + countOf(word, dense === 0 ? text : text.replace(ideograph, ' '));
	}, 0);
}

const word = /[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu;

const letters = new Set(Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', one => one.charCodeAt(0)));
/** 1 for what begins a word, 2 for what may go on with one: an apostrophe or a hyphen. */
const kinds = Uint8Array.from({length: 128}, (_, code) => (letters.has(code) ? 1 : code === 39 || code === 45 ? 2 : 0));

/** The words of a text of ASCII alone, as most are, in one pass; undefined for any other. */
function plainWordsIn(text: string): number | undefined {
	let words = 0;
	let before = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code > 127) return undefined;
		const kind = kinds[code] ?? 0;
		if (kind === 1 && before === 0) words++;
		before = kind === 2 ? before : kind;
	}
	return words;
}

function countOf(pattern: RegExp, text: string): number {
	let count = 0;
	pattern.lastIndex = 0;
	while (pattern.test(text)) count++;
	return count;
}

/** The parts of what is seen that stand from one offset up to another. */
export const between = (parts: readonly Visible[], from: number, to: number): readonly Visible[] =>
	parts.flatMap(({offset, text}) =>
		offset >= to || offset + text.length <= from
			? []
			: [{offset: Math.max(offset, from), text: text.slice(Math.max(from - offset, 0), to - offset)}],
	);
