import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {expect, test} from 'vitest';
import type {Event} from '../../source/coaching/event.ts';
import {next} from '../../source/coaching/next.ts';
import type {Session} from '../../source/coaching/session.ts';
import {isTyping, keysFor} from '../../source/screens/keymap.ts';
import {menuOf} from '../../source/screens/menu.ts';
import {pageOf} from '../../source/screens/page-of.ts';
import {practice} from '../support/practice.ts';
import {onFirstStep} from '../support/sessions.ts';

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

/** Megabytes that are held once everything that can go has gone. */
function held(): number {
	if (typeof collect !== 'function') throw new Error('the garbage collector cannot be called');
	collect();
	collect();
	return process.memoryUsage().heapUsed / 1024 / 1024;
}

const {work} = practice();
const planned = await work.plan('ci-workflow', {});
const seen = await work.look({}, () => {}, new AbortController().signal);

/** What comes back from work that a key began. */
function answerTo(session: Session): Event | undefined {
	const doing = session.phase === 'left' ? undefined : session.known.doing;
	if (doing === undefined) return undefined;
	if (doing.doing === 'plan') return {event: 'planned', result: planned};
	if (doing.doing === 'assess') return {event: 'assessed', context: doing.context, result: seen};
	if (doing.doing === 'write') return {event: 'wrote', result: {ok: true, value: []}};
	if (doing.doing === 'undo') return {event: 'undone', result: {ok: true, value: {taken: [], kept: []}}};
	if (doing.doing === 'edit') return {event: 'edited', result: {ok: true, value: undefined}};
	return {event: 'looked', result: seen};
}

test('10,000 keys, whichever they are, leave no more behind than the first thousand', async () => {
	let state = 7;
	const dice = (sides: number): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * sides);
	};
	let session: Session = await onFirstStep();
	const press = (keys: number): void => {
		for (let key = 0; key < keys; key += 1) {
			const menu = menuOf(session).map(({event}) => event);
			const bound = keysFor(session).flatMap(({act}) => (act === undefined || 'turn' in act ? [] : [act]));
			const typed = isTyping(session) ? [{event: 'type', edit: {edit: 'insert', text: 'é'}} as const] : [];
			const all: readonly Event[] = [...menu, ...bound, ...typed].filter(({event}) => event !== 'leave' && event !== 'practise');
			const pressed = all[dice(all.length)] ?? {event: 'back'};
			const after = next(session, pressed);
			const answer = answerTo(after);
			const then = answer === undefined ? after : next(after, answer);
			if (then.phase !== 'left') session = then;
			pageOf(session, {columns: 80, rows: 24});
		}
	};
	press(1000);
	const before = held();
	press(10_000);
	expect(held() - before).toBeLessThan(4);
});
