import type {Severity} from '../../checklists/checklist.ts';
import {answersOf} from '../../facts/answers/answers-of.ts';
import {debugModesOf} from '../../facts/answers/debug-modes.ts';
import {errorMakersOf} from '../../facts/answers/error-makers.ts';
import {type Leak, leaksOf} from '../../facts/answers/leaks.ts';
import {passedOnIn} from '../../facts/answers/passed-on.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const refused = (status: number | undefined): boolean => status !== undefined && status >= 400 && status < 500;

/** Whether an answer certainly tells strangers about the inside: more than what a form would say to the person in front of it. */
function isCertain({told, status, how, from, isSure}: Leak): boolean {
	if (!isSure) return false;
	if (told === 'stack') return true;
	if (refused(status)) return false;
	if (how === 'returned' && status === undefined) return false;
	return told === 'whole' || from !== 'result' || (status ?? 0) >= 500;
}

const weightOf = ({told}: Leak): number => (told === 'stack' ? 0 : told === 'whole' ? 1 : 2);

const said = (leaks: readonly Leak[]): string => {
	const [first] = leaks;
	const whole = leaks.filter(({told}) => told !== 'message').length;
	if (leaks.length === 1) {
		if (first?.told === 'stack') return 'an answer holds the error itself, with the lines of code that it passed';
		return first?.told === 'whole'
			? 'an answer holds the whole error that nobody expected'
			: 'an answer holds the message of an error that nobody expected';
	}
	const many = `${leaks.length} answers`;
	if (first?.told === 'stack')
		return `${many} repeat an error that nobody expected, ${whole === leaks.length ? 'with' : 'some with'} the lines of code that it passed`;
	if (whole === 0) return `${many} hold the message of an error that nobody expected`;
	return whole === leaks.length
		? `${many} hold the whole error that nobody expected`
		: `${many} repeat an error that nobody expected, ${whole} of them the whole of it`;
};

const probe: Probe = facts => {
	const modes = debugModesOf(facts);
	const leaks = leaksOf(facts);
	const certain = leaks.filter(isCertain).toSorted((one, other) => weightOf(one) - weightOf(other));
	if (modes.length > 0 || certain.length > 0) {
		const isBad = modes.some(({byDefault}) => !byDefault) || certain.some(({told}) => told !== 'message');
		const severity: Severity = isBad ? 'high' : 'medium';
		return gap(
			[...new Set(modes.map(({what}) => what)), ...(certain.length > 0 ? [said(certain)] : [])].join('; '),
			distinct([...modes, ...certain]),
			{severity, occurrences: modes.length + certain.length},
		);
	}
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (leaks.length > 0)
		return unknown(
			`${leaks.length === 1 ? 'one answer repeats' : `${leaks.length} answers repeat`} the message of an error, and whether it was written for the person who reads it cannot be told`,
			distinct(leaks),
			{occurrences: leaks.length},
		);
	return clean(facts);
};

function clean(facts: Facts) {
	const points = facts.entryPoints.points.filter(({kind}) => kind !== 'cron' && kind !== 'queue');
	const answers = answersOf(facts);
	const [unread] = facts.entryPoints.unread;
	const failing = answers
		.filter(({error, status}) => (error !== undefined && !refused(status)) || (status ?? 0) >= 500)
		.toSorted((one, other) => (other.status ?? 0) - (one.status ?? 0));
	if (points.length === 0 && answers.length === 0)
		return unread === undefined
			? notApplicable('nothing here answers requests')
			: unknown(`routes of ${unread.framework} are not read: ${unread.because}`, unread.places);
	if (holds(facts, 'fw.trpc') || points.some(({framework}) => framework === 'trpc'))
		return unknown(
			'tRPC repeats the message of every error to the caller unless it is told otherwise, and what it is told was not judged',
			distinct(points.filter(({framework}) => framework === 'trpc')).slice(0, 3),
		);
	// What answers by itself was judged already, with the rest of its file.
	const judged = new Set(failing.map(({path}) => path));
	const makers = errorMakersOf(facts).filter(({path}) => !judged.has(path));
	const open = makers.filter(({gated}) => !gated);
	if (open.length > 0)
		return unknown(
			'what turns errors into answers repeats the message of an error, and whether strangers see that answer could not be followed',
			distinct(open),
		);
	const handed = passedOnIn(facts);
	if (handed.length > 0)
		return unknown(
			`${handed.length === 1 ? 'the message of an error is' : `messages of errors (${handed.length}) are`} streamed or handed to a function that writes them down, and whether strangers see that could not be followed`,
			distinct(handed),
			{occurrences: handed.length},
		);
	if (makers.length > 0)
		return pass('an error is repeated only where a setting says that this is not production', distinct([...makers, ...failing]));
	return failing.length > 0
		? pass(
				`${failing.length === 1 ? 'the one answer to something that failed does not repeat' : `none of ${failing.length} answers to something that failed repeats`} the error`,
				distinct(failing),
				{occurrences: failing.length},
			)
		: pass('no answer repeats an error', distinct([...points.filter(({kind}) => kind !== 'page'), ...points]).slice(0, 5));
}

export default probe;
