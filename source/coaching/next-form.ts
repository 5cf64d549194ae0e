import {safeText} from '../safe-text.ts';
import {doing as begin} from './doing.ts';
import type {Input} from './event.ts';
import {edited, fieldOf} from './field.ts';
import {answersTo, decided, draftOf, type Form, fieldFor, type Part, partsOf, problemWith} from './form.ts';
import {goTo, notLiveOf, saying} from './moving.ts';
import type {Coaching, CoachingScreen} from './session.ts';
import {type Key, standingOf} from './standings.ts';

type FormScreen = Extract<CoachingScreen, {screen: 'form'}>;

/** Has the files of a check's template prepared, filled with what was said. */
function prepare(session: Coaching, key: Key, answers: Readonly<Record<string, string>>): Coaching {
	const template = standingOf(session.look.assessment, key)?.item.template;
	if (template === undefined || !session.look.templates.some(({id}) => id === template))
		return saying(session, 'There is nothing to write for this one. The steps by hand are on its card.');
	return begin(session, {doing: 'plan', key, template, answers}, 'Preparing the files. Nothing is written yet.');
}

/** Saves what a form came to. */
function save(session: Coaching, key: Key, form: Form): Coaching {
	const {known, look} = session;
	const standing = standingOf(look.assessment, key);
	if (standing === undefined) return session;
	if (form === 'needs') return prepare(session, key, answersTo(known, key, partsOf(form, known, standing, look.templates)));
	if (known.doing !== undefined) return saying(session, 'One moment: something is still under way.');
	const until = notLiveOf(look).find(live => live.check === standing.item.id && live.package === standing.package)?.until ?? safeText('');
	const {decision, by, given} = decided(form, standing, known, until, key);
	const doing = {doing: 'remember', key, decision, given} as const;
	return saying({...session, known: {...known, by, doing}}, 'Saving.');
}

/** What is asked on a form now. */
export const partHere = ({known, look}: Coaching, here: FormScreen): Part | undefined =>
	partsOf(here.form, known, standingOf(look.assessment, here.key), look.templates)[here.part];

/** The form at a part: where answers are chosen, at the one given before, or the one that files name, or at none of them. */
function formAt(session: Coaching, form: Omit<FormScreen, 'screen' | 'at'>): FormScreen {
	const here = {screen: 'form', ...form, at: 0} as const;
	const part = partHere(session, here);
	const choices = (part?.choices ?? []).map(choice => choice.toLowerCase());
	if (part === undefined || choices.length === 0) return here;
	const before = choices.indexOf(fieldFor(session.known, form.key, form.form, part).text.toLowerCase());
	const labels = new Set(session.look.facts.map(({label}) => label.toLowerCase()));
	const named = choices.findIndex(choice => labels.has(choice));
	return {...here, at: [before, named].find(index => index >= 0) ?? choices.length};
}

/** Opens a form, or saves at once when there is nothing to type. */
export const openForm = (session: Coaching, key: Key, form: Form): Coaching =>
	partsOf(form, session.known, standingOf(session.look.assessment, key), session.look.templates).length === 0
		? save(session, key, form)
		: goTo(session, formAt(session, {key, form, part: 0}));

const typed = (session: Coaching, here: FormScreen, part: Part, event: Extract<Input, {event: 'type'}>): Coaching => {
	const {known} = session;
	const edit =
		event.edit.edit === 'insert' && part.id !== 'output' ? {...event.edit, text: event.edit.text.replace(/[\r\n\t]+/gu, ' ')} : event.edit;
	const field = edited(fieldFor(known, here.key, here.form, part), edit);
	return saying({...session, known: {...known, drafts: {...known.drafts, [draftOf(here.key, here.form, part)]: field}}}, '');
};

/** The next session while something is typed. What was typed stays until it is saved. */
export function nextForm(session: Coaching, here: FormScreen, event: Extract<Input, {event: 'type' | 'submit'}>): Coaching {
	const parts = partsOf(here.form, session.known, standingOf(session.look.assessment, here.key), session.look.templates);
	const part = parts[here.part];
	if (part === undefined) return session;
	if (event.event === 'type') return typed(session, here, part, event);
	if (event.text !== undefined) {
		const drafts = {...session.known.drafts, [draftOf(here.key, here.form, part)]: fieldOf(event.text)};
		return nextForm({...session, known: {...session.known, drafts}}, here, {event: 'submit'});
	}
	const problem = problemWith(part, fieldFor(session.known, here.key, here.form, part).text, session.known.today);
	if (problem !== undefined) return saying(session, problem, 'warn');
	return here.part + 1 < parts.length
		? goTo(session, formAt(session, {key: here.key, form: here.form, part: here.part + 1}))
		: save(session, here.key, here.form);
}
