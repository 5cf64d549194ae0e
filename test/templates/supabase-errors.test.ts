import {join} from 'node:path';
import {build} from 'esbuild';
import {describe, expect, it} from 'vitest';
import {inCopy, noNodeFrameworks, typeCheck} from '../support/frameworks.ts';
import {closesTheLoop, groundFor} from './applied.ts';

const id = 'supabase-errors';
const check = 'err-supabase-error-ignored';
const manifest = {
	'package.json': '{"name": "shop", "private": true, "dependencies": {"@supabase/supabase-js": "2.45.0", "vite": "6.0.0"}}',
	'package-lock.json': '{}',
	'tsconfig.json': '{}',
};
const client = {
	'src/client.ts':
		"import {createClient} from '@supabase/supabase-js';\n\nexport const supabase = createClient('http://localhost', 'key');\n",
};
const page = (body: string): Readonly<Record<string, string>> => ({
	...manifest,
	...client,
	'src/main.ts': "import {pay} from './pay';\n\ndocument.body.onclick = () => pay('1');\n",
	'src/pay.ts': `import {supabase} from './client';\n\nexport async function pay(id: string) {\n${body}}\n`,
});

const writes = {
	'a change in one line': [
		"  await supabase.from('orders').update({paid: true}).eq('id', id);\n",
		"  await supabase.from('orders').update({paid: true}).eq('id', id).throwOnError();\n",
	],
	'a chain over several lines': [
		"  try {\n    await supabase\n      .from('orders')\n      .update({paid: true})\n      .eq('id', id);\n  } catch (error) {\n    alert(error);\n  }\n",
		"      .eq('id', id).throwOnError();\n",
	],
	'a row over several lines': ["  await supabase.from('orders').insert({\n    id,\n    paid: true,\n  });\n", '  }).throwOnError();\n'],
	'data that is taken without the error': [
		"  const {data} = await supabase.from('orders').insert({id}).select().single();\n  return data;\n",
		'.single().throwOnError();\n',
	],
	'a function of the database, more than five times': [
		Array.from({length: 7}, (_, at) => `  await supabase.rpc('record_payment_${at}', {id});\n`).join(''),
		"  await supabase.rpc('record_payment_6', {id}).throwOnError();\n",
	],
	'a file': [
		"  await supabase.storage.from('bills').upload(id, new Blob());\n",
		"  await orThrow(supabase.storage.from('bills').upload(id, new Blob()));\n",
	],
	'a log, which must not stop what people came for': [
		"  await supabase.from('activity_logs').insert({\n    id,\n  });\n",
		"  await orLog(supabase.from('activity_logs').insert({\n    id,\n  }));\n",
	],
} as const;

describe('the loop of errors that Supabase gives back', () => {
	it.each(Object.entries(writes))('closes for %s', async (_, [before, after]) => {
		await closesTheLoop(id, check, page(before), {run: ground => expect(ground.text('src/pay.ts')).toContain(after)});
	});

	it('closes for a page and a function of Supabase at once, each with its own helper', async () => {
		await closesTheLoop(
			id,
			check,
			{
				...page(writes['a file'][0]),
				'supabase/functions/bill/index.ts':
					"import {createClient} from 'npm:@supabase/supabase-js@2';\n\nconst db = createClient(Deno.env.get('SUPABASE_URL')!, Deno.env.get('SUPABASE_SERVICE_ROLE_KEY')!);\nDeno.serve(async () => {\n  await db.from('events').insert({kind: 'bill'});\n  return new Response('ok');\n});\n",
			},
			{
				run: ({text}) => {
					expect(text('src/pay.ts')).toContain("import {orThrow} from './supabase-errors';\n");
					expect(text('supabase/functions/bill/index.ts')).toContain("import {orLog} from '../_shared/supabase-errors.ts';\n");
				},
			},
		);
	});

	it('leaves what stands in a list of promises to a person, with its line', () => {
		const plan = groundFor(id, page("  await Promise.all([\n    supabase.from('orders').insert({id}),\n  ]);\n")).plan();
		expect(plan.closes).toEqual([]);
		expect(plan.after.join(' ')).toContain('src/pay.ts:5: read the error that this write gives back');
	});
});

describe('the helpers', () => {
	it('throw the error of an answer, or tell the log and go on', async () => {
		const ground = groundFor(id, page(writes['a file'][0] + writes['a log, which must not stop what people came for'][0]));
		ground.write();
		const out = join(ground.root, 'made.mjs');
		await build({entryPoints: [join(ground.root, 'src/supabase-errors.ts')], outfile: out, format: 'esm', logLevel: 'error'});
		const made: unknown = await import(out);
		if (typeof made !== 'object' || made === null || !('orThrow' in made) || !('orLog' in made)) throw new Error('no helpers');
		const {orThrow, orLog} = made;
		if (typeof orThrow !== 'function' || typeof orLog !== 'function') throw new Error('no helpers');
		const refused = {data: null, error: new Error('row security refuses this')};
		await expect(orThrow(Promise.resolve(refused))).rejects.toThrow('row security refuses this');
		await expect(orThrow(Promise.resolve({data: 1, error: null}))).resolves.toEqual({data: 1, error: null});
		await expect(orLog(Promise.resolve(refused))).resolves.toBe(refused);
	});

	it.skipIf(noNodeFrameworks)(`type-check beside what uses them${noNodeFrameworks ? ` (${noNodeFrameworks})` : ''}`, async () => {
		const ground = groundFor(id, page(writes['a file'][0]));
		ground.write();
		await inCopy(ground.root, copy => expect(typeCheck(copy, {files: ['src/supabase-errors.ts']})).toBe(''));
	});
});
