// States that are rare and must look right all the same: what is empty, missing, refused, cut off or broken. Each makes its own folder.
import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';

const cli = resolve('dist/cli.js');
const server = `import express from 'express';

const app = express();

app.post('/orders/:id/refund', async (request, response) => {
	const answer = await fetch(\`https://pay.example/\${request.params.id}\`, {method: 'POST'});
	response.json(await answer.json());
});

app.listen(3000);
`;
const shop = {
	'README.md': '# Shop\n\nTea, sent by post.\n',
	'package.json':
		'{"name": "shop", "type": "module", "scripts": {"start": "node src/server.js", "test": "node --test"}, "dependencies": {"express": "5.1.0"}}\n',
	'src/server.js': server,
};

function put(folder, files) {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), {recursive: true});
		writeFileSync(join(folder, path), text);
	}
}

const git = (folder, ...words) => execFileSync('git', words, {cwd: folder, stdio: 'ignore'});

function shopIn(folder) {
	put(folder, shop);
	git(folder, 'init', '--quiet');
	git(folder, 'add', '.');
}

/** Runs the real program on a folder; an exit code that says that something is open is no trouble here. */
function run(env, ...words) {
	try {
		return execFileSync(process.execPath, [cli, ...words], {
			env: {...process.env, ...env},
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
	} catch (error) {
		return String(error.stdout);
	}
}

const day = 86_400_000;
const on = days => new Date(Date.now() + days * day).toISOString().slice(0, 10);

/** Everything that is open, answered by somebody: gaps are accepted, questions get a yes. */
function settled(folder, env) {
	shopIn(folder);
	const {checks} = JSON.parse(run(env, 'scan', folder, '--format', 'json'));
	for (const {id, package: inside, outcome} of checks) {
		const head = `check: ${id}\npackage: ${inside}\n`;
		if (outcome === 'unknown') put(folder, {[`.shipworthy/answers/${id}.yaml`]: `${head}by: Ada\non: ${on(0)}\nsays: yes\n`});
		if (outcome === 'gap')
			put(folder, {
				[`.shipworthy/accepted/${id}.yaml`]: `${head}owner: Ada\nreason: five pilot users\non: ${on(0)}\nuntil: ${on(20)}\n`,
			});
	}
}

function cutOff(folder, env) {
	shopIn(folder);
	run(env, 'write', 'ci-workflow', folder);
	const journals = join(folder, '.shipworthy/scaffold/journal');
	for (const name of readdirSync(journals)) {
		const path = join(journals, name, 'journal.json');
		writeFileSync(path, readFileSync(path, 'utf8').replace('"state": "done"', '"state": "started"'));
	}
}

const everything = ['4', 'Scalability'];
const firstStep = [
	['1', 'question 1 of 3'],
	['3', 'question 2 of 3'],
	['1', 'question 3 of 3'],
	['2', 'step 1 of'],
];
const ciPlan = [everything, ['/ops-no-ci', 'ops-no-ci'], ['\r', 'ops-no-ci'], ['1', 'Nothing is there yet']];
const asked = Array.from({length: 3}, () => ['\r', '']);
const exercise = folder => join(dirname(folder), 'shipworthy-exercises/forged-webhook');

/** `make` fills the folder; `steps` are keys, or something done to the folder, each with words that are then on screen. */
export const states = [
	{name: 'empty', make: () => undefined, steps: [['4', 'nothing to assess']]},
	{name: 'no-git', make: folder => put(folder, shop), steps: firstStep},
	{
		name: 'all-settled',
		make: settled,
		steps: [
			['1', 'question 1 of 3'],
			['3', 'question 2 of 3'],
			['1', 'question 3 of 3'],
			['2', 'wrap-up'],
		],
	},
	{
		name: 'not-looked-at',
		make: folder => {
			shopIn(folder);
			put(folder, {'src/data.js': `export const rows = [${'0,'.repeat(3_000_000)}];\n`, 'src/broken.js': 'export function (((\n'});
		},
		steps: [everything],
	},
	{
		name: 'not-looked-at-map',
		make: folder => {
			shopIn(folder);
			put(folder, {'src/data.js': `export const rows = [${'0,'.repeat(3_000_000)}];\n`, 'src/broken.js': 'export function (((\n'});
		},
		steps: [everything, ['m', 'looked at'], ['G', 'not']],
	},
	{
		name: 'plan-yours',
		make: folder => {
			shopIn(folder);
			put(folder, {'docs/runbooks/README.md': '# What to do at night\n'});
		},
		steps: [
			everything,
			['/ops-no-runbooks', 'ops-no-runbooks'],
			['\r', 'invent the repair'],
			['1', 'before it is written'],
			...asked,
			['', 'site-down'],
		],
	},
	{name: 'plan-nothing-to-write', make: shopIn, steps: [...ciPlan, [' ', 'left out'], ['\r', 'Nothing would be written']]},
	{
		name: 'plan-impossible',
		make: folder => {
			shopIn(folder);
			put(folder, {'.github': 'a file where a folder is wanted\n'});
		},
		steps: ciPlan.slice(0, -1),
	},
	{
		name: 'write-failed',
		make: shopIn,
		steps: [...ciPlan, [folder => put(folder, {'.github': 'came in between\n'}), ''], ['\r', 'did not work']],
	},
	{name: 'cut-off', make: cutOff, steps: [], greets: 'cut off here earlier'},
	{name: 'put-back', make: cutOff, steps: [['1', 'Put back']], greets: 'cut off here earlier'},
	{name: 'exercise-before', make: shopIn, opens: 'exercise', steps: [], greets: 'exercise · about'},
	{name: 'exercise-open', make: shopIn, opens: 'exercise', steps: [['c', 'Still open']], greets: 'exercise · about'},
	{
		name: 'exercise-after',
		make: shopIn,
		opens: 'exercise',
		steps: [
			[folder => cpSync('exercises/forged-webhook/solution', exercise(folder), {recursive: true}), ''],
			['c', 'Closed: all'],
		],
		greets: 'exercise · about',
	},
	{
		name: 'live',
		make: shopIn,
		steps: [...ciPlan, ['\r', 'looked at again'], ['2', 'On the list'], ['q', 'wrap-up'], ['2', 'live']],
	},
	{name: 'too-small', make: shopIn, steps: [], sizes: [[30, 8]], greets: 'Make the terminal'},
	{name: 'preferences-broken', make: shopIn, preferences: '{"theme": ', steps: [['', 'preferences']]},
	{name: 'preferences-broken-settings', make: shopIn, preferences: '{"theme": ', steps: [everything, [',', 'Colours']]},
	{name: 'vanished', make: shopIn, steps: [everything, [folder => rmSync(folder, {recursive: true}), ''], ['r', 'did not work']]},
	{
		name: 'watch-saved',
		make: shopIn,
		steps: [...firstStep, ['W', 'Watching'], [folder => put(folder, {'.nvmrc': '22.11.0\n'}), 'Closed: ']],
	},
	{
		name: 'watch-nothing-closed',
		make: shopIn,
		steps: [...firstStep, ['W', 'Watching'], [folder => put(folder, {'src/server.js': `// Tea.\n${server}`}), 'Looked again']],
	},
	{name: 'taken-back', make: shopIn, steps: [...ciPlan, ['\r', 'looked at again'], ['u', 'Open again']]},
	{
		name: 'screen-reader',
		make: shopIn,
		words: ['--screen-reader'],
		steps: [...firstStep.slice(0, -1), ['2', 'How do I find out?']],
		isText: true,
		sizes: [[100, 100]],
	},
];

/** The folder that the program is opened on. */
export function openedOn(state, folder, env) {
	if (state.opens !== 'exercise') return folder;
	run({...env, HOME: dirname(folder)}, 'exercise', 'forged-webhook', exercise(folder));
	return exercise(folder);
}
