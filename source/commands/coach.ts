import {homedir, platform} from 'node:os';
import {basename, resolve} from 'node:path';
import type {Goal, Visit} from '../coaching/work.ts';
import {scaffoldStore} from '../record/scaffold-store.ts';
import {signer} from '../record/signer.ts';
import {stateFolder} from '../record/state-folder.ts';
import {lastVisit, type Visit as Remembered} from '../record/visits.ts';
import {rootOf} from '../repository/open.ts';
import {safeText} from '../safe-text.ts';
import {recover} from '../scaffold/recover.ts';
import {startCoach} from '../screens/start.tsx';
import {argumentsOf} from './arguments.ts';
import {coachWork} from './coach-work.ts';
import {scan} from './scan.ts';
import {dayOf, exitCodes, type World} from './world.ts';

/** Opens the coach on a folder; without a terminal, prints the report instead. */
export async function coach(words: readonly string[], world: World): Promise<number> {
	const given = argumentsOf(words, {
		plain: {type: 'boolean', default: false},
		ascii: {type: 'boolean', default: false},
		'no-alt-screen': {type: 'boolean', default: false},
		'no-color': {type: 'boolean', default: false},
	});
	const [folder = '.', another] = given.ok ? given.words : [];
	if (!given.ok || another !== undefined) {
		world.tell(`${given.ok ? `One folder at a time: "${safeText(another ?? '')}" is one too many.` : safeText(given.problem)}\n`);
		return exitCodes.usedWrongly;
	}
	const {plain, ascii} = given.values;
	if (plain || world.screen === undefined) return scan([folder, ...(ascii ? ['--ascii'] : [])], world);
	const opened = rootOf(resolve(world.cwd, folder));
	if ('problem' in opened) {
		world.tell(`${safeText(opened.problem)}\n`);
		return exitCodes.usedWrongly;
	}
	const {root} = opened;
	const home = homedir();
	const states = stateFolder({platform: platform(), home, environment: world.environment});
	const recovered = recover(root, scaffoldStore(root, world.runner));
	const [{visit, troubles}, by] = await Promise.all([lastVisit(states, root), signer(root, {home, environment: world.environment})]);
	const since = earlier(visit);
	const {keyboard, stdout, stderr, stop, shown} = world.screen;
	const ending = await startCoach({
		work: coachWork(root, states, world),
		beginning: {name: safeText(basename(root) || 'root'), today: dayOf(world.today), by, since},
		keyboard,
		stdout,
		stderr,
		alternateScreen: !given.values['no-alt-screen'],
		colour: !given.values['no-color'] && (world.environment.NO_COLOR ?? '') === '',
		ascii: ascii || !speaksUtf8(world.environment),
		stop,
		shown,
	});
	for (const {problem} of troubles) world.tell(`${problem}\n`);
	if (recovered.kind === 'recovered')
		world.tell(`A write that was cut off earlier was taken back: ${recovered.restored.map(path => safeText(path)).join(', ')}\n`);
	if (recovered.kind === 'refused') world.tell(`${recovered.because}\n`);
	for (const line of ending.words) world.write(`${line}\n`);
	return ending.code;
}

const goals = ['launch', 'know', 'exercise', 'everything'] as const;
const isGoal = (word: string | undefined): word is Goal => goals.some(goal => goal === word);

/** The last visit in the coach's terms; undefined when there was none. */
function earlier({scan: seen, context, goal, notNow}: Remembered): Visit | undefined {
	if (seen === undefined) return undefined;
	const putOff = notNow.map(({check, package: at, on}) => [at === '.' ? check : `${check}@${at}`, on] as const);
	return {
		on: seen.on,
		level: seen.level,
		open: seen.open,
		goal: isGoal(goal) ? goal : 'everything',
		context,
		notNow: Object.fromEntries(putOff),
	};
}

const speaksUtf8 = ({LC_ALL, LC_CTYPE, LANG}: World['environment']): boolean => {
	const locale = [LC_ALL, LC_CTYPE, LANG].find(value => value !== undefined && value !== '');
	return locale === undefined || /utf-?8/iu.test(locale);
};
