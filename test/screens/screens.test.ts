import {afterEach, expect, test} from 'vitest';
import {practice} from '../support/practice.ts';
import {keys, type Opened, open} from '../support/terminal.ts';

type Terminal = ReturnType<typeof open>;
const opened: Terminal[] = [];

function start(options: Opened = {}): Terminal {
	const terminal = open(options);
	opened.push(terminal);
	return terminal;
}

afterEach(async () => {
	for (const terminal of opened.splice(0)) await terminal.close();
});

const sizes = [
	[80, 24],
	[40, 12],
	[120, 40],
] as const;

/** The keys to a screen from the first step, and words that are on it at any size. */
const ways: readonly (readonly [string, string, string, boolean])[] = [
	['step', '', 'step 1 of', true],
	['everything', keys.tab, 'everything', true],
	['category', `${keys.tab}2`, 'A live cr', true],
	['check', `${keys.tab}2\r`, 'sec-secret-in-repo', true],
	['second place', `${keys.tab}2\rn${keys.pageDown}${keys.pageDown}`, 'sec-secret-in-repo', true],
	['examples', 'b', 'bad and good', false],
	['fix-first list', 'w', 'what to do first', true],
	['facts', `${keys.tab}m`, '214 files looked at', true],
	['far down the facts', `${keys.tab}mGkkk`, '214 files looked at', true],
	['help', '?', 'Keys of this screen', false],
	['wrap-up', 'q', 'wrap-up', true],
	['question', `${keys.tab}4\r1`, 'How do I find out?', true],
	['form', 'jjjj\r', 'Who accepts it?', true],
	['plan', `${keys.tab}8\r1`, 'A CI workflow', true],
	['written', `${keys.tab}8\r1j \r`, 'Closed: Every change', true],
	['questions again', `${keys.tab}c`, 'question 1 of 3', true],
	['search', '/nothing', 'search all checks', true],
	['preferences', ',', 'Colours', true],
	['plan of a file that is there', `${keys.tab}8\r1j`, 'One line', true],
];

const toFirstStep = '1344';

test.each(
	sizes.flatMap(([columns, rows]) => ways.map(([name, way, words, hasChoice]) => [name, columns, rows, way, words, hasChoice] as const)),
)('%s at %i×%i fills the terminal and no more, and shows what is chosen', async (_, columns, rows, way, words, hasChoice) => {
	const terminal = start({columns, rows, early: toFirstStep});
	await terminal.until('step 1 of');
	terminal.send(way);
	await terminal.until(words);
	if (hasChoice) await terminal.until(text => text.includes('❯'));
	await terminal.until(text => /(?:\? help|ctrl-u clear|esc back)/u.test(text.split('\n').at(-1) ?? ''));
	const lines = terminal.lines();
	expect(lines).toHaveLength(rows);
	expect(lines[0]?.trim()).not.toBe('');
	expect(terminal.terminal.buffer.active.baseY).toBe(0);
});

test('the first screen says what it does, what it never does, and asks one thing', async () => {
	const terminal = start();
	await terminal.until('Looking is done.');
	expect(terminal.text()).toMatchInlineSnapshot(`
		" shipworthy                                                                shop

		 It looks at shop, shows what would hurt once strangers rely on it, and helps
		 you close that: one step at a time.

		 Nothing is sent anywhere. Nothing is written before you have seen it. None of
		 your code is run.

		 Looking is done.

		 What brings you here?

		 ❯ I want to launch with real users
		   I want to get to know this code
		   I want an exercise: close one gap
		   Just show me everything







		 enter choose  1-9 choose that row  ? help  q leave"
	`);
});

test('the step says what happens to whom, where, and what to do', async () => {
	const terminal = start({early: toFirstStep});
	await terminal.until('weigh more now');
	terminal.send('sss');
	await terminal.until('A live credential');
	await terminal.until('export async function');
	expect(terminal.text()).toMatchInlineSnapshot(`
		" shop · Next.js · Supabase · Stripe · Vercel                        step 4 of 8

		 Not ready for strangers: 3 blockers, and 1 question could reveal more.
		 Already right: The browser is told to protect users (src/server.ts:12)

		 A live credential is in the code            security hardening · about 40 min
		 Whoever relies on it finds out at the worst moment, and there is nothing to
		 go back to.

		 Two keys of a payment service are in files that git tracks.
		   packages/storefront/a…pi/payments/refunds/internal/route.ts:8  place 1 of 2
		     7  export async function POST(request: Request) {
		   ▸ 8    const key = 'sk_live_… (32 characters)'; // why
		     9  }

		 ❯ Show me how to do it by hand
		   Give it to my coding agent
		   It is done: look again
		   Not now: leave it open
		   Accept the risk until a date
		   It does not apply here, because …

		 · It stays open, and is not asked again today.
		 enter choose  n next place  s not now  tab everything  ? help  q wrap up"
	`);
});

test('what is typed before the first frame is not lost', async () => {
	const terminal = start({early: `2${keys.tab}5`});
	await terminal.until('Compliance');
	await terminal.until('People are not told');
});

test('a digit chooses its row also where the terminal is too low to show it', async () => {
	const terminal = start({columns: 40, rows: 12, early: toFirstStep});
	await terminal.until('more choice');
	expect(terminal.text()).not.toContain('Accept the risk');
	terminal.send('5');
	await terminal.until('Who accepts it?');
});

test('a resize at any moment keeps the place', async () => {
	const terminal = start({early: toFirstStep});
	await terminal.until('step 1 of');
	terminal.send(`${keys.tab}mjjjjjjjjjj`);
	await terminal.until(/❯ signed in +POST +\/api\/things\/10\b/u);
	terminal.resize(40, 12);
	await terminal.until(text => text.includes('❯ signed in') && text.split('\n').length === 12);
	terminal.resize(30, 8);
	await terminal.until('Make the terminal at least 40×12.');
	terminal.resize(80, 24);
	await terminal.until(/❯ signed in +POST +\/api\/things\/10\b/u);
});

test('esc in a menu comes back to the entry that was chosen', async () => {
	const terminal = start({early: toFirstStep});
	await terminal.until('step 1 of');
	terminal.send(`jj${keys.tab}`);
	await terminal.until('1-8 category');
	terminal.send(keys.escape);
	await terminal.until('❯ It is done: look again');
});

test('letters are text in a field, pasted text is one thing, and esc keeps what was typed', async () => {
	const terminal = start({early: toFirstStep});
	await terminal.until('step 1 of');
	terminal.send('5');
	await terminal.until('Who accepts it?');
	terminal.send(`${keys.ctrlU}q?jk`);
	await terminal.until('❯ q?jk');
	terminal.send('\u001B[200~ two\nlines 日本\u001B[201~');
	await terminal.until('❯ q?jk two lines 日本');
	terminal.send(keys.escape);
	await terminal.until('step 1 of');
	terminal.send('5');
	await terminal.until('❯ q?jk two lines 日本');
});

test('text pasted where nothing is typed presses no key', async () => {
	const terminal = start({early: toFirstStep});
	await terminal.until('step 1 of');
	terminal.send('\u001B[200~qqq\u001B[201~');
	await terminal.until('Pasted text does nothing here.');
	expect(terminal.text()).toContain('step 1 of');
});

test('a key that does nothing says so', async () => {
	const terminal = start({early: toFirstStep});
	await terminal.until('step 1 of');
	terminal.send('z');
	await terminal.until('z does nothing here. ? shows the keys.');
});

test('a closed gap is said as a fact, and the file that was left out is not written', async () => {
	const asked = practice();
	const terminal = start({early: toFirstStep, asked});
	await terminal.until('step 1 of');
	terminal.send(`${keys.tab}8\r1`);
	await terminal.until('nothing is written yet');
	terminal.send('j ');
	await terminal.until('left out');
	terminal.send(keys.enter);
	await terminal.until('Closed: Every change is checked before it goes live.');
	expect(asked.wrote).toEqual(['.github/workflows/ci.yml']);
	terminal.send('u');
	await terminal.until('Taken back: .github/workflows/ci.yml. Open again: Nothing checks a change before it goes live.');
	expect(asked.wrote).toEqual([]);
});

test('the search narrows as one types, opens the card, and Esc comes back to it', async () => {
	const terminal = start({early: toFirstStep});
	await terminal.until('step 1 of');
	terminal.send('/');
	await terminal.until('10 of 10');
	terminal.send('runb');
	await terminal.until('1 of 10');
	await terminal.until('/ runb');
	terminal.send(keys.enter);
	await terminal.until('ops-no-runbooks');
	terminal.send(keys.escape);
	await terminal.until('1 of 10');
	terminal.send(`${keys.ctrlU}zzz`);
	await terminal.until('No check matches.');
	terminal.send(keys.escape);
	await terminal.until('step 1 of');
});

test('before and after stand side by side where both fit, and v puts them below each other', async () => {
	const terminal = start({columns: 120, rows: 40, early: toFirstStep});
	await terminal.until('step 1 of');
	terminal.send(`${keys.tab}8\r1j`);
	await terminal.until(/before +│ +after/u);
	await terminal.until(/1 +# Shop +│ +1 +# Shop/u);
	terminal.send('v');
	await terminal.until(/^ \+ Every change runs the tests\.$/mu);
	terminal.send('v');
	await terminal.until(/│ +5 \+ Every change runs the tests\./u);
});

test('a setting holds at once and is kept', async () => {
	const asked = practice();
	const terminal = start({early: toFirstStep, asked});
	await terminal.until('step 1 of');
	terminal.send(',\r\r');
	await terminal.until(/Colours +none/u);
	expect(asked.preferred.at(-1)).toMatchObject({theme: 'none'});
	terminal.send(`jjj\r${keys.escape}`);
	await terminal.until('step 1 of');
	expect(asked.preferred.at(-1)).toMatchObject({theme: 'none', pace: 45});
});

test('a look that takes its time shows how far it is, and one that fails says what to do', async () => {
	const terminal = start({asked: practice({fails: true})});
	await terminal.until('The folder cannot be read.');
	await terminal.until('❯ Look again');
	const slow = start({asked: practice({slow: new Promise(() => {})})});
	await slow.until('Looking: 120 of 214 files so far. package.json');
});

test('Ctrl-C leaves from anywhere with 130, and the terminal is as it was', async () => {
	const terminal = start({early: toFirstStep});
	await terminal.until('step 1 of');
	expect(terminal.terminal.buffer.active.type).toBe('alternate');
	terminal.send(`4abc${keys.ctrlC}`);
	expect((await terminal.ending).code).toBe(130);
	expect(terminal.terminal.buffer.active.type).toBe('normal');
	expect(terminal.bytes().slice(-200)).toContain('\u001B[?25h');
	expect(terminal.stdin.raw).toBe(false);
});

test('moving in a list writes little, and never clears the screen', async () => {
	const terminal = start({columns: 120, rows: 40, early: toFirstStep});
	await terminal.until('step 1 of');
	terminal.send(`${keys.tab}m`);
	await terminal.until(/❯ anyone +POST +\/api\/things\/0\b/u);
	const before = terminal.bytes().length;
	terminal.send('j');
	await terminal.until(/❯ anyone +POST +\/api\/things\/1\b/u);
	expect(terminal.bytes().length - before).toBeLessThan(1024);
	terminal.send('jjjjjjjjjj');
	await terminal.until(/❯ signed in +POST +\/api\/things\/11\b/u);
	expect(terminal.bytes()).not.toContain('\u001B[2J');
	expect(terminal.bytes()).not.toContain('\u001B[3J');
});

test('without colour no colour is sent, and in ASCII every sign of ours is ASCII', async () => {
	const terminal = start({early: toFirstStep, colour: false, ascii: true});
	await terminal.until('step 1 of');
	terminal.send(`${keys.tab}`);
	await terminal.until('x Security hardening');
	for (const colour of [30, 31, 32, 33, 34, 35, 36, 37, 90, 91]) expect(terminal.bytes()).not.toContain(`\u001B[${colour}m`);
	expect(terminal.text()).toMatch(/^[\u0020-\u007E\n]*$/u);
});

test('redraw and pause come back whole', async () => {
	const terminal = start({early: toFirstStep});
	await terminal.until('step 1 of');
	const before = terminal.text();
	terminal.terminal.write('\u001B[5;5HGARBAGE');
	terminal.send(keys.ctrlL);
	await terminal.until(text => text === before);
	terminal.send(keys.ctrlZ);
	await terminal.until(text => terminal.stops.length === 1 && text === before);
});

test('coming back opens on what changed', async () => {
	const since = {
		on: '2026-03-01',
		goal: 'launch',
		context: {hours: 2},
		level: 'Prototype',
		open: ['ops-no-ci', 'sec-no-security-headers'],
		notNow: {},
	} as const;
	const terminal = start({since});
	await terminal.until('Welcome back. 1 closed, 5 opened since.');
	terminal.send(keys.enter);
	await terminal.until('step 1 of');
});

test('the visit is kept as soon as there is something to keep', async () => {
	const asked = practice();
	const terminal = start({early: toFirstStep, asked});
	await terminal.until('step 1 of');
	await terminal.until(() => asked.kept.length > 0);
	expect(asked.kept.at(-1)).toMatchObject({goal: 'launch', context: {users: 'customers', stakes: 'neither', hours: 1000}});
});

test('without the alternate screen one row stays free, and the screen stays in the terminal', async () => {
	const terminal = start({early: toFirstStep, alternateScreen: false});
	await terminal.until('step 1 of');
	expect(terminal.terminal.buffer.active.type).toBe('normal');
	expect(terminal.lines().at(-1)?.trim()).toBe('');
});

test('a write that was cut off is asked about before anything is looked at, at every size', async () => {
	for (const [columns, rows] of sizes) {
		const terminal = start({
			columns,
			rows,
			cutOff: ['docs/site-down.md', 'docs/a/very/long/path/to/a/runbook/that/does/not/fit/database-down.md'],
		});
		await terminal.until('cut off here earlier');
		expect(terminal.text()).toContain('docs/site-down.md');
		expect(terminal.text()).not.toContain('Looking');
		terminal.send(keys.enter);
		await terminal.until('What brings you here?');
		await terminal.until('Put back as before: docs/site-down.md');
	}
});

test('left as it is, a write that was cut off does not stand in the way', async () => {
	const terminal = start({cutOff: ['docs/site-down.md']});
	await terminal.until('cut off here earlier');
	terminal.send('2');
	await terminal.until('What brings you here?');
	expect(terminal.text()).not.toContain('Put back');
});

test('inside shipworthy itself the first thing offered is to practise', async () => {
	const terminal = start({offersPractice: true});
	await terminal.until('Practise on a small app');
	terminal.send('1');
	expect(await terminal.ending).toMatchObject({code: 0, practise: true});
});

test('at 40×12 a question is whole, and an answer that is out of sight is said to be there', async () => {
	const terminal = start({columns: 40, rows: 12, early: '13'});
	await terminal.until('question 2 of 3');
	await terminal.until(text => text.replaceAll(/\s+/gu, ' ').includes('Does money or sensitive data go through it?'));
	await terminal.until(text => /more choices?/u.test(text) && /weighs? more now|Noted/u.test(text));
});

test('at 40×12 what was said is whole, and gives way to whoever reads on', async () => {
	const terminal = start({columns: 40, rows: 12, early: toFirstStep});
	await terminal.until('weigh more now');
	terminal.send(keys.pageDown);
	await terminal.until(text => text.includes('more choices') && !text.includes('weigh more now'));
});

test('whoever launches soon with real users is asked who else with customers in front', async () => {
	const terminal = start({early: '1'});
	await terminal.until('❯ Customers, soon');
});
