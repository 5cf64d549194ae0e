import type {Asked} from '../coaching/session.ts';
import {asLongAsItTakes} from '../coaching/steps.ts';
import {item, type MenuItem} from './menu-item.ts';

const hours: readonly (readonly [string, number])[] = [
	['30 minutes', 0.5],
	['2 hours', 2],
	['Half a day', 4],
	['As long as it takes', asLongAsItTakes],
];

/** The answers to one of the three questions; the last one is "don't know". */
export function answersTo(question: Asked): readonly MenuItem[] {
	switch (question) {
		case 'users':
			return [
				item('Only me', {event: 'say', question, context: {users: 'me'}}),
				item('A few people I know', {event: 'say', question, context: {users: 'pilot'}}),
				item('Customers, soon', {event: 'say', question, context: {users: 'customers'}}),
				item('Anyone on the internet', {event: 'say', question, context: {users: 'public'}}),
				item("I don't know yet", {event: 'say', question, context: {}}),
			];
		case 'stakes':
			return [
				item('Money', {event: 'say', question, context: {stakes: 'money'}}),
				item('Sensitive data: health, identity, private messages', {event: 'say', question, context: {stakes: 'sensitive'}}),
				item('Both', {event: 'say', question, context: {stakes: 'both'}}),
				item('Neither', {event: 'say', question, context: {stakes: 'neither'}}),
				item("I don't know", {event: 'say', question, context: {}}),
			];
		case 'hours':
			return [
				...hours.map(([label, amount]) => item(label, {event: 'say', question, context: {hours: amount}})),
				item("I don't know", {event: 'say', question, context: {}}),
			];
	}
}
