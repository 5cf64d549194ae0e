import {homedir, platform} from 'node:os';
import type {Given, Problem, Result, Visit} from '../coaching/work.ts';
import type {Decision} from '../record/decision.ts';
import {evidenceFrom, pastedEvidence} from '../record/evidence.ts';
import {personFolder} from '../record/person-folder.ts';
import {type Preferences, savePreferences} from '../record/preferences.ts';
import {rememberVisit} from '../record/visits.ts';
import {safeText} from '../safe-text.ts';
import type {World} from './world.ts';

/** What went wrong, as far as it can be expected to, and what to do next. */
export const failed = <Value>(what: string, next: string): Result<Value> => ({
	ok: false,
	problem: {what: safeText(what, 600), next: safeText(next, 300)},
});
/** What work came to. */
export const done = <Value>(value: Value): Result<Value> => ({ok: true, value});

/** The decision with its evidence, or what is wrong with what was given. */
export async function withEvidence(root: string, decision: Decision, given: Given): Promise<Decision | Problem> {
	if (decision.kind !== 'answer') return decision;
	switch (given.given) {
		case 'nothing':
		case 'day':
			return decision;
		case 'output':
			return {...decision, evidence: pastedEvidence(given.text)};
		case 'path':
		case 'link': {
			const evidence = await evidenceFrom(root, given.text);
			return 'problem' in evidence
				? {what: safeText(evidence.problem), next: safeText('What you typed is kept; mend it and try again.')}
				: {...decision, evidence: evidence.evidence};
		}
	}
}

/** Remembers a visit in the person's state folder. */
export async function keptVisit(
	root: string,
	states: string,
	{on, goal, context, level, open, notNow}: Visit,
	head: string | undefined,
): Promise<Result<undefined>> {
	const putOff = Object.entries(notNow).map(([key, day]) => {
		const at = key.indexOf('@');
		const [check, folder] = at === -1 ? [key, '.'] : [key.slice(0, at), key.slice(at + 1)];
		return {check, package: folder, on: day};
	});
	const trouble = await rememberVisit(states, root, {
		scan: {on, level, open, ...(head === undefined ? {} : {head})},
		context,
		goal,
		notNow: putOff,
	});
	return trouble === undefined ? done(undefined) : failed(trouble.problem, 'The coach works on; only this visit is not remembered.');
}

/** Keeps the preferences in the person's own folder. */
export async function keptPreferences(preferences: Preferences, {environment}: World): Promise<Result<undefined>> {
	const problem = await savePreferences(personFolder('config', {platform: platform(), home: homedir(), environment}), preferences);
	return problem === undefined ? done(undefined) : failed(problem, 'Make it writable, or set XDG_CONFIG_HOME.');
}
