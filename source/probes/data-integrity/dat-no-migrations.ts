import {unreadServerIn} from '../../facts/apps.ts';
import type {Facts} from '../../facts/facts.ts';
import {holds} from '../../facts/facts.ts';
import {outermost} from '../../facts/places.ts';
import type {Family, TableFact} from '../../facts/schemas.ts';
import type {Place} from '../../safe-text.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const words: Readonly<Record<Family, string>> = {
	prisma: 'schema.prisma describes',
	drizzle: 'the Drizzle schema describes',
	typeorm: 'the TypeORM entities describe',
	sequelize: 'the Sequelize models describe',
	sqlalchemy: 'the SQLAlchemy models describe',
	django: 'the Django models describe',
	supabase: 'code asks Supabase for',
};

const probe: Probe = facts => {
	const {tables, migrations, loose} = facts.schemas;
	const families = [...new Set(tables.map(({family}) => family))];
	if (families.length > 0) {
		const answers = families.map(family =>
			answerFor(
				family,
				tables.filter(table => table.family === family),
				facts,
			),
		);
		return [...answers].sort((one, other) => rank[other.outcome] - rank[one.outcome])[0] ?? unknown('no table was found');
	}
	if (migrations.length > 0)
		return pass(`${migrations.length} ${migrations.length === 1 ? 'migration is' : 'migrations are'} kept in order`, ends(migrations));
	const unread = unreadServerIn(facts.files);
	if (unread !== undefined) return unknown(`code in ${unread} is not read yet`);
	const made = facts.schemaChanges.filter(({when}) => when !== 'by-hand');
	if (made.length > 0)
		return gap('the tables are made by the program itself when it runs, and no migration records how they change', outermost(made));
	if (loose.length > 0) return gap('the tables stand in an SQL file that is run by hand, and no migration records how they change', loose);
	if (holds(facts, 'baas.supabase') && !holds(facts, 'db.relational'))
		return notApplicable('Supabase is used, and no table of it is asked for in code');
	return unknown('a database is used, and no description of its tables was found');
};

export default probe;

const rank = {gap: 3, unknown: 2, pass: 1, 'not-applicable': 0} as const;
const plain = ({path, line, text}: Place): Place => ({path, line, text});
const ends = (places: readonly Place[]): readonly Place[] => [...places.slice(0, 1), ...places.slice(1).slice(-1)].map(plain);

function answerFor(family: Family, tables: readonly TableFact[], facts: Facts): Answer {
	const {migrations, loose} = facts.schemas;
	const described = `${words[family]} ${tables.length} ${tables.length === 1 ? 'table' : 'tables'}`;
	if (migrations.length === 0) return withoutMigrations(family, described, tables, loose, facts);
	const missing = tables.filter(({created}) => !created);
	if (missing.length > 0) {
		const names = `${listed(missing.map(({name}) => name).slice(0, 4), 'and')}${missing.length > 4 ? ' …' : ''}`;
		if (facts.capped) return unknown(`${described}, and not all migrations could be looked at`, missing.map(plain));
		return gap(
			`${described}, and no migration makes ${missing.length === tables.length ? (tables.length === 1 ? 'it' : 'any of them') : `${missing.length} of them`}: ${names}`,
			missing.map(plain),
		);
	}
	const drifted = tables.filter(table => table.missing.length > 0);
	const [first] = drifted;
	if (first !== undefined) {
		const others = drifted.reduce((sum, table) => sum + table.missing.length, 0) - 1;
		return gap(
			`${described}, and no migration makes the column ${first.missing[0] ?? ''} of ${first.name}${others > 0 ? ` (and ${others} more)` : ''}`,
			drifted.map(plain),
		);
	}
	const own = facts.schema.tables.filter(({made}) => made === 'migrations');
	const nameless = own.filter(table => table.described === undefined);
	if (family === 'sqlalchemy' && nameless.length > tables.length)
		return pass(
			`the migrations make ${own.length} tables, in ${migrations.length === 1 ? 'one step' : `${migrations.length} steps`}; of most of them code says the name in a way that is not read, so that only ${tables.length} could be held against it`,
			[...nameless.slice(0, 2).map(plain), ...ends(migrations)],
		);
	return pass(
		`${described}, and ${migrations.length === 1 ? 'the one migration names' : `the ${migrations.length} migrations name`} ${tables.length === 1 ? 'it' : 'every one of them'}`,
		ends(migrations),
	);
}

function withoutMigrations(family: Family, described: string, tables: readonly TableFact[], loose: readonly Place[], facts: Facts): Answer {
	const made = facts.schemaChanges.filter(({when}) => when !== 'by-hand');
	if (facts.capped) return unknown(`${described}, and not all files could be looked at`);
	if (family === 'supabase' && loose.length > 0)
		return gap(`${described}, and the SQL that makes them is run by hand: nothing says in which order, or whether it was`, [
			...loose,
			...tables.map(plain),
		]);
	if (family === 'supabase')
		return gap(`${described}, and no migration makes them: the schema lives only in the dashboard`, tables.map(plain));
	if (made.length > 0) {
		const everywhere = made.some(({when}) => when === 'always' || when === 'setting');
		return gap(
			everywhere
				? `${described}, and the program makes them by itself when it runs, without migrations`
				: `${described}, the program makes them outside production only, and no migration makes them there`,
			[...made.map(plain), ...tables.map(plain)],
		);
	}
	return gap(`${described}, and there is no migration`, [...tables.map(plain), ...loose]);
}
