import {edited} from './field.ts';
import {saying} from './moving.ts';
import {searchDraft, searchField} from './searching.ts';
import type {Coaching} from './session.ts';

/** The session in which no words are looked for yet: who searches anew looks for something else. */
export const withoutWords = (session: Coaching): Coaching => {
	const {[searchDraft]: _, ...drafts} = session.known.drafts;
	return {...session, known: {...session.known, drafts}};
};

/** The session after another character: the first match is chosen. */
export function typeSearch(session: Coaching, edit: Parameters<typeof edited>[1]): Coaching {
	const {here, known: before} = session;
	if (here.screen !== 'search') return session;
	const oneLine = edit.edit === 'insert' ? {...edit, text: edit.text.replace(/[\r\n\t]+/gu, ' ').slice(0, 200)} : edit;
	const field = edited(searchField(session), oneLine);
	const moved = field.text === searchField(session).text ? here : {...here, at: 0};
	return saying({...session, here: moved, known: {...before, drafts: {...before.drafts, [searchDraft]: field}}}, '');
}
