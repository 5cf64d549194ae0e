import {type Facts, holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {type Floating, floatingIn} from '../../facts/promises/floating.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const found = floatingIn(facts);
	const worst = order.find(kind => found.some(one => one.kind === kind));
	if (worst !== undefined) {
		const first = found.filter(({kind}) => kind === worst);
		const isGrave = worst === 'never runs' || worst === 'unsent' || tells.has(worst) || holds(facts, 'runtime.serverless');
		return gap(saidOf(worst, worst === 'each' || worst === 'started' ? found : first), distinct([...first, ...found]), {
			occurrences: found.length,
			severity: isGrave ? 'high' : 'medium',
		});
	}
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const asynchronous = firstAsynchronous(facts);
	return asynchronous.length === 0
		? notApplicable('no asynchronous code was found that runs on a server')
		: unknown(
				'nothing of the kind was found that can be seen without a compiler (a loop of async functions, an async function that is called and left alone, or tested before it answers)',
				asynchronous,
			);
};

const order: readonly Floating['kind'][] = ['tested', 'stops', 'unsent', 'never runs', 'each', 'started'];
/** Kinds of which a request is not turned away that should be. */
const tells: ReadonlySet<Floating['kind']> = new Set<Floating['kind']>(['tested', 'stops']);

function saidOf(kind: Floating['kind'], [first, ...rest]: readonly Floating[]): string {
	const many = rest.length + 1;
	const name = first?.name ?? '';
	switch (kind) {
		case 'tested':
			return `${name}() answers later, and nothing waits for it${many === 1 ? '' : ` (${many} such tests)`}: what is tested is a promise, which always counts as yes`;
		case 'stops':
			return `${name}() is to turn requests away, and nothing waits for it${many === 1 ? '' : ` (${many} such calls)`}: what follows runs all the same`;
		case 'unsent':
			return many === 1
				? 'a write to the database is put together and never sent, since nothing waits for it'
				: `${many} writes to the database are put together and never sent, since nothing waits for them`;
		case 'never runs':
			return many === 1
				? 'a coroutine is made and never run, since nothing awaits it'
				: `${many} coroutines are made and never run, since nothing awaits them`;
		case 'each':
		case 'started':
			return many === 1
				? 'work is started for a request and not waited for, and nothing catches what it throws'
				: `${many} pieces of work are started for a request and not waited for, and nothing catches what they throw`;
	}
}

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
