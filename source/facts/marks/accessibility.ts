import type {MarkRule} from '../marks.ts';

const pages = ['html', 'vue', 'svelte', 'astro'] as const;
const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;

/** Marks of pages that people who do not see well, or use no mouse, cannot use. */
export const accessibilityMarks: readonly MarkRule[] = [
	{
		kind: 'a11y.no-alt',
		languages: pages,
		literals: ['<img'],
		pattern: /<img\b(?![^>]{0,1000}?(?:\balt\b|v-bind=|\{\.\.\.|\$attrs|aria-hidden|role=["'](?:presentation|none)))[^>]{0,1000}>/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'a11y.no-lang',
		languages: [...pages, 'ts', 'js'],
		literals: ['<html'],
		pattern: /<html\b(?![^>]{0,600}?(?:\blang\b|\{\.\.\.|\{%|<%|\{\{|%[a-z]+\.))[^>]{0,600}>/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'a11y.no-zoom',
		languages: [...pages, 'ts', 'js'],
		literals: ['user-scalable', 'userScalable', 'maximum-scale', 'maximumScale'],
		pattern:
			/\buser-scalable\s*=\s*(?:no|0)\b|\buserScalable\s*:\s*(?:false|['"]no['"])|\bmaximum-scale\s*=\s*1(?:\.0+)?\b|\bmaximumScale\s*:\s*1(?:\.0+)?\b/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** Fields that a reader of the screen announces by nothing but a hint that vanishes. */
		kind: 'a11y.no-label',
		languages: pages,
		literals: ['placeholder'],
		pattern:
			/<input\b(?![^>]{0,1000}?(?:\bid\s*=|:id=|aria-label|\btitle\s*=|v-bind=|\{\.\.\.|\$attrs|type\s*=\s*["'](?:hidden|submit|button|image|reset)))[^>]{0,800}?\bplaceholder\b[^>]{0,800}>/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'a11y.label',
		languages: [...script, 'html'],
		literals: ['<label', '<Label', 'Label>', 'Label '],
		pattern: /<(?:label|Label|\w{0,30}\.?Label)\b/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** A click on something that no key reaches. */
		kind: 'a11y.click',
		languages: ['ts', 'js'],
		literals: ['<div', '<span'],
		beside: ['onClick'],
		pattern: /<(?:div|span)\b(?![^<]{0,900}?(?:\brole=|\btabIndex|\bonKey|aria-hidden|\{\.\.\.))[^<]{0,600}?\bonClick=/gu,
		on: 'code',
		roles: ['app'],
	},
];
