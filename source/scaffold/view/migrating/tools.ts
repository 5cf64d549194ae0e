import type {MigrationTool} from '../../../facts/schema/step.ts';

/** What people do with a tool for migrations: the commands, and how it is with locks and with the way back. Empty where the tool has none. */
export type ToolWords = {
	readonly name: string;
	readonly make: string;
	readonly apply: string;
	readonly back: string;
	/** How an account or a connection gives up waiting. */
	readonly timeout: string;
	/** How something runs outside a transaction. */
	readonly alone: string;
};

const plain: ToolWords = {name: 'files of SQL, in order', make: '', apply: '', back: '', timeout: '', alone: ''};
const newOne = 'Write a new migration that undoes it; this tool takes none back by itself.';

const known: Readonly<Partial<Record<MigrationTool, Partial<ToolWords>>>> = {
	prisma: {
		name: 'Prisma',
		make: 'npx prisma migrate dev --create-only --name what_it_does',
		apply: 'npx prisma migrate deploy',
		back: `${newOne} One that failed is marked with npx prisma migrate resolve --rolled-back and its name, before the next one runs.`,
		timeout: 'In the address of the database that applies migrations: options=-c%20lock_timeout%3D5s.',
		alone: 'Prisma runs a file with one statement as it is: keep it alone in its file.',
	},
	drizzle: {
		name: 'Drizzle',
		make: 'npx drizzle-kit generate --name what_it_does',
		apply: 'npx drizzle-kit migrate',
		back: newOne,
		alone:
			'Drizzle runs everything in one transaction: build the index by hand with psql first, write CREATE INDEX IF NOT EXISTS into the migration, and say so above it.',
	},
	supabase: {
		name: 'Supabase',
		make: 'npx supabase migration new what_it_does',
		apply: 'npx supabase db push',
		back: newOne,
		alone: 'Keep it alone in its file.',
	},
	knex: {
		name: 'Knex',
		make: 'npx knex migrate:make what_it_does',
		apply: 'npx knex migrate:latest',
		back: 'The last one is taken back with npx knex migrate:down, when its down deletes nothing that people wrote since.',
		alone: 'Build it with knex.raw, in a file that exports config = {transaction: false}.',
	},
	typeorm: {
		name: 'TypeORM',
		make: 'npx typeorm migration:create src/migrations/WhatItDoes',
		apply: 'npx typeorm migration:run -d dist/data-source.js',
		back: 'The last one is taken back with npx typeorm migration:revert, when its down deletes nothing that people wrote since.',
		alone: 'Give the class of the migration the line transaction = false, and run with --transaction each.',
	},
	sequelize: {
		name: 'Sequelize',
		make: 'npx sequelize-cli migration:generate --name what-it-does',
		apply: 'npx sequelize-cli db:migrate',
		back: 'The last one is taken back with npx sequelize-cli db:migrate:undo, when its down deletes nothing that people wrote since.',
		alone: 'Write addIndex with concurrently: true, and no transaction around it.',
	},
	mikro: {
		name: 'MikroORM',
		make: 'npx mikro-orm migration:create --blank',
		apply: 'npx mikro-orm migration:up',
		back: 'The last one is taken back with npx mikro-orm migration:down, when its down deletes nothing that people wrote since.',
		alone: 'Let isTransactional() of the migration give false.',
	},
	alembic: {
		name: 'Alembic',
		make: 'alembic revision -m "what it does"',
		apply: 'alembic upgrade head',
		back: 'The last one is taken back with alembic downgrade -1, when its downgrade deletes nothing that people wrote since.',
		alone: 'Write create_index with postgresql_concurrently=True, in a block of op.get_context().autocommit_block().',
	},
	django: {
		name: 'Django',
		make: 'python manage.py makemigrations --name what_it_does',
		apply: 'python manage.py migrate',
		back: 'Back to an earlier one: python manage.py migrate, the app and the number before it, when that deletes nothing that people wrote since.',
		alone: 'Write AddIndexConcurrently in a migration with atomic = False.',
	},
	goose: {
		name: 'goose',
		make: 'goose create what_it_does sql',
		apply: 'goose up',
		back: 'The last one is taken back with goose down, when that deletes nothing that people wrote since.',
		alone: 'Write -- +goose NO TRANSACTION at its top.',
	},
	dbmate: {
		name: 'dbmate',
		make: 'dbmate new what_it_does',
		apply: 'dbmate up',
		back: 'The last one is taken back with dbmate rollback, when that deletes nothing that people wrote since.',
		alone: 'Write -- migrate:up transaction:false.',
	},
	flyway: {name: 'Flyway', apply: 'flyway migrate', back: newOne, alone: 'Keep it alone in its file.'},
};

/** What people do with this tool. One that is not known by name is files of SQL. */
export const wordsFor = (tool: MigrationTool): ToolWords => ({...plain, ...known[tool]});

/** Where a tool that has made no migration yet puts them, by the package that brings it. */
export const firstFolders: readonly (readonly [dependency: string, tool: MigrationTool, folder: string])[] = [
	['prisma', 'prisma', 'prisma/migrations/'],
	['@prisma/client', 'prisma', 'prisma/migrations/'],
	['drizzle-kit', 'drizzle', 'drizzle/'],
	['alembic', 'alembic', 'alembic/versions/'],
	['flask-migrate', 'alembic', 'migrations/versions/'],
	['django', 'django', ''],
	['typeorm', 'typeorm', 'src/migrations/'],
	['sequelize-cli', 'sequelize', 'migrations/'],
	['sequelize', 'sequelize', 'migrations/'],
	['knex', 'knex', 'migrations/'],
];
