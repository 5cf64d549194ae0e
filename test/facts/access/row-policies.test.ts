import {describe, expect, test} from 'vitest';
import {functionsOnMetadata, offeredTables, trustsMetadata} from '../../../source/facts/access/row-policies.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const factsOfSql = (sql: string) =>
	factsOf(
		inMemory({
			'package.json': '{"name": "crm", "dependencies": {"@supabase/supabase-js": "2.45.0"}}',
			'src/db.ts': "import {createClient} from '@supabase/supabase-js';\nexport const db = createClient('u', 'k');\n",
			'supabase/migrations/0001.sql': sql,
		}),
	);

describe('policies of the database', () => {
	test('functions that lead to user metadata are followed', () => {
		const facts = factsOfSql(
			"create function public.app_role() returns text language sql as $$ select auth.jwt() -> 'user_metadata' ->> 'role' $$;\ncreate function public.is_admin() returns boolean language sql as $$ select public.app_role() = 'admin' $$;\ncreate function public.today() returns date language sql as $$ select current_date $$;\ncreate table public.notes (id uuid primary key);\nalter table public.notes enable row level security;\ncreate policy a on public.notes for all using (public.is_admin());\n",
		);
		const functions = functionsOnMetadata(facts);
		expect([...functions].sort()).toEqual(['app_role', 'is_admin']);
		expect(facts.schema.tables.flatMap(({policies}) => policies).map(one => trustsMetadata(one, functions))).toEqual([true]);
	});

	test('only tables of the public schema are offered', () => {
		const facts = factsOfSql('create schema private;\ncreate table private.jobs (id int);\ncreate table public.notes (id int);\n');
		expect(offeredTables(facts).map(({name}) => name)).toEqual(['notes']);
	});
});
