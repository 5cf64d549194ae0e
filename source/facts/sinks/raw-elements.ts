import type {Call} from '../code/code.ts';
import {entryOf} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {placeOf, type Sink} from './sink.ts';

const scripts: ReadonlySet<string> = new Set(['script', 'Script']);

/** Scripts of a page (data for search engines among them) that a component writes as text: a `<` in them can end the script. */
export const pageScriptsOf = (facts: Facts): readonly Sink[] => elementsOf(facts, call => scripts.has(call.to));

/** Style sheets that a component writes as text: no script can stand in them. */
export const styleSheetsOf = (facts: Facts): readonly Sink[] => elementsOf(facts, call => call.to === 'style');

function elementsOf(facts: Facts, fits: (call: Call) => boolean): readonly Sink[] {
	return facts.files.flatMap(({path, role}): readonly Sink[] => {
		if (role !== 'app' || !facts.reached.has(path)) return [];
		return (facts.program.scopes.at(path)?.code.calls ?? []).flatMap((call): readonly Sink[] => {
			const held = fits(call) ? entryOf(call.args[0], 'dangerouslySetInnerHTML') : undefined;
			if (held === undefined) return [];
			const value = entryOf(held, '__html') ?? held;
			const made = value.is === 'call' ? facts.program.scopes.at(path)?.code.calls[value.call] : undefined;
			return [
				{
					...placeOf(path, made ?? call),
					name: call.to,
					parts: [{value, at: {path, in: call.in, line: call.line}, quoted: false}],
					unread: false,
				},
			];
		});
	});
}
