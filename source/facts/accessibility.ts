import type {Place} from '../safe-text.ts';
import {type Call, entryOf, textOf} from './code/code.ts';
import {mayName} from './code/lazy.ts';
import type {Facts} from './facts.ts';
import {type FileFact, marksOf} from './files.ts';
import {isReached} from './reached.ts';

/** Something that shuts people out: `where` says in what it stands. */
export type Barrier = Place & {
	readonly kind: 'picture without words' | 'page without a language' | 'no zoom' | 'field without a label';
	/** Signing in or up, paying, or finding one's way. */
	readonly isKey: boolean;
};

const keyPath = /sign-?_?(?:in|up)|log-?_?in|regist(?:er|ration)|check-?_?out|payment|(?:^|\/)\(?auth|password/iu;
const mail = /mail|\.(?:ejs|hbs|mjml)$/iu;
const spoken = ['aria-label', 'aria-labelledby', 'ariaLabel', 'title', 'id', '...'] as const;
const silent: ReadonlySet<string> = new Set(['hidden', 'submit', 'button', 'image', 'reset', 'file']);
const parts = /(?:^|\/)(?:components?|ui)\/(?:ui\/)?[\w-]+\.[jt]sx$/u;

/** What running pages hold that shuts people out. Components of a kit, which hand their attributes on, are not judged. */
export function barriersIn(facts: Facts): readonly Barrier[] {
	const runs = (file: FileFact): boolean => file.role === 'app' && isReached(file, facts.reached) !== false && !mail.test(file.path);
	const marked = (kind: string, what: Barrier['kind']): readonly Barrier[] =>
		marksOf(facts, kind)
			.filter(({file, text}) => runs(file) && !notShown.test(text))
			.map(({path, line, text}) => ({path, line, text, kind: what, isKey: keyPath.test(path)}));
	const labelled = new Set(marksOf(facts, 'a11y.label').map(({path}) => path));
	const inCode = facts.files.flatMap(file =>
		runs(file) && file.code !== undefined && file.language !== 'py' ? elementsIn(file, labelled.has(file.path)) : [],
	);
	return [
		...marked('a11y.no-label', 'field without a label').filter(({path}) => !labelled.has(path)),
		...inCode,
		...marked('a11y.no-alt', 'picture without words'),
		...(setsLanguage(facts) ? [] : marked('a11y.no-lang', 'page without a language').filter(isPage)),
		...oncePerPage(marked('a11y.no-zoom', 'no zoom').filter(isPage)),
	];
}

const oncePerPage = (barriers: readonly Barrier[]): readonly Barrier[] =>
	[...new Map(barriers.toReversed().map(one => [one.path, one])).values()].toReversed();

/** Clicks on what no key reaches; a backdrop that closes a dialog may be among them. */
export const unreachableClicks = (facts: Facts): readonly Place[] =>
	marksOf(facts, 'a11y.click')
		.filter(({file}) => isReached(file, facts.reached) !== false)
		.map(({path, line, text}) => ({path, line, text}));

/** In a comment, or drawn by a kit that brings its own label. */
const notShown = /^<!--|\bmatInput\b/u;
const pageFile =
	/(?:^|\/)(?:index|base|_?layout|\+layout|app|main|_document|root|404|default)\.(?:html?|[jt]sx|vue|svelte|astro|njk|ejs|hbs)$/iu;
/** A page as a whole begins where its file does; later it is text for another window. What depends on a condition is not always so. */
const isPage = ({path, line, text}: Place): boolean => pageFile.test(path) && line < 120 && !text.includes('?');

/** Code tells the browser the language of the page. */
const setsLanguage = ({files}: Facts): boolean =>
	files.some(
		({role, code}) =>
			role === 'app' &&
			code !== undefined &&
			((mayName(code, ['documentElement.setAttribute']) &&
				code.calls.some(({to, args}) => to.endsWith('documentElement.setAttribute') && textOf(args[0]) === 'lang')) ||
				(mayName(code, ['documentElement.lang']) && code.assignments.some(({to}) => to.endsWith('documentElement.lang')))),
	);

function elementsIn(file: FileFact, labelled: boolean): readonly Barrier[] {
	const {code, path} = file;
	if (code === undefined || !mayName(code, ['img', 'input'])) return [];
	return code.calls.flatMap((call): readonly Barrier[] => {
		const place = {path, line: call.line, text: call.text, isKey: keyPath.test(path)};
		if (call.to === 'img' && !says(call, ['alt', 'aria-hidden', 'role', '...'])) return [{...place, kind: 'picture without words'}];
		const type = textOf(entryOf(call.args[0], 'type'));
		return call.to === 'input' &&
			!labelled &&
			!parts.test(path) &&
			says(call, ['placeholder']) &&
			!says(call, spoken) &&
			!silent.has(type ?? 'text')
			? [{...place, kind: 'field without a label'}]
			: [];
	});
}

const says = ({args: [options]}: Call, keys: readonly string[]): boolean =>
	options?.is === 'object' && options.entries.some(({key}) => keys.includes(key));
