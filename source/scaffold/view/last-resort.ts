import type {PlainFacts} from '../../facts/facts.ts';
import type {CodeNow, Given, SeenAt, View} from '../view.ts';
import {screenPart} from './last-resort/screen-part.ts';
import {serverParts} from './last-resort/server-part.ts';

const check = 'err-no-last-resort-handler';

/** What catches the errors that nothing else caught: behind the routes of each server, and around the screens. */
export function lastResortView(facts: PlainFacts, _given: Given, code: CodeNow, seenAt: SeenAt): View {
	const parts = serverParts(facts, code);
	const python = parts.find(({made}) => made.endsWith('.py'));
	const script = parts.find(({made}) => !made.endsWith('.py'));
	const screens = screenPart(facts, code);
	const nothing = parts.length === 0 && screens.next === '' && screens.pages === '' && screens.boundary === '';
	const places = seenAt(check).map(({path, line}) => `${path}:${line}`);
	return {
		data: {
			server: script?.made ?? '',
			python: python?.made ?? '',
			framework: script?.framework ?? python?.framework ?? '',
			commonjs: script?.commonjs ?? false,
			typed: script === undefined ? screens.typed : script.typed,
			next: screens.next,
			pages: screens.pages,
			ending: screens.ending,
			boundary: screens.boundary,
		},
		edits: [...parts.map(({edit}) => edit), ...screens.edits],
		after: nothing ? places.map(place => `${place}: give it the framework's own handler for errors that nothing else caught.`) : [],
		owes: nothing ? [{check, owes: 'put one handler behind all others: the place for it was not found'}] : [],
		scripts: {},
	};
}
