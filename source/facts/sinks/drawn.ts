import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';

const page = /\.(?:tsx|jsx|vue|svelte|astro|html|ejs|hbs|njk|jinja2?)$/u;
/** `<h1>{title}</h1>`: a value is put between two tags. */
const between = /^<[^>]*>[^<{]*\{[^{}]/u;
/** `<Card title={title} />`: a value is handed on. */
const handed = /^<.*=\{(?!\{)/u;

/** For each file that draws a page the line where it first puts a value in, or else its first one; those that put in a value first. */
export function drawnPagesOf(facts: Facts): readonly Place[] {
	const pages = facts.files.filter(({path, role, lines}) => role === 'app' && lines > 0 && page.test(path));
	const drawn = pages.map(({path, firstLine}): {readonly rank: number; readonly place: Place} => {
		const elements = (facts.program.scopes.at(path)?.code.calls ?? []).filter(({text}) => text.startsWith('<'));
		const inside = elements.find(({text}) => between.test(text));
		const given = inside ?? elements.find(({text}) => handed.test(text));
		if (given === undefined) return {rank: 2, place: firstLine};
		return {rank: inside === undefined ? 1 : 0, place: {path, line: given.line, text: given.text}};
	});
	return drawn.toSorted((one, other) => one.rank - other.rank).map(({place}) => place);
}
