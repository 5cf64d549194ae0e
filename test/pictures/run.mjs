// Pictures of every screen, drawn from the real program on the practice app: npm run pictures [folder]
// Without a folder only the README's picture is made anew.
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {Terminal} from '../bench/measure.mjs';
import {svgOf} from './svg.mjs';

const sizes = [
	[80, 24],
	[40, 12],
	[120, 40],
];
/** Each screen: the keys that lead to it from the first step, and a word that stands on it. */
const screens = [
	['welcome', '', 'What brings you here?'],
	['step', '', 'step 1 of'],
	['examples', 'b', 'bad and good'],
	['why-first', 'w', 'what to do first'],
	['everything', '\t', 'Operational'],
	['category', '\t8', ' checks'],
	['check', '\t2\r', 'security hardening'],
	['by-hand', '1', 'esc back'],
	['question', '/ops-no-staging\r4', 'How do I find out?'],
	['form', '5', 'Who accepts it?'],
	['search', '/secret', 'search all checks'],
	['plan', '/ops-no-ci\r1', 'leave out'],
	['written', '/ops-no-ci\r1\r', 'Closed:'],
	['preferences', ',', 'Colours'],
	['map', '\tm', 'files looked at'],
	['about', '\tc', 'question 1 of 3'],
	['help', '?', 'Keys of this screen'],
	['wrap-up', 'q', 'wrap-up'],
];

const home = mkdtempSync(join(tmpdir(), 'shipworthy-pictures-'));

/** The coach in the practice app, as it greets. */
async function onWelcome([cols, rows]) {
	const terminal = new Terminal(['node', resolve('dist/cli.js'), resolve('.')], {
		cols,
		rows,
		env: {HOME: home, XDG_STATE_HOME: mkdtempSync(join(home, 'state-')), XDG_CACHE_HOME: home, TMPDIR: home, COLORTERM: 'truecolor'},
	});
	await terminal.until(text => text.includes('Practise on'));
	terminal.send('1');
	await terminal.until(text => text.includes('tidewater-kayaks') && text.includes('What brings'));
	return terminal;
}

async function picture(size, [name, keys, wanted]) {
	const terminal = await onWelcome(size);
	if (name !== 'welcome') {
		terminal.send('1414');
		await terminal.until(text => text.includes('step 1 of'));
	}
	if (keys !== '') terminal.send(keys);
	await terminal.until(text => text.replaceAll(/\s+/gu, ' ').includes(wanted));
	await terminal.quiet(200);
	const svg = svgOf(await terminal.cells(), `shipworthy: ${name.replaceAll('-', ' ')}`);
	terminal.kill();
	return svg;
}

try {
	const [, , folder] = process.argv;
	if (folder === undefined) {
		writeFileSync(
			'test/pictures/coach.svg',
			await picture(
				sizes[0],
				screens.find(([name]) => name === 'step'),
			),
		);
		console.log('test/pictures/coach.svg');
	} else {
		mkdirSync(folder, {recursive: true});
		for (const size of sizes)
			for (const screen of screens) {
				const file = join(folder, `${screen[0]}-${size.join('x')}.svg`);
				writeFileSync(file, await picture(size, screen));
				console.log(file);
			}
	}
} finally {
	rmSync(home, {recursive: true, force: true});
}
