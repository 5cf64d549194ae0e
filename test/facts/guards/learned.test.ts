import {describe, expect, test} from 'vitest';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const manifest = '{"dependencies": {"express": "5.1.0", "pg": "8.0.0", "ticketing": "1.0.0"}}';
const start =
	"import express from 'express';\nimport {Pool} from 'pg';\nconst app = express();\napp.use(express.json());\nconst db = new Pool();\n";

/** An Express app with `count` routes that change something, of which the first `asking` begin with `line`. */
const routes = (line: string, asking: number, count: number): string =>
	Array.from(
		{length: count},
		(_, at) =>
			`app.post('/things${at}', async (req, res) => {\n${at < asking ? line : ''}\nawait db.query('INSERT INTO things${at} (name) VALUES ($1)', [req.body.name]);\nres.json({});\n});\n`,
	).join('');

/** The guards of an app whose routes call what stands in `gate.ts`. */
function guardsOf(gate: string, line: string, {asking = 5, count = 6, before = ''} = {}) {
	const {guards, entryPoints} = factsOf(
		inMemory({
			'package.json': manifest,
			'gate.ts': gate,
			'server.ts': `import {bouncer} from './gate';\n${start}${before}${routes(line, asking, count)}`,
		}),
	);
	return {
		guards: guards.filter(({known}) => known === 'learned').map(({name, uses, rejects}) => [name, uses, rejects?.path]),
		behind: entryPoints.points.filter(point => point.guards.some(({name}) => name === 'bouncer')).length,
	};
}

const none = {guards: [], behind: 0};
const weighs = (what: string): string =>
	`import {weigh} from 'ticketing';\nexport async function bouncer(req, res) {\nconst pass = await weigh(req);\n${what}\nreturn pass;\n}`;
const throws = weighs("if (!pass) throw new Error('no entry');");
const call = 'await bouncer(req, res);';

describe('a function that turns callers away for a reason that could not be followed', () => {
	test('is a guard where most of what changes something calls it first, and the rest stays open', () => {
		expect(guardsOf(throws, call)).toEqual({guards: [['bouncer', 5, 'gate.ts']], behind: 5});
	});

	test.each([
		['answers 403', weighs('if (!pass) return res.status(403).end();')],
		['sends them elsewhere', weighs("if (!pass) return res.redirect('/entrance');")],
		[
			'asks of what they send along',
			"export function bouncer(req) {\nif (!stubs.includes(req.headers['x-stub'])) throw new Error('no entry');\n}\nimport {stubs} from 'ticketing';",
		],
		[
			'leaves it to a function of its own',
			"import {weigh} from 'ticketing';\nasync function turn(pedido) { const pass = await weigh(pedido); if (!pass) throw new Error('no entry'); }\nexport const bouncer = async pedido => turn(pedido);",
		],
	])('and that %s', (_, gate) => {
		expect(guardsOf(gate, gate.includes('return res.') ? 'if (!(await bouncer(req, res))) return;' : call).behind).toBe(5);
	});

	test('stands in front of everything as middleware', () => {
		const gate =
			"import {weigh} from 'ticketing';\nexport async function bouncer(req, res, next) {\nconst pass = await weigh(req);\nif (!pass) return res.status(401).end();\nnext();\n}";
		expect(guardsOf(gate, '', {before: 'app.use(bouncer);\n'})).toEqual({guards: [['bouncer', 6, 'gate.ts']], behind: 6});
	});

	test('wraps handlers', () => {
		const files = {
			'package.json': manifest,
			'gate.ts':
				"import {weigh} from 'ticketing';\nexport const bouncer = inner => async (req, res) => {\nconst pass = await weigh(req);\nif (!pass) throw new Error('no entry');\nreturn inner(req, res);\n};",
			'server.ts': `import {bouncer} from './gate';\n${start}${Array.from({length: 5}, (_, at) => `app.post('/things${at}', bouncer(async (req, res) => {\nawait db.query('DELETE FROM things${at}');\nres.end();\n}));\n`).join('')}`,
		};
		expect(factsOf(inMemory(files)).guards).toMatchObject([{name: 'bouncer', known: 'learned', uses: 5}]);
	});

	test('is one in Python as well', () => {
		const files = {
			'requirements.txt': 'fastapi==0.115.0\nticketing==1.0\nsqlalchemy==2.0.0\n',
			'gate.py':
				"from ticketing import weigh\nfrom fastapi import Request\n\ndef bouncer(request: Request):\n    found = weigh(request)\n    if not found:\n        raise RuntimeError('no entry')\n    return found\n",
			'main.py': `from fastapi import Depends, FastAPI\nfrom gate import bouncer\nfrom db import session\n\napp = FastAPI()\n\n${Array.from({length: 5}, (_, at) => `@app.post('/things${at}')\ndef make${at}(name: str, found=Depends(bouncer)):\n    session.add(Thing(name=name))\n    session.commit()\n\n`).join('')}`,
			'db.py':
				"from sqlalchemy import create_engine\nfrom sqlalchemy.orm import Session\n\nsession = Session(create_engine('sqlite://'))\n",
		};
		expect(factsOf(inMemory(files)).guards).toMatchObject([{name: 'bouncer', known: 'learned', uses: 5}]);
	});
});

describe('a function is not learned', () => {
	test.each([
		['stands in front of fewer than six in ten', throws, call, {asking: 5, count: 9}],
		['stands in front of too few to say anything', throws, call, {asking: 4, count: 4}],
		['never turns anybody away', weighs(''), call],
		['has its refusal caught', throws, 'try { await bouncer(req, res); } catch { console.warn(1); }'],
		['has its refusal caught behind it', throws, 'await bouncer(req, res).catch(() => undefined);'],
		['is asked under a condition of the caller', throws, 'if (req.query.strict) await bouncer(req, res);'],
		['is called behind what is changed', throws, "await db.query('DELETE FROM drafts');\nif (req.query.late) await bouncer(req, res);"],
		['asks what is sent', "export function bouncer(req) {\nif (!req.body.name) throw new Error('no name');\n}", call],
		[
			'answers 403 for what is sent',
			"export function bouncer(req, res) {\nif (req.body.name === 'root') return res.status(403).end();\n}",
			'if (bouncer(req, res)) return;',
		],
		[
			'answers 403 to everybody while a setting says so',
			'export function bouncer(req, res) {\nif (process.env.FROZEN) return res.status(403).end();\n}',
			'if (bouncer(req, res)) return;',
		],
		['asks for a setting', "export function bouncer(req) {\nif (!process.env.DATABASE_URL) throw new Error('not set up');\n}", call],
		[
			'asks for what is connected',
			"import {connect} from 'ticketing';\nexport async function bouncer() {\nconst link = await connect();\nif (!link) throw new Error('down');\n}",
			'await bouncer();',
		],
		['says that something is not found', weighs('if (!pass) return res.status(404).end();'), call],
		['says that it is down', weighs('if (!pass) { res.status(503).end(); throw new Unavailable(503); }'), call],
		[
			'looks for a record',
			"import {weigh} from 'ticketing';\nexport async function bouncer(id) {\nconst thing = await weigh(id);\nif (!thing) throw new Error('gone');\n}",
			'await bouncer(req.params.id);',
		],
		[
			'is a helper that throws for anything',
			'export function bouncer(thing, text) {\nif (!thing) throw new Error(text);\n}',
			"const thing = await pick(req.params.id);\nbouncer(thing, 'nothing');",
		],
	])('when it %s', (_, gate, line, how = {asking: 5, count: 6}) => {
		expect(guardsOf(gate, line, how)).toEqual(none);
	});

	test('when its name says that it is for something else', () => {
		const gate = weighs("if (!pass) throw new Error('no');").replaceAll('bouncer', 'checkOrigin');
		const {guards} = factsOf(
			inMemory({
				'package.json': manifest,
				'gate.ts': gate,
				'server.ts': `import {checkOrigin} from './gate';\n${start}${routes('await checkOrigin(req, res);', 6, 6)}`,
			}),
		);
		expect(guards).toEqual([]);
	});
});
