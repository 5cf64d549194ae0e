// A repository of a given size, always the same: realistic enough in its mix of files, made from a seed.
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

function random(seed) {
	let state = seed;
	return below => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state % below;
	};
}

const nouns = ['order', 'invoice', 'member', 'booking', 'ticket', 'message', 'report', 'device', 'lesson', 'basket'];
const verbs = ['create', 'list', 'update', 'remove', 'export', 'notify', 'verify', 'archive'];

function source(pick, name, lines) {
	const out = ["import {db} from '../lib/db.js';", "import {log} from '../lib/log.js';", ''];
	while (out.length < lines) {
		const noun = nouns[pick(nouns.length)];
		const verb = verbs[pick(verbs.length)];
		out.push(
			`/** Lets a member ${verb} one ${noun}; the caller has signed in. */`,
			`export async function ${verb}${noun}${pick(1000)}(request, options = {}) {`,
			`\tconst ${noun} = await db.${noun}.findMany({where: {id: request.params.id, state: '${verb}d'}, take: options.limit ?? 50});`,
			`\tif (${noun}.length === 0) return {status: 404, body: {problem: 'no such ${noun}', code: ${pick(9999)}}};`,
			`\tlog.info({${noun}: ${noun}.length}, '${verb} ${noun} of ${name}');`,
			`\treturn {status: 200, body: ${noun}.map(one => ({...one, total: one.amount * ${pick(90) + 1}}))};`,
			'}',
			'',
		);
	}
	return out.join('\n');
}

/** Writes about `lines` lines of source into a folder and gives its path. */
export function corpus(folder, lines, seed = 7) {
	const pick = random(seed);
	const put = (path, text) => {
		mkdirSync(dirname(join(folder, path)), {recursive: true});
		writeFileSync(join(folder, path), text);
	};
	put(
		'package.json',
		JSON.stringify(
			{
				name: 'made',
				private: true,
				scripts: {start: 'node src/server.js', test: 'vitest run'},
				dependencies: {express: '^4.21.0', pg: '^8.13.0'},
				devDependencies: {vitest: '^4.0.0'},
			},
			null,
			2,
		),
	);
	put(
		'src/server.js',
		"import express from 'express';\nconst app = express();\napp.get('/orders', (request, response) => response.json([]));\napp.listen(3000);\n",
	);
	put(
		'.github/workflows/ci.yml',
		'on: [push]\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm ci\n      - run: npm test\n',
	);
	for (let written = 0, file = 0; written < lines; file++) {
		const size = 60 + pick(280);
		put(`src/${nouns[file % nouns.length]}/${verbs[pick(verbs.length)]}-${file}.js`, source(pick, `module ${file}`, size));
		written += size;
	}
	return folder;
}
