import {expect, test} from 'vitest';
import type {Coaching, Session} from '../../source/coaching/session.ts';
import {standingOf} from '../../source/coaching/standings.ts';
import type {Found} from '../../source/probes/found.ts';
import {evidenceOf, safeText} from '../../source/safe-text.ts';
import {byHandMenu, checkMenu, questionMenu} from '../../source/screens/check-menu.ts';
import {keysFor} from '../../source/screens/keymap.ts';
import {lineWidth} from '../../source/screens/line.ts';
import {menuOf} from '../../source/screens/menu.ts';
import {lay, type Paper} from '../../source/screens/page.ts';
import {pageOf} from '../../source/screens/page-of.ts';
import {stateOf} from '../../source/screens/pages/blocks.ts';
import {practice, practiceLook} from '../support/practice.ts';
import {after, atTheStart, coaching, looked, onFirstStep} from '../support/sessions.ts';

const wide: Paper = {columns: 80, rows: 24};
const small: Paper = {columns: 40, rows: 12};

/** The whole page as text, whatever the rows of the terminal. */
const textOf = (session: Session, paper: Paper = wide): string => {
	const {head, pinned = [], body} = pageOf(session, paper);
	return [head, ...pinned, ...body].map(line => line.map(({text}) => text).join('')).join('\n');
};
const flat = (session: Session, paper: Paper = wide): string => textOf(session, paper).replaceAll(/\s+/gu, ' ');

const first = await onFirstStep();
const key = 'sec-secret-in-repo';

test('the first thing offered for a question claims nothing', () => {
	expect(questionMenu(key)[0]?.event).toEqual({event: 'by-hand', key});
	for (const {label} of questionMenu(key)) expect(label).not.toMatch(/^(?:Yes|No)\b/u);
});

test('a card that asks offers its answer before a file, and its steps by hand offer the file', () => {
	const standing = standingOf(first.look.assessment, 'ops-no-runbooks');
	if (standing === undefined) throw new Error('no standing');
	const asks = {...standing, outcome: 'unknown'} as const;
	const card = checkMenu(asks, 'ops-no-runbooks', first).map(({label}) => label);
	expect(card.slice(0, 2)).toEqual(['Answer the question', 'Write it for me (6 files, shown before anything is written)']);
	expect(byHandMenu(asks, 'ops-no-runbooks', first.look).map(({event}) => event.event)).toContain('plan');
});

test('by hand shows the steps at once, how they are proven, and the place', () => {
	const page = textOf(after(first, {event: 'by-hand', key})).split('\n');
	expect(page.slice(0, 6).join('\n')).toContain('1. Decide who looks after it.');
	expect(page.join('\n')).toContain('How that is proven');
});

test('whoever comes back from the steps by hand stands on what follows them', () => {
	const {here} = first;
	if (here.screen !== 'step') throw new Error('no step');
	const at = menuOf(first).findIndex(({event}) => event.event === 'by-hand');
	const back = after({...first, here: {...here, at}}, {event: 'by-hand', key: here.key}, {event: 'back'});
	if (back.phase !== 'coaching' || back.here.screen !== 'step') throw new Error('not back');
	expect(menuOf(back)[back.here.at]?.label).toMatch(/^(?:It is done: look again|A file or a link shows it)$/u);
});

test('two hours are suggested to whoever has not said how much time there is', () => {
	const asking = after(
		atTheStart(),
		{event: 'goal', goal: 'launch'},
		{event: 'say', question: 'users', context: {}},
		{event: 'say', question: 'stakes', context: {}},
	);
	if (asking.phase !== 'arriving' || asking.here.screen !== 'asking') throw new Error('not asked');
	expect(menuOf(asking)[asking.here.at]?.label).toBe('2 hours');
});

test.each([
	['users', 'Files cannot tell.'],
	['stakes', 'Stripe is in the code. What else goes through it, files cannot tell.'],
	['hours', 'then it is 2 hours.'],
] as const)('what files say to the question about %s is true', async (question, words) => {
	const pay = {id: 'pay.stripe', label: safeText('Stripe'), value: safeText(''), package: safeText('.'), evidence: []};
	const look = {...(await practiceLook()), facts: [pay]};
	const session = after(atTheStart(), {event: 'looked', result: {ok: true, value: look}}, {event: 'goal', goal: 'launch'});
	if (session.phase !== 'arriving') throw new Error('not asked');
	const page = flat({...session, here: {screen: 'asking', question, at: 0}});
	expect(page).toContain(words);
	expect(page.includes('Files cannot tell')).toBe(question === 'users');
});

test('the level says what it allows and how many things the next one takes', () => {
	expect(flat(after(first, {event: 'everything'}))).toMatch(
		/Level: Prototype \(show it; do not put real people's data in it\)\. For Pilot: \d+ things are open\./u,
	);
});

test('what weighs less here is not said to weigh more', async () => {
	const finding: Found['finding'] = {
		outcome: 'gap',
		severity: 'low',
		confidence: 'high',
		because: safeText('It has one user.'),
		evidence: [],
		occurrences: 1,
	};
	const session = await onFirstStep({findings: [{check: 'ops-no-ci', package: '.', finding}]});
	expect(flat(after(session, {event: 'step', key: 'ops-no-ci'}))).toContain('It weighs less here.');
});

test('a place is shown once, and a file without a line to read by its path alone', async () => {
	const place = evidenceOf({path: 'data/dev.db', line: 1, text: ''});
	const finding: Found['finding'] = {
		outcome: 'gap',
		confidence: 'high',
		because: safeText('Seen.'),
		evidence: [place, place],
		occurrences: 2,
	};
	const session = coaching(after(await onFirstStep({findings: [{check: key, package: '.', finding}]}), {event: 'check', key}));
	expect(textOf(session)).toMatch(/data\/dev\.db$/mu);
	expect(textOf(session)).not.toContain('data/dev.db:1');
	expect(keysFor(session).map(binding => binding.key)).not.toContain('n');
});

test('a card that is fine shows what proves it, and no steps to close it', () => {
	const page = textOf(after(first, {event: 'check', key: 'sec-no-security-headers'}));
	expect(page).toContain('What proves it');
	expect(page).not.toContain('How to close it');
});

test('why a check is where it is can be asked on its card, unless it is in no order', () => {
	const names = (check: string): readonly string[] => keysFor(after(first, {event: 'check', key: check})).map(binding => binding.key);
	expect(names(key)).toContain('w');
	expect(names('sec-no-security-headers')).not.toContain('w');
});

test('a digit leads to its category from every list', () => {
	for (const event of ['first', 'facts', 'everything'] as const) {
		const session = after(first, {event});
		const binding = keysFor(session).find(({key: name}) => name === '3');
		expect(binding?.act).toEqual({event: 'category', category: 'observability'});
	}
	const there = coaching(after(first, {event: 'category', category: 'compliance'}, {event: 'category', category: 'observability'}));
	expect(there.trail.map(({screen}) => screen)).toEqual(['step']);
});

/** A plan with one long line of prose and one of code. */
async function planned(): Promise<Coaching> {
	const plan = await practice().work.plan('ci-workflow', {});
	if (!plan.ok) throw new Error('no plan');
	const text = `${'word '.repeat(40)}end\n\tuses: ${'a'.repeat(150)}z\n`;
	const files = plan.value.files.map(file => (file.action === 'create' ? {...file, text} : file));
	return coaching(after(first, {event: 'plan', key: 'ops-no-ci'}, {event: 'planned', result: {ok: true, value: {...plan.value, files}}}));
}

test.each([wide, small, {columns: 159, rows: 40}, {columns: 160, rows: 40}])(
	'no text of a file is cut at $columns columns',
	async paper => {
		const session = await planned();
		const {body} = pageOf(session, paper);
		const room = paper.columns >= 160 ? paper.columns - 48 - 3 : paper.columns;
		expect(Math.max(...body.map(lineWidth))).toBeLessThanOrEqual(room);
		const text = body.map(line => line.map(span => span.text).join('')).join('\n');
		expect(text).toContain('↳');
		const joined = text.replaceAll(/\n \+ ↳ /gu, '');
		expect(joined).toContain(`${'a'.repeat(150)}z`);
		expect(joined).toContain(`${'word '.repeat(40)}end`);
	},
);

test('however far a file is read, its name, action and reason stay', async () => {
	const session = await planned();
	const laid = lay(pageOf(session, small), {menu: 0, notice: 1}, small, 999, 0);
	const text = laid.lines.map(line => line.map(span => span.text).join('')).join('\n');
	expect(text).toContain('.github/workflows/ci.yml new');
	expect(text).toContain('Nothing is there yet.');
});

test('a list takes at most a third of the rows when it stands above', async () => {
	const session = await planned();
	const many = Array.from({length: 30}, (_, index) => [{text: `file ${index}`, tone: 'plain'} as const]);
	const page = {...pageOf(session, wide), aside: {lines: many, keep: 0}};
	const laid = lay(page, {menu: 0, notice: 2}, wide, 0, 0);
	const shown = laid.lines.filter(line => line[0]?.text.startsWith('file ')).length;
	expect(shown).toBeLessThanOrEqual(Math.floor(24 / 3));
});

test('counts are not cut inside a word where there is little room', async () => {
	const text = textOf(after(first, {event: 'everything'}), small);
	// The chosen one is counted in the row below it.
	for (const line of text.split('\n').slice(2)) {
		expect(line.length).toBeLessThanOrEqual(small.columns);
		expect(line).toMatch(/(?:blockers?|gaps?|answer|accepted|said|fine|applies)$/u);
	}
});

test('the wrap-up asks others the question itself', async () => {
	const asked = practice();
	await asked.work.remember(
		{
			kind: 'answer',
			check: 'dat-restore-untested',
			package: '.',
			says: 'someone-else',
			by: safeText('Ada'),
			on: '2026-03-31',
			note: safeText('Linus'),
		},
		{given: 'nothing'},
	);
	const result = await asked.work.look({}, () => {}, new AbortController().signal);
	const session = after(first, {event: 'look-again'}, {event: 'looked', result}, {event: 'quit'});
	expect(flat(session)).toContain('Linus: Has this been tried within the last half year, from start to finish?');
});

test('someone who came to know the code reads what it is, and is told what comes next', async () => {
	const session = after(atTheStart(), await looked(), {event: 'goal', goal: 'know'});
	expect(menuOf(session).map(({label}) => label)).toContain('Every fact, with the line that shows it');
	expect(textOf(after(session, {event: 'facts'}))).toContain('Next: a says it in short');
});

test('an example is said to be one', () => {
	expect(textOf(after(first, {event: 'examples', key}))).toContain('An example of the gap');
});

test('a word of a person is counted apart from what was seen, and earns no tick', async () => {
	const asked = practice({
		findings: [
			{
				check: 'dat-restore-untested',
				package: '.',
				finding: {outcome: 'unknown', confidence: 'high', because: safeText('Files cannot show it.'), evidence: [], occurrences: 0},
			},
		],
	});
	const answer = {kind: 'answer', check: 'dat-restore-untested', package: '.', says: 'yes', by: safeText('Ada'), on: '2026-03-31'} as const;
	await asked.work.remember({...answer, evidence: safeText('docs/restore.md')}, {given: 'nothing'});
	const result = await asked.work.look({}, () => {}, new AbortController().signal);
	const session = after(first, {event: 'look-again'}, {event: 'looked', result}, {event: 'everything'});
	const row = textOf(session)
		.split('\n')
		.find(line => line.includes('Data integrity'));
	expect(row).toMatch(/◆ Data integrity +◆ 1 said/u);
	expect(textOf(session)).not.toContain('✔ Data integrity');
});

test('without a blocker it says among how many checks none was seen', async () => {
	const {assessment} = await practiceLook();
	const categories = assessment.categories.map(category => ({
		...category,
		blockers: 0,
		standings: category.standings.filter(({severity}) => severity !== 'blocker'),
	}));
	expect(stateOf({...assessment, categories})).toBe('No blocker among the 6 checks that look.');
	expect(stateOf({...assessment, categories: []})).toBe('No check that looks could tell.');
});
