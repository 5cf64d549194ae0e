import {mkdtempSync, realpathSync} from 'node:fs';
import {homedir, platform, tmpdir} from 'node:os';
import {basename, dirname, join, resolve} from 'node:path';
import type {Exercising} from '../coaching/exercise.ts';
import type {Goal, Visit, Work} from '../coaching/work.ts';
import {personFolder} from '../record/person-folder.ts';
import type {readPreferences} from '../record/preferences.ts';
import {signer} from '../record/signer.ts';
import {hasExercise, hasJournal, hasPreferences, hasVisits} from '../record/traces.ts';
import type {lastVisit, Visit as Remembered} from '../record/visits.ts';
import {rootOf} from '../repository/root.ts';
import {type SafeText, safeText} from '../safe-text.ts';
import {type Ending, startCoach} from '../screens/start.tsx';
import {wantsColour} from '../screens/theme.ts';
import {argumentsOf, closest} from './arguments.ts';
import {dayOf, exitCodes, type Screen, type World} from './world.ts';

const subcommands = ['scan', 'facts', 'explain', 'checks', 'answer', 'accept', 'write', 'undo', 'update', 'exercise', 'help'];

/** Opens the coach on a folder; without a terminal, prints the report instead. */
export async function coach(words: readonly string[], world: World): Promise<number> {
	const given = argumentsOf(words, {
		plain: {type: 'boolean', default: false},
		ascii: {type: 'boolean', default: false},
		'no-alt-screen': {type: 'boolean', default: false},
		'no-color': {type: 'boolean', default: false},
		'screen-reader': {type: 'boolean', default: false},
	});
	const [folder = '.', another] = given.ok ? given.words : [];
	if (!given.ok) {
		world.tell(`${safeText(given.problem)}\n`);
		return exitCodes.usedWrongly;
	}
	const opened = rootOf(resolve(world.cwd, folder));
	if ('problem' in opened || another !== undefined) {
		const near = 'problem' in opened ? closest(folder, subcommands) : undefined;
		const tooMany = another === undefined ? '' : `One folder at a time: "${another}" is one too many.`;
		const problem = tooMany === '' && 'problem' in opened ? opened.problem : tooMany;
		world.tell(`${safeText(problem, 800)}${near === undefined ? '' : ` Or did you mean: shipworthy ${near}`}\n`);
		return exitCodes.usedWrongly;
	}
	const {plain, ascii} = given.values;
	if (plain || world.screen === undefined) return (await import('./scan.ts')).scan([folder, ...(ascii ? ['--ascii'] : [])], world);
	const look = {
		screen: world.screen,
		alternateScreen: !given.values['no-alt-screen'],
		screenReader: given.values['screen-reader'],
		colour: !given.values['no-color'] && wantsColour(world.environment),
		ascii: ascii || !speaksUtf8(world.environment),
	};
	const ending = await coachOn(opened.root, look, world);
	if (ending.exercise !== undefined) return exercise(ending.exercise, look, world);
	return ending.practise ? practise(look, world) : ending.code;
}

type Shown = {
	readonly screen: Screen;
	/** False where the command line says so; otherwise the person's preference decides. */
	readonly alternateScreen: boolean;
	/** False where the command line or the environment says so; otherwise the person's preference decides. */
	readonly colour: boolean;
	readonly ascii: boolean;
	readonly screenReader: boolean;
};

/** Opens the coach on the small app, written into a temporary folder that stays. */
async function practise(look: Shown, world: World): Promise<number> {
	const {practiceApp} = await import('../scaffold/practice.ts');
	const app = practiceApp(join(mkdtempSync(join(tmpdir(), 'shipworthy-practice-')), 'tidewater-kayaks'));
	if (app.kind === 'refused') {
		world.tell(`${safeText(app.because)}\n`);
		return exitCodes.usedWrongly;
	}
	const folder = realpathSync(app.folder);
	const {code} = await coachOn(folder, look, world, `shipworthy ${safeText(folder)} goes on from here.`);
	world.write(`The practice app is yours: ${safeText(app.folder)}\n`);
	return code;
}

/** Opens the coach on an exercise, written into a new folder that stays. */
async function exercise(id: string, look: Shown, world: World): Promise<number> {
	const {beginNew} = await import('./exercise-coach.ts');
	const begun = await beginNew(id, personFolder('state', {platform: platform(), home: homedir(), environment: world.environment}), world);
	if ('problem' in begun) {
		world.tell(`${safeText(begun.problem, 800)}\n`);
		return exitCodes.usedWrongly;
	}
	const {code} = await coachOn(begun.root, look, world, `shipworthy ${safeText(begun.root)} goes on from here.`);
	world.write(`The exercise is yours: ${safeText(begun.root)}\n`);
	return code;
}

async function coachOn(
	root: string,
	{screen, alternateScreen, colour, ascii, screenReader}: Shown,
	world: World,
	again?: string,
): Promise<Ending> {
	const home = homedir();
	const states = personFolder('state', {platform: platform(), home, environment: world.environment});
	const [cutOffFiles, {visit, troubles}, by, {preferences, trouble}, open] = await Promise.all([
		cutOffIn(root, world),
		visitOf(states, root),
		signer(root, {home, environment: world.environment}),
		preferencesIn(personFolder('config', {platform: platform(), home, environment: world.environment})),
		exerciseOf(root, states),
	]);
	const ending = await startCoach({
		work: lazily(async () => (await import('./coach-work.ts')).coachWork(root, states, world)),
		beginning: {
			name: safeText(basename(root) || 'root'),
			today: dayOf(world.today),
			by,
			since: earlier(visit),
			practice: isOwnFolder(root, world.program),
			exercise: open,
			cutOff: cutOffFiles,
			preferences,
			trouble,
			decided: [...(colour ? [] : ['theme' as const]), ...(alternateScreen ? [] : ['alternateScreen' as const])],
			...(again === undefined ? {} : {again}),
		},
		keyboard: screen.keyboard,
		stdout: screen.stdout,
		stderr: screen.stderr,
		alternateScreen: alternateScreen && preferences.alternateScreen !== false,
		colour,
		ascii,
		screenReader,
		stop: screen.stop,
		shown: screen.shown,
	});
	for (const problem of [...troubles.map(one => one.problem), ...(trouble === undefined ? [] : [trouble])]) world.tell(`${problem}\n`);
	for (const line of ending.words) world.write(`${line}\n`);
	return ending;
}

/** The files of a write that was cut off; what reads the journal is loaded only where there is one. */
async function cutOffIn(root: string, {runner}: World): Promise<readonly SafeText[]> {
	if (!hasJournal(root)) return [];
	const [{cutOff}, {scaffoldStore}] = await Promise.all([import('../scaffold/recover.ts'), import('../record/scaffold-store.ts')]);
	return [...new Set(cutOff(scaffoldStore(root, runner)).flatMap(({entries}) => entries.map(({path}) => path)))].map(path =>
		safeText(path),
	);
}

/** The exercise that the folder is; what reads it is loaded only where a folder says that it is one. */
async function exerciseOf(root: string, states: string): Promise<Exercising | undefined> {
	return hasExercise(root) ? (await import('./exercise-coach.ts')).exercisingIn(root, states) : undefined;
}

const neverHere: Awaited<ReturnType<typeof lastVisit>> = {visit: {context: {}, notNow: []}, troubles: []};

async function visitOf(states: string, root: string): ReturnType<typeof lastVisit> {
	return hasVisits(states) ? (await import('../record/visits.ts')).lastVisit(states, root) : neverHere;
}

async function preferencesIn(config: string): ReturnType<typeof readPreferences> {
	return hasPreferences(config) ? (await import('../record/preferences.ts')).readPreferences(config) : {preferences: {}};
}

/** The effects, loaded when the first of them is wanted, so that the first frame need not wait for them. */
function lazily(load: () => Promise<Work>): Work {
	let loading: Promise<Work> | undefined;
	const real = (): Promise<Work> => {
		loading ??= load();
		return loading;
	};
	return {
		look: async (...given) => (await real()).look(...given),
		assess: async context => (await real()).assess(context),
		plan: async (...given) => (await real()).plan(...given),
		write: async (...given) => (await real()).write(...given),
		recover: async () => (await real()).recover(),
		undo: async () => (await real()).undo(),
		remember: async (...given) => (await real()).remember(...given),
		openEditor: async place => (await real()).openEditor(place),
		keep: async visit => (await real()).keep(visit),
		around: async place => (await real()).around(place),
		exercises: async () => (await real()).exercises(),
		exercise: async (...given) => (await real()).exercise(...given),
		prefer: async preferences => (await real()).prefer(preferences),
		copyForAgent: async task => (await real()).copyForAgent(task),
		watch: (...given) => void real().then(work => work.watch(...given)),
	};
}

/** Whether the folder is the one that this program was built in: shipworthy itself. */
const isOwnFolder = (root: string, program: string): boolean => root === realpathSync(join(dirname(program), '..'));

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
