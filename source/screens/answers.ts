import {answersTo} from '../coaching/answers.ts';
import type {Asked} from '../coaching/session.ts';
import {item, type MenuItem} from './menu-item.ts';

/** The answers to one of the three questions, as a menu. */
export const answersMenu = (question: Asked): readonly MenuItem[] =>
	answersTo(question).map(({label, short, context}) => item(label, {event: 'say', question, context}, short));
