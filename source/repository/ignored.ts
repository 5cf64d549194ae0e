import ignore, {type Ignore} from 'ignore';

/** Parts of a pattern that may stand for any number of folders: each more multiplies the time that one path takes. */
const mostGlobstars = 3;
const mostPatterns = 5000;
const globstar = /\*\*/gu;

/** The patterns of a `.gitignore`, without those that a hostile one holds to be tried for ever; `leftOut` says which. */
export function rulesOf(text: string): {readonly rules: Ignore; readonly leftOut?: string} {
	const lines = text.split(/\r?\n/u);
	const kept = lines.filter(line => (line.match(globstar)?.length ?? 0) <= mostGlobstars);
	const rules = ignore().add(kept.slice(0, mostPatterns).join('\n'));
	const leftOut =
		kept.length < lines.length
			? `it holds patterns with more than ${mostGlobstars} "**", which ignored nothing here`
			: kept.length > mostPatterns
				? `it holds more than ${mostPatterns} patterns, and those after them ignored nothing here`
				: undefined;
	return {rules, ...(leftOut === undefined ? {} : {leftOut})};
}
