import type {FileScope} from '../entry-points/scope.ts';

/** A name that stands for how large something is, or may be. */
export const sized =
	/(?:^|\.)(?:size|length|byteLength|content_length|file_size|filesize|MAX_\w*(?:SIZE|BYTES|MB)\w*|max_?(?:file_?)?(?:size|bytes)\w*)$/iu;
/** A name that stands for what kind of file something is. */
export const typed =
	/(?:^|\.)(?:type|mimetype|mime_type|content_type|mime|contentType|ext|extension|suffix|ALLOWED_\w+|allowed\w*|format|filename)$/iu;

/** The names in the conditions of a function, and in the tests that it makes. */
export const lookedAt = (scope: FileScope, at: number): readonly string[] =>
	scope
		.bodyOf(at)
		.flatMap(here => [
			...scope.exitsIn(here).flatMap(exit => exit.when),
			...scope
				.callsIn(here)
				.flatMap(call => [
					...call.when,
					...(/(?:includes|has|startsWith|test|some|endswith|startswith|allowed_file|match)$/u.test(call.to)
						? [call.to, ...call.args.flatMap(arg => (arg.is === 'name' ? [arg.name] : []))]
						: []),
				]),
		]);

/** Something in the file asks for such a name, before or after. */
export const laterChecked = (scope: FileScope, word: RegExp): boolean =>
	scope.code.exits.some(exit => exit.when.some(one => word.test(one))) ||
	scope.code.calls.some(call => call.args.some(arg => arg.is === 'name' && word.test(arg.name)) || call.when.some(one => word.test(one)));
