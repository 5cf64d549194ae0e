import type {Context} from '../record/decision.ts';
import type {Asked} from './session.ts';
import {asLongAsItTakes, usualHours} from './steps.ts';

/** One answer to one of the three questions, and what it says about the project. */
export type Answer = {readonly label: string; readonly short?: string; readonly context: Context};

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
		{
			label: 'Sensitive data: health, identity, private messages',
			short: 'Sensitive data, such as health',
			context: {stakes: 'sensitive'},
		},
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

/** Which answer was given before; when none was the usual time, and elsewhere the first. */
export const answerBefore = (question: Asked, context: Context): number => {
	const given = {hours: usualHours, ...context}[question];
	return Math.max(
		0,
		answers[question].findIndex(({context: said}) => said[question] !== undefined && said[question] === given),
	);
};
