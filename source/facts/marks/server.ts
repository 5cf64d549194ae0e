import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js'] as const;

/** Where programs start to answer requests. */
export const serverMarks: readonly MarkRule[] = [
	{
		kind: 'server.express',
		languages: script,
		literals: ['express'],
		pattern: /(?<![\w.])express\s*\(\s*\)|require\(\s*['"]express['"]\s*\)\s*\(/gu,
		on: 'code',
	},
	{
		kind: 'server.fastify',
		languages: script,
		literals: ['astify'],
		pattern: /(?<![\w.]|\bfunction\s+)[Ff]astify\s*(?:<[^>]{0,80}>)?\(|require\(\s*['"]fastify['"]\s*\)\s*\(/gu,
		on: 'code',
	},
	{kind: 'server.hono', languages: script, literals: ['Hono'], pattern: /new\s+(?:OpenAPI)?Hono\b/gu, on: 'code'},
	{kind: 'server.koa', languages: script, literals: ['Koa'], pattern: /new\s+Koa\b/gu, on: 'code'},
	{kind: 'server.nest', languages: script, literals: ['NestFactory'], pattern: /NestFactory\s*\.\s*create/gu, on: 'code'},
	{
		kind: 'server.http',
		languages: script,
		literals: ['createServer', 'Bun.serve', 'Deno.serve'],
		pattern: /(?:https?\.createServer|(?<![\w.])createServer(?=\s*\(\s*[^)\s])|Bun\.serve|Deno\.serve)\s*\(/gu,
		on: 'code',
	},
	{
		kind: 'server.listen',
		languages: script,
		literals: ['.listen('],
		pattern: /\b(?:app|server|http|httpServer|fastify|instance|api)\s*\.listen\s*\(/gu,
		on: 'code',
	},
	{kind: 'server.trpc', languages: script, literals: ['initTRPC'], pattern: /initTRPC\b/gu, on: 'code'},
	{kind: 'server.fastapi', languages: ['py'], literals: ['FastAPI('], pattern: /(?<![\w.])FastAPI\(/gu, on: 'code'},
	{
		kind: 'server.django',
		languages: ['py'],
		literals: ['django', 'DJANGO', 'execute_from_command_line'],
		pattern: /^/gu,
		on: 'code',
		path: /(?:^|\/)manage\.py$/u,
	},
	{kind: 'server.flask', languages: ['py'], literals: ['Flask('], pattern: /(?<![\w.])(?:flask\.)?Flask\s*\(/gu, on: 'code'},
	{
		kind: 'server.connexion',
		languages: ['py'],
		literals: ['connexion'],
		pattern: /connexion\.(?:App|FlaskApp|AsyncApp)\s*\(/gu,
		on: 'code',
	},
	{
		kind: 'server.streamlit',
		languages: ['py'],
		literals: ['streamlit'],
		pattern: /^[ \t]*(?:import streamlit\b|from streamlit import)/gmu,
		on: 'code',
	},
	{
		kind: 'server.gradio',
		languages: ['py'],
		literals: ['gr.', 'gradio'],
		pattern: /\b(?:gr|gradio)\.(?:Interface|Blocks|ChatInterface)\s*\(/gu,
		on: 'code',
	},
];
