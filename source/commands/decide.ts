import {homedir} from 'node:os';
import {resolve} from 'node:path';
import {longestAccepted} from '../assessment/accepted.ts';
import type {Severity} from '../checklists/checklist.ts';
import {checklists} from '../checklists/checklists.ts';
import type {Decision} from '../record/decision.ts';
import {evidenceFrom} from '../record/evidence.ts';
import {save} from '../record/save.ts';
import {signer} from '../record/signer.ts';
import {rootOf} from '../repository/root.ts';
import {type SafeText, safeText} from '../safe-text.ts';
import {argumentsOf, closest} from './arguments.ts';
import {dayOf, exitCodes, type World} from './world.ts';

const place = {folder: {type: 'string', default: '.'}, package: {type: 'string', default: '.'}} as const;
const dayForm = /^\d{4}-\d{2}-\d{2}$/u;

/** Saves what a person says to a check's question: `shipworthy answer <check> --yes --evidence docs/drill.md`. */
export async function answer(words: readonly string[], world: World): Promise<number> {
	const given = argumentsOf(
		words,
		{
			...place,
			yes: {type: 'boolean', default: false},
			no: {type: 'boolean', default: false},
			evidence: {type: 'string'},
			note: {type: 'string'},
			by: {type: 'string'},
		},
		'answer',
	);
	if (!given.ok) return wrong(world, given.problem);
	const {yes, no, evidence, note, by, folder} = given.values;
	const about = checkIn(given.words, 'answer ops-no-rollback --yes --evidence docs/rollback.md');
	if ('problem' in about) return wrong(world, about.problem);
	if (yes === no) return wrong(world, 'Say --yes (it is so) or --no (it is not).');
	const root = rootOf(resolve(world.cwd, folder));
	if ('problem' in root) return wrong(world, root.problem);
	const name = by === undefined ? await signer(root.root, {home: homedir(), environment: world.environment}) : safeText(by, 120);
	if (name === undefined) return wrong(world, 'Who says so? Add --by "Your name".');
	const shown = evidence === undefined ? undefined : await evidenceFrom(root.root, evidence);
	if (shown !== undefined && 'problem' in shown) return wrong(world, shown.problem);
	const decision: Decision = {
		kind: 'answer',
		check: about.check,
		package: given.values.package,
		says: yes ? 'yes' : 'no',
		by: name,
		on: dayOf(world.today),
		...(shown === undefined ? {} : {evidence: shown.evidence}),
		...(note === undefined ? {} : {note: safeText(note)}),
	};
	return saved(root.root, decision, yes && shown === undefined ? 'Noted. Nothing here proves it yet: add --evidence.' : 'Noted.', world);
}

/** Saves a risk that a named person accepts until a date: `shipworthy accept <check> --owner … --reason … --until …`. */
export async function accept(words: readonly string[], world: World): Promise<number> {
	const given = argumentsOf(words, {...place, owner: {type: 'string'}, reason: {type: 'string'}, until: {type: 'string'}}, 'accept');
	if (!given.ok) return wrong(world, given.problem);
	const {owner, reason, until, folder} = given.values;
	const about = checkIn(given.words, 'accept obs-no-alerts --owner "Ada" --reason "pilot with five users" --until 2027-01-31');
	if ('problem' in about) return wrong(world, about.problem);
	const on = dayOf(world.today);
	if (owner === undefined || reason === undefined || until === undefined)
		return wrong(world, 'An accepted risk needs --owner, --reason and --until (a day, YYYY-MM-DD).');
	if (!dayForm.test(until) || Number.isNaN(Date.parse(until)))
		return wrong(world, `--until takes a day as YYYY-MM-DD, not "${safeText(until)}".`);
	const longest = longestAccepted[about.severity];
	const latest = new Date(Date.parse(on) + longest * 86_400_000).toISOString().slice(0, 10);
	if (until > latest)
		return wrong(
			world,
			`A ${about.severity} is accepted for at most ${longest} days: until ${latest} at the latest. Then it is looked at again.`,
		);
	if (until <= on) return wrong(world, `${until} is not in the future: the risk would be open again at once.`);
	const root = rootOf(resolve(world.cwd, folder));
	if ('problem' in root) return wrong(world, root.problem);
	const decision: Decision = {
		kind: 'accepted',
		check: about.check,
		package: given.values.package,
		owner: safeText(owner, 120),
		reason: safeText(reason),
		on,
		until,
	};
	return saved(root.root, decision, `Accepted until ${until}.`, world);
}

function checkIn(
	words: readonly string[],
	example: string,
): {readonly check: string; readonly severity: Severity} | {readonly problem: SafeText} {
	const [check, another] = words;
	if (check === undefined || another !== undefined) return {problem: safeText(`Name one check, for example: shipworthy ${example}`)};
	const items = checklists().flatMap(({items}) => items);
	const item = items.find(({id}) => id === check);
	if (item !== undefined) return {check, severity: item.severity};
	const known = items.map(({id}) => id);
	const near = closest(check, known);
	return {
		problem: safeText(`There is no check "${check}".${near === undefined ? '' : ` Did you mean ${near}?`} All of them: shipworthy checks`),
	};
}

async function saved(root: string, decision: Decision, words: string, world: World): Promise<number> {
	const outcome = await save(root, decision);
	if (!outcome.saved) return wrong(world, outcome.problem);
	world.write(`${words} Saved in ${outcome.path}${outcome.firstTime ? ' (.shipworthy/ is new: commit it with the rest)' : ''}\n`);
	return exitCodes.done;
}

function wrong(world: World, problem: string): number {
	world.tell(`${safeText(problem, 800)}\n`);
	return exitCodes.usedWrongly;
}
