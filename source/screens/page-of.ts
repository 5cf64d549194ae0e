import type {Coaching, Session} from '../coaching/session.ts';
import type {Binding} from './bindings.ts';
import {keysFor} from './keymap.ts';
import {blank} from './line.ts';
import type {Page, Paper} from './page.ts';
import {aboutPage} from './pages/about.ts';
import {askingPage, cutOffPage, failedPage, lookingPage, welcomePage} from './pages/arriving.ts';
import {byHandPage} from './pages/by-hand.ts';
import {checkPage} from './pages/check.ts';
import {categoryPage, packagePage} from './pages/check-list.ts';
import {nothingPage, resumePage, wrapUpPage, writtenPage} from './pages/closing.ts';
import {everythingPage} from './pages/everything.ts';
import {examplesPage} from './pages/examples.ts';
import {exercisePage, exercisesPage} from './pages/exercise.ts';
import {factsPage} from './pages/facts.ts';
import {firstPage} from './pages/first.ts';
import {formPage} from './pages/form.ts';
import {helpPage} from './pages/help.ts';
import {livePage} from './pages/live.ts';
import {packagesPage} from './pages/packages.ts';
import {planPage} from './pages/plan.ts';
import {preferencesPage} from './pages/preferences.ts';
import {searchPage} from './pages/search.ts';
import {questionPage, stepPage} from './pages/step.ts';

/** The keys of the screen behind the help. */
function keysBehind(session: Session, paper: Paper): readonly Binding[] {
	switch (session.phase) {
		case 'left':
			return [];
		case 'arriving': {
			const here = session.trail.at(-1);
			return here === undefined ? [] : keysFor({...session, here}, paper);
		}
		case 'coaching': {
			const here = session.trail.at(-1);
			return here === undefined ? [] : keysFor({...session, here}, paper);
		}
	}
}

function coachingPage(session: Coaching, paper: Paper): Page {
	const {here} = session;
	switch (here.screen) {
		case 'resume':
			return resumePage(session, paper);
		case 'exercise':
			return exercisePage(session, paper);
		case 'nothing':
			return nothingPage(session, paper);
		case 'step':
			return stepPage(session, here.key, here.place, paper);
		case 'first':
			return firstPage(session, here.at, paper);
		case 'everything':
			return everythingPage(session, here.at, paper);
		case 'category':
			return categoryPage(session, here.category, here.at, here.unfolded, paper);
		case 'search':
			return searchPage(session, here.at, paper);
		case 'packages':
			return packagesPage(session, here.at, paper);
		case 'package':
			return packagePage(session, here.folder, here.at, here.unfolded, paper);
		case 'preferences':
			return preferencesPage(session, here.at, here.typing, paper);
		case 'check':
			return checkPage(session, here.key, here.place, paper);
		case 'by-hand':
			return byHandPage(session, here.key, here.place, paper);
		case 'examples':
			return examplesPage(session, here.key, paper);
		case 'question':
			return questionPage(session, here.key, paper);
		case 'form':
			return formPage(session, here.key, here.form, here.part, paper);
		case 'plan':
			return planPage(session, here, paper);
		case 'written':
			return writtenPage(session, here.plan, here.files, here.change, paper);
		case 'live':
			return livePage(session, here.at, paper);
		case 'about':
			return aboutPage(session, paper);
		case 'facts':
			return factsPage(session, here.at, paper);
		case 'wrap-up':
			return wrapUpPage(session, paper);
		case 'asking':
			return askingPage(here.question, session.known, session.look, paper);
		case 'failed':
			return failedPage(session.known, here.problem, paper);
		case 'help':
			return helpPage(keysBehind(session, paper), paper);
	}
}

/** What the screen shows, before it is cut to the terminal. */
export function pageOf(session: Session, paper: Paper): Page {
	switch (session.phase) {
		case 'left':
			return {head: blank, body: []};
		case 'coaching':
			return coachingPage(session, paper);
		case 'arriving': {
			const {here} = session;
			switch (here.screen) {
				case 'cut-off':
					return cutOffPage(session.known, here.files, paper);
				case 'exercises':
					return exercisesPage(session, here.at, paper);
				case 'welcome':
					return welcomePage(session, paper);
				case 'asking':
					return askingPage(here.question, session.known, session.look, paper);
				case 'looking':
					return lookingPage(session, paper);
				case 'failed':
					return failedPage(session.known, here.problem, paper);
				case 'help':
					return helpPage(keysBehind(session, paper), paper);
			}
		}
	}
}
