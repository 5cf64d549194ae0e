import {spawn} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {build} from 'esbuild';
import {describe, expect, it} from 'vitest';
import {hasPython, inCopy, noNodeFrameworks, python, serving, typeCheck} from '../support/frameworks.ts';
import {noPostgres, startPostgres} from '../support/postgres.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';

const id = 'model-spend-cap';
const check = 'scl-llm-spend-uncapped';
const manifest = (dependencies: Readonly<Record<string, string>>, more: object = {}): string =>
	`${JSON.stringify({name: 'helper', private: true, ...more, dependencies}, null, 2)}\n`;

const express = {
	'package.json': manifest({express: '^5.1.0', openai: '^5.1.0'}),
	'package-lock.json': '{}',
	'server.js': `const express = require('express');
const OpenAI = require('openai');

const app = express();
const openai = new OpenAI();
app.use(express.json());

app.post('/api/chat', async (req, res) => {
  const answer = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: req.body.messages,
  });
  res.json(answer);
});

app.listen(process.env.PORT || 3000);
`,
};
const gemini = {
	'package.json': manifest({express: '^5.1.0', '@google/generative-ai': '^0.21.0'}, {type: 'module'}),
	'package-lock.json': '{}',
	'server.js': `import express from 'express';
import {GoogleGenerativeAI} from '@google/generative-ai';

const app = express();
const genAI = new GoogleGenerativeAI(process.env.GEMINI_API_KEY);
app.use(express.json());

app.post('/api/ask', async (req, res) => {
  const model = genAI.getGenerativeModel({model: 'gemini-2.5-flash'});
  const result = await model.generateContent(req.body.question);
  res.json({answer: result.response.text()});
});

app.listen(3000);
`,
};
const expressTyped = {
	'package.json': manifest({express: '^5.1.0', openai: '^5.1.0'}, {type: 'module'}),
	'package-lock.json': '{}',
	'tsconfig.json': '{}',
	'src/ask.ts':
		"import OpenAI from 'openai';\n\nconst openai = new OpenAI();\n\nexport async function ask(question: string): Promise<string> {\n  const answer = await openai.responses.create({model: 'gpt-4o', input: question});\n  return answer.output_text;\n}\n",
	'src/server.ts':
		"import express, {type Request, type Response} from 'express';\nimport {ask} from './ask.js';\n\nconst app = express();\napp.use(express.json());\n\nasync function chat(req: Request, res: Response): Promise<void> {\n  res.json({answer: await ask(String(req.body.question))});\n}\n\napp.post('/api/chat', chat);\napp.listen(3000);\n",
};
const openAiTypes =
	'export default class OpenAI {\n  responses: {create(given: {model: string; input: string; max_output_tokens?: number}): Promise<{output_text: string}>};\n}\n';
const fastapi = {
	'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\nopenai==1.55.0\n',
	'backend/main.py': 'from fastapi import FastAPI\n\nfrom routers import leads\n\napp = FastAPI()\napp.include_router(leads.router)\n',
	'backend/routers/__init__.py': '',
	'backend/routers/leads.py': `from fastapi import APIRouter
from openai import OpenAI

from proposals import propose

router = APIRouter(prefix="/leads")


def parse(text: str) -> str:
    client = OpenAI()
    response = client.chat.completions.create(
        model="gpt-5-nano",
        messages=[{"role": "user", "content": text}],
    )
    return response.choices[0].message.content


@router.post("/parse", response_model=dict)
async def parse_leads(text: str) -> dict:
    return {"leads": parse(text)}


@router.post("/propose")
async def propose_to(text: str) -> dict:
    return {"proposal": propose(text)}
`,
	'backend/proposals.py':
		'from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef propose(text: str) -> str:\n    answer = client.chat.completions.create(model="gpt-5", messages=[{"role": "user", "content": text}])\n    return answer.choices[0].message.content\n',
};
const flask = {
	'requirements.txt': 'flask==3.0.3\nopenai==1.55.0\n',
	'app.py': `import os

from flask import Flask, jsonify, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.route("/chat", methods=["POST"])
def chat():
    answer = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": request.json["text"]}],
    )
    return jsonify({"answer": answer.choices[0].message.content})


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5000")))
`,
};
const next = {
	'package.json': manifest({next: '15.1.0', react: '19.0.0', ai: '^5.0.0', '@ai-sdk/openai': '^2.0.0', '@supabase/supabase-js': '2.45.0'}),
	'package-lock.json': '{}',
	'tsconfig.json': '{}',
	'supabase/migrations/20240501120000_start.sql': 'create table public.notes (id bigint primary key);\n',
	'src/lib/supabase.ts':
		"import {createClient} from '@supabase/supabase-js';\n\nexport const supabase = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL ?? '', process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY ?? '');\n",
	'src/app/page.tsx':
		"import {supabase} from '../lib/supabase';\n\nexport default async function Page() {\n  const {data} = await supabase.from('notes').select('id').limit(10);\n  return <p>{data?.length}</p>;\n}\n",
	'src/app/api/chat/route.ts': `import {openai} from '@ai-sdk/openai';
import {streamText} from 'ai';

export async function POST(req: Request) {
  const {messages} = await req.json();
  const result = streamText({
    model: openai('gpt-4o'),
    messages,
  });
  return result.toTextStreamResponse();
}
`,
};
const edge = {
	'package.json': manifest({vite: '6.0.0', react: '19.0.0', '@supabase/supabase-js': '2.45.0'}),
	'package-lock.json': '{}',
	'supabase/config.toml': 'project_id = "helper"\n',
	'supabase/functions/chat/index.ts': `const corsHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "authorization, content-type",
};

Deno.serve(async (req) => {
  if (req.method === "OPTIONS") return new Response(null, { headers: corsHeaders });
  const { messages } = await req.json();
  const response = await fetch("https://ai.gateway.lovable.dev/v1/chat/completions", {
    method: "POST",
    headers: { Authorization: \`Bearer \${Deno.env.get("LOVABLE_API_KEY")}\`, "Content-Type": "application/json" },
    body: JSON.stringify({
      model: "google/gemini-2.5-flash",
      messages,
    }),
  });
  return new Response(response.body, { headers: corsHeaders });
});
`,
};

const {'src/app/api/chat/route.ts': route, ...withoutRoute} = next;
const nextOdd = {...withoutRoute, 'src/app/(shop)/api/[team]/chat/route.ts': route};

/** A caller is served once, then refused; nobody is served when all of it is switched off. */
const limits = {MODEL_CALLS_PER_USER_PER_DAY: '1', MODEL_MAX_TOKENS: '77'};
const post = (url: string, body: unknown = {}): Promise<Response> =>
	fetch(url, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});

const pythonModel = `class _Out:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)


class _Completions:
    def create(self, **kwargs):
        return _Out(choices=[_Out(message=_Out(content=str(kwargs.get("max_completion_tokens"))))])


class OpenAI:
    chat = _Out(completions=_Completions())
`;

describe('the loop of bounds on models', () => {
	it.each([
		['Express with require', express, 'server.js', "app.post('/api/chat', dailyModelQuota, async (req, res) => {"],
		['Express in TypeScript, a named handler', expressTyped, 'src/server.ts', "app.post('/api/chat', dailyModelQuota, chat);"],
		['a model of Google', gemini, 'server.js', 'getGenerativeModel({ generationConfig: {maxOutputTokens: answerTokens}, model:'],
		[
			'FastAPI with routers',
			fastapi,
			'backend/routers/leads.py',
			'@router.post("/parse", dependencies=[Depends(daily_model_quota)], response_model=dict)',
		],
		['Flask', flask, 'app.py', 'methods=["POST"])\n@daily_model_quota\ndef chat():'],
		['Next.js with Supabase', next, 'src/app/api/chat/route.ts', 'model: openai('],
		['Next.js, a route with a parameter', nextOdd, 'src/app/(shop)/api/[team]/chat/route.ts', "from '../../../../../lib/model-quota'"],
		['functions of Supabase', edge, 'supabase/functions/chat/index.ts', "from '../_shared/model-quota.ts'"],
	])('closes for %s', async (_, files, path, line) => {
		await closesTheLoop(id, check, files, {run: ground => expect(ground.text(path)).toContain(line)});
	});
});

/** Writes the files of the template in a new folder. */
function written(files: Readonly<Record<string, string>>): Ground {
	const ground = groundFor(id, files);
	ground.write();
	return ground;
}

/** What a stranger is told who asks twice, and what stood in the one answer. */
async function isHeldBack(url: string, body: unknown): Promise<string> {
	const first = await post(url, body);
	const said = await first.text();
	expect(first.status, said).toBe(200);
	expect((await post(url, body)).status).toBe(429);
	return said;
}

describe('what a caller meets', () => {
	it.skipIf(noNodeFrameworks)(
		`Express serves within the limits, and nobody when it is switched off${noNodeFrameworks ? ` (${noNodeFrameworks})` : ''}`,
		async () => {
			await inCopy(written(express).root, async copy => {
				mkdirSync(join(copy, 'stand-ins', 'openai'), {recursive: true});
				writeFileSync(
					join(copy, 'stand-ins', 'openai', 'index.js'),
					'module.exports = class { chat = {completions: {create: async given => ({bound: given.max_completion_tokens})}}; };\n',
				);
				const env = {...limits, NODE_PATH: join(copy, 'stand-ins')};
				await serving(process.execPath, ['server.js'], {cwd: copy, env}, async ({url}) => {
					expect(await isHeldBack(`${url}/api/chat`, {messages: []})).toContain('77');
				});
				await serving(
					process.execPath,
					['server.js'],
					{cwd: copy, env: {...env, MODEL_CALLS_PER_USER_PER_DAY: '9', MODEL_CALLS_PER_DAY: '1'}},
					async ({url}) => {
						expect((await post(`${url}/api/chat`)).status).toBe(200);
						expect((await post(`${url}/api/chat`)).status).toBe(503);
					},
				);
				await serving(process.execPath, ['server.js'], {cwd: copy, env: {...env, MODEL_OFF: '1'}}, async ({url}) => {
					expect((await post(`${url}/api/chat`)).status).toBe(503);
				});
			});
		},
	);

	it.skipIf(noNodeFrameworks)('what counts for Next.js and for functions of Supabase type-checks', async () => {
		await inCopy(written(next).root, copy => {
			expect(typeCheck(copy, {files: ['src/lib/model-quota.ts']})).toBe('');
		});
		await inCopy(written(edge).root, copy => {
			writeFileSync(join(copy, 'deno.d.ts'), 'declare const Deno: {env: {get(name: string): string | undefined}};\n');
			expect(typeCheck(copy, {files: ['deno.d.ts', 'supabase/functions/_shared/model-quota.ts']})).toBe('');
		});
	});

	it.skipIf(noNodeFrameworks)('Express in TypeScript type-checks with it', async () => {
		await inCopy(written(expressTyped).root, copy => {
			writeFileSync(join(copy, 'openai.ts'), openAiTypes.replace('  responses:', '  declare responses:'));
			expect(typeCheck(copy, {options: {paths: {openai: ['./openai.ts']}}})).toBe('');
		});
	});

	const noPython = hasPython('fastapi', 'uvicorn', 'flask') ? undefined : 'the web frameworks of Python are not installed';
	it.skipIf(noPython)(`FastAPI and Flask serve within the limits${noPython ? ` (${noPython})` : ''}`, async () => {
		await inCopy(written(fastapi).root, async copy => {
			writeFileSync(join(copy, 'backend', 'openai.py'), pythonModel);
			const cwd = join(copy, 'backend');
			await serving(python, ['-m', 'uvicorn', 'main:app', '--port', '$PORT'], {cwd, env: limits}, async ({url}) => {
				expect(await isHeldBack(`${url}/leads/parse?text=hello`, {})).toContain('77');
				// What one caller may ask is counted over all routes.
				expect((await post(`${url}/leads/propose?text=hello`)).status).toBe(429);
			});
		});
		await inCopy(written(flask).root, async copy => {
			writeFileSync(join(copy, 'openai.py'), pythonModel);
			await serving(python, ['app.py'], {cwd: copy, env: limits}, async ({url}) => {
				expect(await isHeldBack(`${url}/chat`, {text: 'hello'})).toContain('77');
			});
			await serving(python, ['app.py'], {cwd: copy, env: {...limits, MODEL_OFF: '1'}}, async ({url}) => {
				expect((await post(`${url}/chat`, {text: 'hello'})).status).toBe(503);
			});
		});
	});

	it('a function of Supabase counts the user whom Supabase knows, lets preflights pass, and refuses when it cannot count', async () => {
		const asked: unknown[] = [];
		let works = true;
		const database = createServer(async (request, response) => {
			let body = '';
			for await (const part of request) body += String(part);
			response.setHeader('content-type', 'application/json');
			if (request.url === '/auth/v1/user') {
				response.statusCode = request.headers.authorization === 'Bearer good' ? 200 : 401;
				response.end(JSON.stringify({id: 'anna'}));
				return;
			}
			asked.push(JSON.parse(body));
			response.statusCode = works ? 200 : 404;
			response.end(JSON.stringify({own: asked.length, all: asked.length}));
		});
		await new Promise<void>(resolve => database.listen(0, '127.0.0.1', () => resolve()));
		const address = database.address();
		const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
		const ground = written(edge);
		const out = join(ground.root, 'model-quota.mjs');
		await build({
			entryPoints: [join(ground.root, 'supabase/functions/_shared/model-quota.ts')],
			outfile: out,
			format: 'esm',
			logLevel: 'error',
		});
		const settings: Readonly<Record<string, string>> = {
			SUPABASE_URL: url,
			SUPABASE_SERVICE_ROLE_KEY: 'key',
			MODEL_CALLS_PER_USER_PER_DAY: '2',
		};
		const program = `globalThis.Deno = {env: {get: name => (${JSON.stringify(settings)})[name]}};
const {dailyModelQuota} = await import(${JSON.stringify(out)});
const status = async (method, headers) => (await dailyModelQuota(new Request('http://shop.test/', {method, headers})))?.status ?? 200;
const known = {authorization: 'Bearer good'};
console.log(await status('OPTIONS', {}), await status('POST', known), await status('POST', {authorization: 'Bearer made-up', 'x-forwarded-for': '1.2.3.4, 5.6.7.8'}), await status('POST', known));
`;
		const run = (): Promise<string> =>
			new Promise(resolve => {
				const child = spawn(process.execPath, ['--input-type=module', '-e', program], {stdio: ['ignore', 'pipe', 'ignore']});
				let said = '';
				child.stdout.on('data', data => (said += String(data)));
				child.on('exit', () => resolve(said.trim()));
			});
		try {
			expect(await run()).toBe('200 200 200 429');
			expect(asked).toEqual([
				{who: 'anna', most: 2},
				{who: '1.2.3.4', most: 2},
				{who: 'anna', most: 2},
			]);
			works = false;
			expect(await run()).toBe('200 503 503 503');
		} finally {
			database.close();
		}
	});

	it.skipIf(noPostgres)(
		`the table counts each caller and all, and nobody reaches it with the public key${noPostgres ? ` (${noPostgres})` : ''}`,
		() => {
			const plan = groundFor(id, next).plan();
			const migration = plan.files.find(({path}) => path.endsWith('.sql'));
			expect(migration?.path).toBe('supabase/migrations/20240501120001_model_use.sql');
			const server = startPostgres();
			try {
				server.sql('create role anon; create role authenticated; create role service_role;');
				server.sql(migration?.text ?? '');
				const count = (who: string): string => server.sql(`set role service_role; select public.count_model_use('${who}', 1);`);
				expect(count('anna')).toContain('{"own" : 1, "all" : 1}');
				expect(count('all')).toContain('{"own" : 1, "all" : 2}');
				// Above the limit nothing is taken of what is there for others.
				expect(count('anna')).toContain('{"own" : 2, "all" : 2}');
				expect(() => server.sql("set role anon; select public.count_model_use('anna', 1);")).toThrow('permission denied');
				expect(() => server.sql('set role authenticated; select * from public.model_use;')).toThrow('permission denied');
			} finally {
				server.stop();
			}
		},
	);
});

describe('what is left to a person', () => {
	it('names the line of a route whose dependencies are given already, and closes nothing', () => {
		const plan = groundFor(id, {
			...fastapi,
			'backend/routers/leads.py': fastapi['backend/routers/leads.py']
				.replace('import APIRouter', 'import APIRouter, Depends')
				.replace('"/propose"', '"/propose", dependencies=[Depends(parse)]'),
		}).plan();
		expect(plan.closes).toEqual([]);
		expect(plan.after.join(' ')).toMatch(/backend\/routers\/leads\.py:\d+: call daily_model_quota before anything else/u);
	});

	it('keeps a count of Next.js without a database open, because each copy of a server counts for itself', () => {
		const {'src/lib/supabase.ts': _, 'src/app/page.tsx': __, ...rest} = next;
		const plan = groundFor(id, {...rest, 'src/app/page.tsx': 'export default function Page() {\n  return <p>hello</p>;\n}\n'}).plan();
		expect(plan.closes).toEqual([]);
		expect(plan.prepares.map(({owes}) => owes).join(' ')).toContain('keep the counts in a database');
	});

	it('makes nothing where nothing is open', () => {
		expect(groundFor(id, {'package.json': manifest({express: '^5.1.0'})}).plan().files).toEqual([]);
	});
});
