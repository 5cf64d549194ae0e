import {type App, appsOf, nameOf} from '../../facts/apps.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {fileAt} from '../../facts/files.ts';
import {codeLanguages} from '../../facts/language.ts';
import {packageOf} from '../../facts/packages.ts';
import {distinct} from '../../facts/places.ts';
import type {TestFile} from '../../facts/test-files.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

/** Programs that run collections and flows, not code. */
const elsewhere = /\b(?:newman run|hurl|bru run|maestro test|k6 run|robot|behave|cucumber|supabase test|pg_prove|schemathesis)\b/u;
const fewTests = 5;
const manyTests = 10;
/** So few tests cannot walk the journeys of an application of so many files. */
const fewCases = 6;
const manyFiles = 100;

const probe: Probe = facts => {
	const real = facts.testFiles.filter(({sample, hollow, reaches}) => !sample && !hollow && reaches !== undefined);
	if (real.length === 0) {
		const runs = facts.commands.filter(({command, role}) => role !== 'example' && elsewhere.test(command));
		if (runs.length > 0) return unknown('tests are run that are not written as code: their files are not read', runs.map(placeOf));
		if (facts.capped) return unknown('no test was found, but the repository is too large to have been looked at whole');
		return gap(withoutTests(facts), [...facts.testFiles.map(placeOf), ...surface(facts)]);
	}
	const deep = real.filter(test => isDeep(test, facts));
	const serves = holds(facts, 'app.server', 'app.api', 'app.fullstack', 'app.baas');
	if (!serves || deep.length > 0) {
		const [best] = deep.length > 0 ? deep : real;
		const cases = real.reduce((sum, test) => sum + test.cases, 0);
		if ((cases <= 2 || (cases < fewCases && filesOf(facts) >= manyFiles)) && serves && best)
			return unknown(
				`there ${cases === 1 ? 'is one test' : `are ${cases} tests`} for the whole application of ${filesOf(facts)} files`,
				real.map(placeOf),
			);
		const [left] = untested(real, facts);
		if (left !== undefined)
			return unknown(
				`${real.length} test ${real.length === 1 ? 'file exercises' : 'files exercise'} another part, and none was seen to reach ${nameOf(left)}`,
				distinct(
					[...left.files.filter(({role}) => role === 'app').map(({path, firstLine}) => ({path, line: 1, text: firstLine.text}))].slice(
						0,
						1,
					),
				),
				{asks: `What tests ${nameOf(left)}, and if nothing does: what do people do with it that must not break?`},
			);
		return pass(
			`${real.length} test ${real.length === 1 ? 'file exercises' : 'files exercise'} the application; whether they pass was not tried here`,
			distinct([...deep, ...real]).slice(0, 5),
		);
	}
	if (real.length <= fewTests)
		return gap(
			`${real.length === 1 ? 'the only test file reaches' : `the ${real.length} test files reach`} no request, no page, no sign-in and no data of the application`,
			real.map(placeOf),
		);
	if (real.length < manyTests)
		return unknown(`the ${real.length} test files were not seen to answer a request, open a page or touch the data`, real.map(placeOf));
	return pass(`${real.length} test files exercise the application; whether they pass was not tried here`, real.slice(0, 5).map(placeOf));
};

export default probe;

const fewFiles = 8;

/** Servers of several parts, deployed by themselves, that no test lies beside, imports or reaches from outside. */
function untested(tests: readonly TestFile[], facts: Facts): readonly App[] {
	const apps = appsOf(facts);
	if (apps.length < 2) return [];
	const ownerOf = (path: string): string => packageOf(path, facts.packages);
	const deployed = new Set(apps.map(({path}) => path));
	// Tests of a part of their own drive what they like.
	if (tests.some(({path, reaches}) => reaches !== 'code' && !deployed.has(ownerOf(path)))) return [];
	const reached = new Set(tests.flatMap(({path, imports}) => [path, ...imports]));
	return apps.filter(
		app =>
			app.server &&
			!app.functionsOnly &&
			app.files.filter(({role, language}) => role === 'app' && codeLanguages.has(language)).length >= fewFiles &&
			facts.entryPoints.points.some(point => point.package === app.path) &&
			!app.files.some(({path}) => reached.has(path)),
	);
}

const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

/** How many files of application code there are. */
const filesOf = (facts: Facts): number => facts.files.filter(({role, language}) => role === 'app' && codeLanguages.has(language)).length;

function withoutTests(facts: Facts): string {
	const code = filesOf(facts);
	const [first] = facts.testFiles;
	if (first === undefined) return `there is no test for ${code === 1 ? 'the one file' : `the ${code} files`} of application code`;
	const {length} = facts.testFiles;
	if (facts.testFiles.every(({sample}) => sample))
		return `the only ${length === 1 ? 'test is the sample' : 'tests are the samples'} that a generator writes`;
	if (facts.testFiles.every(({hollow, sample}) => hollow || sample))
		return `the only ${length === 1 ? 'test asserts' : 'tests assert'} nothing but constants and snapshots`;
	return `${length === 1 ? 'the one test file tests' : `the ${length} test files test`} nothing of the application`;
}

const services =
	/^(?:pg|postgres|mysql2?|mongodb|mongoose|sequelize|typeorm|knex|drizzle-orm|better-sqlite3|ioredis|redis|stripe|firebase(?:-admin)?|next-auth|jsonwebtoken|bcrypt(?:js)?|express|fastify|hono|koa|convex|sqlalchemy|flask|fastapi|django|rest_framework|sqlmodel|pymongo|psycopg2?|asyncpg)$|^(?:@prisma|@supabase|@nestjs|@trpc|@clerk|@auth|@remix-run|@tanstack)\//u;

/** It drives a page or a request, or imports code that answers requests, keeps data or signs people in. */
function isDeep(test: TestFile, facts: Facts): boolean {
	if (test.reaches === 'browser' || test.reaches === 'http') return true;
	const files = test.imports.flatMap(path => fileAt(facts, path) ?? []);
	if (files.some(({language}) => language !== 'ts' && language !== 'js' && language !== 'py')) return true;
	if (test.imports.length === 0) return true;
	return files.some(
		file =>
			(file.side === 'server' && file.language !== 'py') ||
			file.imports.some(
				({dependency, source, typeOnly}) =>
					!typeOnly &&
					(services.test(dependency ?? '') ||
						services.test(source) ||
						/(?:^|\/)(?:db|database|prisma|auth|supabase|models?|repositor(?:y|ies)|store)(?:$|[./])/u.test(source)),
			),
	);
}

/** The biggest files of application code: what nothing protects. */
const surface = (facts: Facts): readonly Place[] => {
	const served = facts.stack
		.filter(({id, confidence}) => (id === 'app.routes' || id === 'app.server') && confidence !== 'low')
		.flatMap(({evidence}) => evidence);
	return [...facts.packages.flatMap(({manifests}) => manifests.slice(0, 1)), ...served].slice(0, 4).map(placeOf);
};
