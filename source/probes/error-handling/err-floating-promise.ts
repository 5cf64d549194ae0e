import {type Facts, holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {floatingIn} from '../../facts/promises/floating.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const found = floatingIn(facts);
	if (found.length > 0) {
		const never = found.filter(({kind}) => kind === 'never runs');
		return gap(
			never.length > 0
				? `${never.length === 1 ? 'a coroutine is' : `${never.length} coroutines are`} made and never run, since nothing awaits ${never.length === 1 ? 'it' : 'them'}`
				: `${found.length === 1 ? 'work is' : `${found.length} pieces of work are`} started for a request and not waited for, and nothing catches what ${found.length === 1 ? 'it throws' : 'they throw'}`,
			distinct([...never, ...found]),
			{occurrences: found.length, severity: never.length > 0 || holds(facts, 'runtime.serverless') ? 'high' : 'medium'},
		);
	}
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const asynchronous = firstAsynchronous(facts);
	return asynchronous.length === 0
		? notApplicable('no asynchronous code was found that runs on a server')
		: unknown(
				'nothing of the kind was found that can be seen without a compiler (a loop of async functions, an async function that is called and left alone)',
				asynchronous,
			);
};

const mostShown = 2;

/** The first asynchronous functions that run on a server. */
function firstAsynchronous({files}: Facts): readonly Place[] {
	const found: Place[] = [];
	for (const {path, role, side, code} of files) {
		if (role !== 'app' || side === 'client' || code === undefined) continue;
		for (const {isAsync, line, text} of code.functions) if (isAsync) found.push({path, line, text});
		if (found.length >= mostShown) break;
	}
	return found.slice(0, mostShown);
}

export default probe;
