import {spawnSync} from 'node:child_process';
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
	'backend/main.py':
		'from fastapi import FastAPI\n\nfrom routers import leads\n\napp = FastAPI()\napp.include_router(leads.router)\n',
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
	'src/app/page.tsx': 'export default function Page() {\n  return <p>hello</p>;\n}\n',
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
		['FastAPI with routers', fastapi, 'backend/routers/leads.py', '@router.post("/parse", dependencies=[Depends(daily_model_quota)], response_model=dict)'],
		['Flask', flask, 'app.py', 'methods=["POST"])\n@daily_model_quota\ndef chat():'],
		['Next.js with Supabase', next, 'src/app/api/chat/route.ts', 'model: openai('],
		['functions of Supabase', edge, 'supabase/functions/chat/index.ts', "from '../_shared/model-quota.ts'"],
	])('closes for %s', async (_, files, path, line) => {
		await closesTheLoop(id, check, files, {from: files === edge ? 'gap' : 'gap', run: ground => expect(ground.text(path)).toContain(line)});
	});
});
