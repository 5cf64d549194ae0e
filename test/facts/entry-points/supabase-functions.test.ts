import {expect, test} from 'vitest';
import {supabaseFunctionsReader} from '../../../source/facts/entry-points/supabase-functions.ts';
import {linesOf} from './registered.ts';

const serves = 'Deno.serve(async request => new Response());';

test('asks for a key of the project by default, wherever config.toml does not say otherwise', () => {
	const files = {
		'supabase/config.toml':
			'project_id = "x"\n\n[functions.open]\nverify_jwt = false\n[functions."closed"]\n  verify_jwt = true # on\n[auth]\nverify_jwt = false\n',
		'supabase/functions/open/index.ts': serves,
		'supabase/functions/closed/index.ts': serves,
		'supabase/functions/silent/index.ts': serves,
		'supabase/functions/_shared/index.ts': serves,
		'supabase/functions/silent/parts.ts': serves,
	};
	expect(linesOf(supabaseFunctionsReader, files)).toEqual([
		'http ANY /functions/v1/closed → function@supabase/functions/closed/index.ts given key verify_jwt supabase/config.toml:6',
		'http ANY /functions/v1/open → function@supabase/functions/open/index.ts',
		'http ANY /functions/v1/silent → function@supabase/functions/silent/index.ts given key verify_jwt supabase/functions/silent/index.ts:1',
	]);
});

test('knows every way to serve, and says when it finds none', () => {
	const files = {
		'supabase/functions/a/index.ts':
			"import {serve} from 'https://deno.land/std/http/server.ts';\nconst handler = async () => new Response();\nserve(handler);",
		'supabase/functions/b/index.ts': 'Deno.serve({port: 1}, withUser(async () => new Response()));',
		'supabase/functions/c/index.ts': 'export default {fetch: async () => new Response()};',
		'supabase/functions/d/index.ts': 'const serve = 1;',
	};
	expect(linesOf(supabaseFunctionsReader, files).map(line => line.replace(/ given.*?:\d+/u, ''))).toEqual([
		'http ANY /functions/v1/a → handler@supabase/functions/a/index.ts',
		'http ANY /functions/v1/b → withUser(…)@supabase/functions/b/index.ts',
		'http ANY /functions/v1/c → object@supabase/functions/c/index.ts',
		'http ANY /functions/v1/d ?? what the function answers with was not found',
	]);
});
