// A repository of a given size, always the same: a web application with its server, screens, tests, migrations and documents, made from a seed.
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

function random(seed) {
	let state = seed;
	return below => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return (state >>> 8) % below;
	};
}

const nouns = 'order invoice member booking ticket message report device lesson basket supplier parcel contract visit payment review'.split(
	' ',
);
const verbs = 'create list update remove export notify verify archive assign approve cancel schedule'.split(' ');
const words =
	'when the member asks for a report we read every row that belongs to the account and leave out what was archived before the last day of the month'.split(
		' ',
	);
const capital = word => word.charAt(0).toUpperCase() + word.slice(1);

/** Pieces of source, each about ten to thirty lines, as they stand in applications. */
function pieces(pick) {
	const noun = () => nouns[pick(nouns.length)];
	const verb = () => verbs[pick(verbs.length)];
	const sentence = () => Array.from({length: 6 + pick(8)}, () => words[pick(words.length)]).join(' ');
	return {
		service() {
			const [one, what, number] = [noun(), verb(), pick(10_000)];
			return `/** ${capital(sentence())}. */
export async function ${what}${capital(one)}${number}(input: ${capital(one)}Input, context: Context): Promise<Result<${capital(one)}>> {
	const found = await db.${one}.findMany({where: {accountId: context.accountId, state: input.state ?? 'open'}, take: ${pick(100)}, orderBy: {createdAt: 'desc'}});
	if (found.length === 0) {
		logger.info({account: context.accountId, ${one}: input.id}, 'no ${one} to ${what}');
		return {ok: false, problem: 'There is no ${one} with this number.'};
	}
	// ${sentence()}
	const total = found.reduce((sum, each) => sum + each.amount * (1 - each.discount / 100), 0);
	try {
		const changed = await db.${one}.update({where: {id: input.id}, data: {total, state: '${what}d', touchedAt: new Date()}});
		for (const each of found.filter(each => each.amount > ${pick(1000)})) await queue.add('${one}.${what}', {id: each.id, total});
		return {ok: true, value: {...changed, lines: found.map(({id, amount}) => ({id, amount}))}};
	} catch (error) {
		logger.error({error, ${one}: input.id}, '${what} failed');
		throw new ServiceError('${one}-${what}', {cause: error});
	}
}
`;
		},
		route() {
			const [one, what] = [noun(), verb()];
			return `router.${['get', 'post', 'put', 'delete'][pick(4)]}('/${one}s/:id/${what}-${pick(1000)}', requireUser, async (request, response) => {
	const parsed = ${one}Schema.safeParse(request.body);
	if (!parsed.success) return response.status(400).json({problem: 'The ${one} is not complete.', details: parsed.error.flatten()});
	const result = await ${what}${capital(one)}({...parsed.data, id: request.params.id}, request.context);
	if (!result.ok) return response.status(404).json({problem: result.problem});
	return response.json({${one}: result.value, next: \`/${one}s/\${request.params.id}?page=\${Number(request.query.page ?? 1) + 1}\`});
});
`;
		},
		screen() {
			const [one, number] = [noun(), pick(10_000)];
			return `export function ${capital(one)}Card${number}({${one}, onChange}: {${one}: ${capital(one)}; onChange: (next: ${capital(one)}) => void}) {
	const [open, setOpen] = useState(false);
	const {data, isLoading} = useQuery({queryKey: ['${one}', ${one}.id], queryFn: () => load${capital(one)}(${one}.id)});
	const label = useMemo(() => (open ? '${sentence()}' : ${one}.title ?? 'Untitled'), [open, ${one}.title]);
	if (isLoading) return <Spinner label="Loading" />;
	return (
		<Card className="flex flex-col gap-${pick(8)} p-${pick(8)}" data-state={open ? 'open' : 'closed'}>
			<button type="button" onClick={() => setOpen(before => !before)} aria-expanded={open}>
				{label} <span className="text-muted">{data?.lines?.length ?? 0}</span>
			</button>
			{open && data?.lines.map(each => <Row key={each.id} value={each.amount} onSave={amount => onChange({...${one}, amount})} />)}
		</Card>
	);
}
`;
		},
		types() {
			const [one, number] = [noun(), pick(10_000)];
			return `/** ${capital(sentence())}. */
export type ${capital(one)}${number} = {
	readonly id: string;
	readonly title: string;
	readonly amount: number;
	readonly state: 'open' | 'paid' | 'archived';
	readonly lines: readonly {readonly id: string; readonly amount: number; readonly note?: string}[];
};

export const is${capital(one)}${number} = (value: unknown): value is ${capital(one)}${number} =>
	typeof value === 'object' && value !== null && 'id' in value && 'amount' in value;
`;
		},
		test() {
			const [one, what] = [noun(), verb()];
			return `test('${what} leaves out what was archived: ${sentence()}', async () => {
	const account = await givenAccount({${one}s: ${pick(20)}});
	const result = await ${what}${capital(one)}({id: account.${one}s[0].id, state: 'open'}, account.context);
	expect(result).toMatchObject({ok: true, value: {state: '${what}d', lines: expect.arrayContaining([{id: expect.any(String), amount: ${pick(900)}}])}});
	await expect(${what}${capital(one)}({id: 'none'}, account.context)).rejects.toThrow('${one}-${what}');
});

`;
		},
		prose() {
			return `## ${capital(sentence())}\n\n${Array.from({length: 5}, () => `${capital(sentence())}.`).join('\n')}\n\n`;
		},
		locale() {
			return `${Array.from({length: 12}, () => `\t"${noun()}.${verb()}.${pick(100_000)}": "${capital(sentence())}.",\n`).join('')}`;
		},
		migration() {
			const [one, number] = [noun(), pick(10_000)];
			return `create table public.${one}_${number} (id uuid primary key default gen_random_uuid(), account_id uuid not null references public.account (id), title text not null, email text, amount numeric(12, 2), created_at timestamptz not null default now());
create index ${one}_${number}_account on public.${one}_${number} (account_id);
alter table public.${one}_${number} enable row level security;
create policy "own rows" on public.${one}_${number} for all to authenticated using (account_id = auth.uid()) with check (account_id = auth.uid());
`;
		},
	};
}

const heads = {
	service:
		"import {db} from '../../lib/db';\nimport {logger} from '../../lib/logger';\nimport {queue} from '../../lib/queue';\nimport {ServiceError, type Context, type Result} from '../../lib/result';\n\n",
	route:
		"import {Router} from 'express';\nimport {requireUser} from '../../lib/auth';\nimport {services} from '../../services';\n\nexport const router = Router();\n\n",
	screen:
		"'use client';\nimport {useMemo, useState} from 'react';\nimport {useQuery} from '@tanstack/react-query';\nimport {Card, Row, Spinner} from '@/components/ui';\n\n",
	types: "import type {Account} from './account';\n\n",
	test: "import {expect, test} from 'vitest';\nimport {givenAccount} from '../support/account';\n\n",
	locale: '{\n',
	prose: '# Notes\n\n',
	migration: '',
};
/** How much of a hundred files is of which kind, and where it stands: about the shares that sixteen open repositories of 3 to 38 MB had when they were measured. */
const shares = [
	[10, 'service', (noun, file) => `src/services/${noun}/service-${file}.ts`],
	[13, 'route', (noun, file) => `src/routes/${noun}/route-${file}.ts`],
	[26, 'screen', (noun, file) => `src/components/${noun}/card-${file}.tsx`],
	[30, 'types', (noun, file) => `src/types/${noun}/type-${file}.ts`],
	[56, 'test', (noun, file) => `tests/${noun}/case-${file}.test.ts`],
	[77, 'locale', (noun, file) => `src/locales/${noun}/texts-${file}.json`],
	[97, 'prose', (noun, file) => `docs/${noun}/note-${file}.md`],
	[100, 'migration', (noun, file) => `supabase/migrations/${String(20250101000000 + file)}_${noun}.sql`],
];

const fixed = {
	'package.json': JSON.stringify(
		{
			name: 'made',
			private: true,
			scripts: {start: 'node dist/server.js', test: 'vitest run'},
			dependencies: {
				express: '^4.21.0',
				pg: '^8.13.0',
				zod: '^3.23.0',
				react: '^19.0.0',
				'@tanstack/react-query': '^5.0.0',
				'@supabase/supabase-js': '^2.50.0',
			},
			devDependencies: {vitest: '^4.0.0', typescript: '^5.9.0'},
		},
		null,
		2,
	),
	'tsconfig.json': '{"compilerOptions": {"strict": true, "baseUrl": ".", "paths": {"@/*": ["src/*"]}}}\n',
	'src/server.ts':
		"import express from 'express';\nimport {requireUser} from './lib/auth';\nconst app = express();\napp.use(express.json());\napp.get('/health', (request, response) => response.json({ok: true}));\napp.use('/api', requireUser);\napp.listen(3000);\n",
	'src/lib/auth.ts':
		"import jwt from 'jsonwebtoken';\nexport function requireUser(request, response, next) {\n\tconst token = request.headers.authorization?.slice(7);\n\tif (!token) return response.status(401).json({problem: 'Sign in first.'});\n\trequest.user = jwt.verify(token, process.env.JWT_SECRET);\n\tnext();\n}\n",
	'.github/workflows/ci.yml':
		'on: [push]\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm ci\n      - run: npm test\n',
};

/** Writes a repository of about `lines` lines into a folder and gives its path. */
export function corpus(folder, lines, seed = 7) {
	const pick = random(seed);
	const make = pieces(pick);
	const put = (path, text) => {
		mkdirSync(dirname(join(folder, path)), {recursive: true});
		writeFileSync(join(folder, path), text);
	};
	for (const [path, text] of Object.entries(fixed)) put(path, text);
	for (let written = 0, file = 0; written < lines; file++) {
		const share = pick(100);
		const [, kind, at] = shares.find(([to]) => share < to);
		const size = kind === 'migration' ? 10 + pick(20) : 20 + pick(180);
		let text = heads[kind];
		let count = text.split('\n').length;
		const end = written + size;
		while (written + count < end) {
			const piece = make[kind]();
			text += piece;
			count += piece.split('\n').length - 1;
		}
		put(at(nouns[file % nouns.length], file), kind === 'locale' ? `${text}\t"end": ""\n}\n` : text);
		written += count;
	}
	return folder;
}
