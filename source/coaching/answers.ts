import type {Context} from '../record/decision.ts';
import type {Asked} from './session.ts';
import {asLongAsItTakes} from './steps.ts';

/** One answer to one of the three questions, and what it says about the project. */
export type Answer = {readonly label: string; readonly context: Context};

const answers: Readonly<Record<Asked, readonly Answer[]>> = {
	users: [
		{label: 'Only me', context: {users: 'me'}},
		{label: 'A few people I know', context: {users: 'pilot'}},
		{label: 'Customers, soon', context: {users: 'customers'}},
		{label: 'Anyone on the internet', context: {users: 'public'}},
		{label: "I don't know yet", context: {}},
	],
	stakes: [
		{label: 'Money', context: {stakes: 'money'}},
		{label: 'Sensitive data: health, identity, private messages', context: {stakes: 'sensitive'}},
		{label: 'Both', context: {stakes: 'both'}},
		{label: 'Neither', context: {stakes: 'neither'}},
		{label: "I don't know", context: {}},
	],
	hours: [
		{label: '30 minutes', context: {hours: 0.5}},
		{label: '2 hours', context: {hours: 2}},
		{label: 'Half a day', context: {hours: 4}},
		{label: 'As long as it takes', context: {hours: asLongAsItTakes}},
		{label: "I don't know", context: {}},
	],
};

/** The answers to one of the three questions; the last one is "don't know". */
export const answersTo = (question: Asked): readonly Answer[] => answers[question];

/** Which answer was given before; the first one when none was. */
export const answerBefore = (question: Asked, context: Context): number =>
	Math.max(
		0,
		answers[question].findIndex(answer => answer.context[question] !== undefined && answer.context[question] === context[question]),
	);
