import {type ParseArgsConfig, parseArgs} from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Arguments as options and the words that are none, or what is wrong with them in one sentence. */
export type Arguments<O extends Options> =
	| {
			readonly ok: true;
			readonly values: ReturnType<typeof parseArgs<{options: O; allowPositionals: true}>>['values'];
			readonly words: readonly string[];
	  }
	| {readonly ok: false; readonly problem: string};

/** Parses a command's words. Anything that it does not know is said, with the way to help. */
export function argumentsOf<const O extends Options>(words: readonly string[], options: O, command = ''): Arguments<O> {
	try {
		const {values, positionals} = parseArgs({args: [...words], options, allowPositionals: true});
		return {ok: true, values, words: positionals};
	} catch (error) {
		const said = error instanceof Error ? (error.message.split('. To specify')[0] ?? '') : String(error);
		return {
			ok: false,
			problem: `${said.replace(/\.$/u, '')}.${meant(said, Object.keys(options))} See: shipworthy ${command === '' ? '' : `${command} `}--help`,
		};
	}
}

const unknownOption = /'--([^'=\s]+)/u;

function meant(said: string, options: readonly string[]): string {
	const near = closest(unknownOption.exec(said)?.[1] ?? '', options);
	return near === undefined ? '' : ` Did you mean --${near}?`;
}

/** Beginnings that so many entries share name none of them. */
const mostAlike = 3;

/** What was meant by what was typed, for "did you mean": the entry of a list that is closest, else the few that begin so. */
export function closest(typed: string, known: readonly string[]): string | undefined {
	const alike = typed.length < 2 ? [] : known.filter(word => word.startsWith(typed));
	if (alike.length > 0 && alike.length <= mostAlike) return alike.join(' or ');
	if (typed === '') return undefined;
	const scored = known.map(word => ({word, distance: distance(typed, word)})).sort((one, other) => one.distance - other.distance);
	const best = scored[0];
	return best !== undefined && best.distance <= Math.max(2, Math.floor(typed.length / 3)) ? best.word : undefined;
}

function distance(one: string, other: string): number {
	let row = Array.from({length: other.length + 1}, (_, index) => index);
	for (const [i, left] of [...one].entries()) {
		const above = row;
		row = [i + 1];
		for (const [j, right] of [...other].entries())
			row.push(Math.min((above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1, (above[j] ?? 0) + (left === right ? 0 : 1)));
	}
	return row[other.length] ?? 0;
}
