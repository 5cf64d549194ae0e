import {existsSync} from 'node:fs';
import {homedir} from 'node:os';
import {assess} from '../assessment/assess.ts';
import {checklists} from '../checklists/checklists.ts';
import type {Look, Work} from '../coaching/work.ts';
import type {Context} from '../record/decision.ts';
import {read} from '../record/read.ts';
import {save} from '../record/save.ts';
import {scaffoldStore} from '../record/scaffold-store.ts';
import {keepTask} from '../record/task-file.ts';
import {safeText} from '../safe-text.ts';
import {isWritten} from '../scaffold/plan.ts';
import {recover} from '../scaffold/recover.ts';
import {templateById} from '../scaffold/templates.ts';
import {lastWriting, undoWriting} from '../scaffold/undo.ts';
import {givenProblem} from '../scaffold/view-of.ts';
import {linesAround} from '../scan/around.ts';
import {forkedLook, forkedWatch} from '../scan/forked.ts';
import type {Seen} from '../scan/look.ts';
import {openEditor} from '../tools/editor.ts';
import {done, failed, keptPreferences, keptVisit, withEvidence} from './kept.ts';
import {cacheOf} from './looking.ts';
import {plannerOf} from './planning.ts';
import {writeAt} from './scaffold.ts';
import {shownFact, shownMap, stackWords} from './shown.ts';
import {dayOf, type World} from './world.ts';

const lookAgain = 'Press r to look again.';
const gone = 'Bring the folder back and press r. Until then you see what was there.';
/** Lines of code shown before and after the one that counts, at most. */
const reach = 8;

/** The effects of the coach on the repository at `root`, with the person's state in `states`. */
export function coachWork(root: string, states: string, world: World): Work {
	const store = scaffoldStore(root, world.runner);
	const planner = plannerOf(root, store, world.environment.PATH ?? '');
	let last: {readonly seen: Seen; readonly context: Context} | undefined;

	const fresh = async (seen: Seen, context: Context): Promise<Look> => {
		last = {seen, context};
		const decisions = await read(root);
		const manifest = store.readManifest();
		const written = lastWriting(store);
		const planned = manifest.kind === 'broken' ? [] : await planner.plans(seen, manifest.manifest);
		return {
			name: safeText(seen.name),
			...(seen.head === undefined ? {} : {head: safeText(seen.head)}),
			stack: stackWords(seen.facts),
			packages: seen.packages.map(({path}) => safeText(path)),
			files: seen.files,
			skipped: seen.facts.notRead.map(({path, because}) => ({path: safeText(path), because: safeText(because)})),
			capped: seen.facts.capped,
			facts: seen.facts.stack.filter(({confidence}) => confidence !== 'low').map(shownFact),
			map: shownMap(seen.facts),
			assessment: assess({
				checklists: checklists(),
				findings: seen.findings,
				decisions,
				context,
				today: dayOf(world.today),
				packages: seen.packages,
			}),
			decisions,
			...(written === undefined ? {} : {lastWrite: {template: written.template, files: written.entries.map(({path}) => safeText(path))}}),
			templates: planned
				.filter(({plan}) => plan.files.some(isWritten))
				.map(({template, plan}) => ({
					id: template.id,
					title: safeText(plan.title),
					files: plan.files.filter(isWritten).length,
					needs: template.needs,
				})),
		};
	};

	return {
		look: async (context, report, signal) => {
			const looked = await forkedLook(
				world.program,
				root,
				({files, of, seen}) => report({files, of, ...(seen === undefined ? {} : {seen: safeText(seen)})}),
				signal,
				cacheOf(world),
			);
			if (looked.ok) return done(await fresh(looked.seen, context));
			return existsSync(root) ? failed(looked.problem, lookAgain) : failed(`${root} is not there any more.`, gone);
		},
		assess: async context => (last === undefined ? failed('Nothing was looked at yet.', lookAgain) : done(await fresh(last.seen, context))),
		plan: async (id, answers) => {
			const template = templateById(id);
			const manifest = store.readManifest();
			if (template === undefined || last === undefined) return failed(`There is no template ${id}.`, lookAgain);
			if (manifest.kind === 'broken')
				return failed(`${manifest.path} cannot be read: ${manifest.problem}.`, 'Mend it, or bring it back from git, and look again.');
			const given = {name: last.seen.name, answers};
			const wrong = givenProblem(given);
			if (wrong !== undefined) return failed(wrong, 'What you typed is kept; esc goes back to it.');
			const plan = await planner.plan(template, last.seen, manifest.manifest, answers);
			return plan === undefined ? failed(`The template ${id} is not one for a repository.`, lookAgain) : done(plan);
		},
		write: async (plan, leftOut) => {
			const outcome = writeAt(root, store, plan, leftOut);
			return 'problem' in outcome
				? failed(outcome.problem, 'Put that right, go back, and press enter again.')
				: done(outcome.files.map(path => safeText(path)));
		},
		recover: async () => {
			const recovered = recover(root, store);
			switch (recovered.kind) {
				case 'nothing':
					return done([]);
				case 'refused':
					return failed(recovered.because, lookAgain);
				case 'recovered':
					return done([
						...recovered.restored.map(path => safeText(path)),
						...recovered.left.map(({path, because}) => safeText(`${path} was left: ${because}`)),
					]);
			}
		},
		undo: async () => {
			const journal = lastWriting(store);
			if (journal === undefined) return failed('Nothing was written that could be taken back.', 'Go on with the next step.');
			const undone = undoWriting(root, journal.id, store);
			if (undone.kind === 'refused') return failed(undone.because, lookAgain);
			const kept = undone.left[0];
			if (undone.restored.length === 0 && kept !== undefined)
				return failed(`${kept.path} was left: ${kept.because}`, 'Take it back by hand, or keep it.');
			return done({
				taken: undone.restored.map(path => safeText(path)),
				kept: undone.left.map(({path, because}) => ({path: safeText(path), because})),
			});
		},
		remember: async (decision, given) => {
			if (last === undefined) return failed('Nothing was looked at yet.', lookAgain);
			const whole = await withEvidence(root, decision, given);
			if ('what' in whole) return {ok: false, problem: whole};
			const saved = await save(root, whole);
			if (!saved.saved) return failed(saved.problem, 'What you typed is kept; try again.');
			return done({look: await fresh(last.seen, last.context), path: safeText(saved.path), madeFolder: saved.firstTime});
		},
		openEditor: async ({path, line, editor}) => {
			const environment = editor === '' ? world.environment : {...world.environment, VISUAL: editor};
			const edited = await openEditor(root, path, line, environment);
			return edited.edited
				? done(undefined)
				: failed(edited.problem, 'Or name one in the preferences (the key is a comma), and try again.');
		},
		keep: async visit => keptVisit(root, states, visit, last?.seen.head),
		around: async place => {
			const around = linesAround(root, place, reach);
			return around && {path: place.path, line: place.line, ...around};
		},
		exercises: async () => (await import('./exercise-coach.ts')).offeredExercises(),
		exercise: async (asked, context, signal) =>
			(await import('./exercise-coach.ts')).doExercise({root, states, world, signal, fresh: seen => fresh(seen, context)}, asked),
		prefer: async preferences => keptPreferences(preferences, world),
		copyForAgent: async task => {
			const kept = await keepTask(states, task);
			if ('problem' in kept) return failed(kept.problem, 'Make the folder writable, or set XDG_STATE_HOME.');
			world.screen?.stdout.write(toClipboard(task.text));
			return done(safeText(kept.path.replace(`${homedir()}/`, '~/'), 300));
		},
		watch: (context, seen, signal) =>
			forkedWatch(
				world.program,
				root,
				looked =>
					looked.ok
						? void fresh(looked.seen, context()).then(
								look => seen(done(look)),
								error => seen(failed(`Something broke: ${String(error)}.`, lookAgain)),
							)
						: seen(existsSync(root) ? failed(looked.problem, 'r looks again.') : failed(`${root} is not there any more.`, gone)),
				signal,
				cacheOf(world),
			),
	};
}

/** The sequence (OSC 52) by which a terminal puts text on its clipboard; one that does not know it shows nothing. */
const toClipboard = (text: string): string => `\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`;
