import type {Fact} from '../../facts.ts';
import {firebaseData} from '../firebase-data.ts';
import {personalEvidence} from '../personal.ts';
import {derived, type Ground} from './ground.ts';

const relational = ['db.postgres', 'db.mysql', 'db.mssql', 'db.sqlite'];
const relationalMappers = [
	'orm.sqlalchemy',
	'orm.sqlmodel',
	'orm.django',
	'orm.typeorm',
	'orm.sequelize',
	'orm.drizzle',
	'orm.knex',
	'orm.kysely',
	'orm.mikro',
];
/** Mappers that never speak to a document database; the others may. */
const alwaysRelational = ['orm.sqlalchemy', 'orm.drizzle', 'orm.sequelize'];
const others = ['db.mongo', 'db.dynamo', 'orm.prisma', 'orm.mongoose', 'baas.supabase', 'baas.convex', 'baas.appwrite', 'baas.pocketbase'];
const signIns = ['auth.clerk', 'auth.authjs', 'auth.betterauth', 'auth.auth0', 'auth.workos', 'auth.kinde', 'auth.cognito'];

/** What a package keeps: databases, personal data, payments, sign-in. */
export function data({one, files, held, evidenceOf, evidenceOfGroup, answering}: Ground): readonly Fact[] {
	const onlyDocuments = held.has('db.mongo') && ![...relational, ...alwaysRelational].some(id => held.has(id));
	const personal = personalEvidence(files);
	const signIn = evidenceOfGroup('auth.');
	/** Beside a server that cannot be read, not seen is not absent. */
	const untold = (id: string): readonly Fact[] =>
		answering.others.length === 0
			? []
			: [{id, value: 'unknown', confidence: 'low', package: one.path, evidence: answering.others.slice(0, 2)}];
	const pii = [
		...derived(one, 'data.pii', personal),
		...(personal.length === 0 ? derived(one, 'data.pii', evidenceOf(...signIns), 'medium') : []),
	];
	const auth = derived(one, 'auth.any', signIn);
	return [
		...(pii.length > 0 ? pii : untold('data.pii')),
		...derived(one, 'db.relational', onlyDocuments ? [] : evidenceOf(...relational, ...relationalMappers)),
		...derived(one, 'db.any', [
			...evidenceOf(...relational, ...relationalMappers, ...others),
			...(held.has('baas.firebase') ? firebaseData(files).slice(0, 2) : []),
		]),
		...derived(one, 'pay.any', evidenceOfGroup('pay.')),
		...(auth.length > 0 ? auth : untold('auth.any')),
	];
}
