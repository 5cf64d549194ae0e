// Pictures of every screen, drawn from the real program on the practice app, and of every rare state in a folder of its own:
// npm run pictures [folder] [part of a name]. Without a folder only the README's picture is made anew.
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {Terminal} from '../bench/measure.mjs';
import {openedOn, states} from './states.mjs';
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
	['question', '/ops-no-staging\r1', 'How do I find out?'],
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

/** One look at the screen, as an SVG picture or, where the program speaks in lines, as those lines. */
async function drawn(terminal, name, isText) {
	await terminal.quiet(200);
	return isText ? `${(await terminal.text()).trimEnd()}\n` : svgOf(await terminal.cells(), `shipworthy: ${name.replaceAll('-', ' ')}`);
}

const isShown = wanted => text => text.replaceAll(/\s+/gu, ' ').includes(wanted);

/** A state, led to by its own steps. */
async function state([cols, rows], {name, make, preferences, steps, greets = 'What brings', words = [], isText = false, ...rest}) {
	const own = mkdtempSync(join(home, 'state-'));
	const env = {HOME: own, XDG_STATE_HOME: join(own, 'state'), XDG_CACHE_HOME: join(own, 'cache'), XDG_CONFIG_HOME: join(own, 'config')};
	const folder = join(own, 'shop');
	for (const made of [folder, join(own, 'config/shipworthy')]) mkdirSync(made, {recursive: true});
	if (preferences !== undefined) writeFileSync(join(own, 'config/shipworthy/preferences.json'), preferences);
	make(folder, env);
	const opened = openedOn(rest, folder, env);
	const terminal = new Terminal(['node', resolve('dist/cli.js'), ...words, opened], {cols, rows, env: {...env, COLORTERM: 'truecolor'}});
	try {
		await terminal.until(isShown(greets));
		for (const [step, wanted] of steps) {
			if (typeof step === 'string') terminal.send(step);
			else step(folder);
			await terminal.until(isShown(wanted));
			await terminal.quiet(100);
		}
		return await drawn(terminal, name, isText);
	} finally {
		terminal.kill();
	}
}

async function picture(size, [name, keys, wanted]) {
	const terminal = await onWelcome(size);
	if (name !== 'welcome') {
		terminal.send('1414');
		await terminal.until(text => text.includes('step 1 of'));
	}
	if (keys !== '') terminal.send(keys);
	await terminal.until(isShown(wanted));
	const svg = await drawn(terminal, name, false);
	terminal.kill();
	return svg;
}

try {
	const [, , folder, part = ''] = process.argv;
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
		const keep = (name, size, text) => {
			const file = join(folder, `${name}-${size.join('x')}.${text.startsWith('<svg') ? 'svg' : 'txt'}`);
			writeFileSync(file, text);
			console.log(file);
		};
		for (const size of sizes)
			for (const screen of screens.filter(([name]) => name.includes(part))) keep(screen[0], size, await picture(size, screen));
		for (const each of states.filter(({name}) => name.includes(part)))
			for (const size of each.sizes ?? sizes)
				try {
					keep(each.name, size, await state(size, each));
				} catch (error) {
					process.exitCode = 1;
					console.error(`${each.name} at ${size.join('×')}: ${error.message}`);
				}
	}
} finally {
	rmSync(home, {recursive: true, force: true});
}
