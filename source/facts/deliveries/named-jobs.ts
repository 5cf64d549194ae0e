import type {Place} from '../../safe-text.ts';
import {type Call, lastOf, textOf} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

/** A job that is sent by its name, and whether something of the project takes jobs of that name. */
export type NamedJob = Place & {readonly name: string; readonly taken: 'yes' | 'no' | 'not to be told'};

const putting: ReadonlySet<string> = new Set(['send', 'sendOnce', 'sendAfter', 'publish', 'sendDebounced', 'sendThrottled']);
const taking: ReadonlySet<string> = new Set(['work', 'subscribe', 'onComplete']);

/** Jobs that pg-boss and Celery are given by name. */
export const namedJobsOf = (facts: Facts): readonly NamedJob[] => [...ofPgBoss(facts), ...ofCelery(facts)];

type In = {readonly path: string; readonly call: Call};

const callsOf = (facts: Facts, fits: (call: Call) => boolean, language: 'py' | 'script'): readonly In[] =>
	facts.files.flatMap(file =>
		file.role === 'app' &&
		file.code !== undefined &&
		(file.language === 'py') === (language === 'py') &&
		isReached(file, facts.reached) !== false
			? file.code.calls.filter(fits).map(call => ({path: file.path, call}))
			: [],
	);

function ofPgBoss(facts: Facts): readonly NamedJob[] {
	const isUsed = facts.files.some(({role, code}) => role === 'app' && code?.imports.some(({from}) => from === 'pg-boss') === true);
	if (!isUsed) return [];
	const boss = /(?:^|\.)(?:pg)?boss\w*(?:\(\))?\.\w+$/iu;
	const takes = callsOf(facts, ({to}) => boss.test(to) && taking.has(lastOf(to)), 'script');
	const names = new Set(takes.flatMap(({call}) => textOf(call.args[0]) ?? []));
	const isClear = takes.every(({call}) => call.args[0]?.is === 'text');
	return callsOf(facts, ({to, args}) => boss.test(to) && putting.has(lastOf(to)) && args[0]?.is === 'text', 'script').map(
		({path, call}) => {
			const name = textOf(call.args[0]) ?? '';
			return {path, line: call.line, text: call.text, name, taken: names.has(name) ? 'yes' : isClear ? 'no' : 'not to be told'};
		},
	);
}

/** `app.send_task('mails.welcome')`: the worker's code is here when any task is. */
function ofCelery(facts: Facts): readonly NamedJob[] {
	const sent = callsOf(facts, ({to, args}) => lastOf(to) === 'send_task' && args[0]?.is === 'text', 'py');
	if (sent.length === 0) return [];
	const tasks = facts.files.flatMap(({code, path, role}) =>
		role !== 'app' || code === undefined
			? []
			: code.functions
					.filter(({decorators}) =>
						decorators.some(one =>
							/(?:^|\.)(?:task|shared_task|periodic_task)$/u.test(
								one.is === 'name' ? one.name : one.is === 'call' ? (code.calls[one.call]?.to ?? '') : '',
							),
						),
					)
					.flatMap(({name, decorators}) => [
						name,
						`${path.replace(/\.py$/u, '').replaceAll('/', '.')}.${name}`,
						...decorators.flatMap(one =>
							one.is === 'call' ? (textOf(code.calls[one.call]?.named.find(({key}) => key === 'name')?.value) ?? []) : [],
						),
					]),
	);
	return sent.map(({path, call}) => {
		const name = textOf(call.args[0]) ?? '';
		const isTaken = tasks.some(task => task === name || task.endsWith(`.${name}`) || lastOf(name) === task);
		return {path, line: call.line, text: call.text, name, taken: isTaken ? 'yes' : tasks.length > 0 ? 'no' : 'not to be told'};
	});
}
