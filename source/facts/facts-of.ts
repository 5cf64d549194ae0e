import type {Repository} from '../repository/repository.ts';
import {commandsOf} from './commands.ts';
import {peoplesDataOf} from './data-map/people.ts';
import {deployOf} from './deploy/deploy-of.ts';
import {entryPointsIn, type Found} from './entry-points/entry-points-of.ts';
import type {Facts} from './facts.ts';
import type {FileFact} from './files.ts';
import {firebaseRulesOf} from './firebase-rules.ts';
import {nothingSaid, type SaidGuards} from './guards/said.ts';
import {healthOf} from './health.ts';
import {licencesOf} from './licences.ts';
import {locksOf} from './locks.ts';
import {readFirstOf} from './map/read-first.ts';
import {modulesOf} from './modules/modules-of.ts';
import {withPackagesNamed} from './modules/packages-named.ts';
import {packageOf, packagesOf} from './packages.ts';
import {pageScripts} from './page-scripts.ts';
import {reachedFrom} from './reached.ts';
import {rolesByUse} from './roles-by-use.ts';
import {schemaOf} from './schema/schema-of.ts';
import {schemaChangesOf} from './schema-changes.ts';
import {schemasOf} from './schemas.ts';
import {settingsOf} from './settings.ts';
import {sidesOf} from './sides.ts';
import {withModelFacts} from './stack/from-model.ts';
import {stackOf} from './stack/stack.ts';
import {testFilesOf} from './test-files.ts';
import {workflowsOf} from './workflows.ts';

/** Everything that can be known of a repository without asking anyone, from what was seen in its files, and what people said of guards. The same repository gives the same facts. */
export function factsOf(repository: Repository, seen: readonly FileFact[], {entries, broken}: SaidGuards = nothingSaid): Facts {
	const packages = packagesOf(repository);
	const modules = modulesOf(repository, seen, packages);
	const named = rolesByUse(withPackagesNamed(seen, modules), modules);
	const pages = pageScripts(named, modules, repository.text);
	const files = sidesOf(named, modules, pages);
	const {said, uncorrected, ...found} = entryPointsIn({files, packages, modules, text: repository.text}, entries);
	const workflows = workflowsOf(repository);
	const commands = commandsOf(repository, files, packages, workflows);
	const schema = schemaOf(files, packages, modules);
	const settings = settingsOf(repository, files);
	const reached = reachedFrom(files, modules, packages, commands, pages);
	const stackOfFiles = stackOf(repository, files, packages);
	/** What rests on who can call what. */
	const resting = ({entryPoints, guards, program}: Found) => {
		const stack = withModelFacts(stackOfFiles, packages, entryPoints, schema);
		return {
			entryPoints,
			guards,
			program,
			stack,
			readFirst: readFirstOf({files, modules, points: entryPoints.points, guards, schema, settings, workflows, commands}),
			health: healthOf(files, modules, entryPoints.points),
			people: peoplesDataOf({files, schema, reached, packages, stack}),
		};
	};
	const facts: Facts = {
		root: '.',
		...resting(found),
		said: {entries: said, broken},
		...(repository.branch === undefined ? {} : {branch: repository.branch}),
		files,
		packages,
		workflows,
		commands,
		deploy: deployOf(repository, files, commands, workflows, packages),
		documents: files.flatMap(({document}) => document ?? []),
		licences: licencesOf(repository, files),
		workloads: files.flatMap(({workloads}) => workloads ?? []),
		nowhere: modules.nowhere,
		schema,
		schemas: schemasOf(repository, files, packages),
		schemaChanges: schemaChangesOf(repository, files),
		settings,
		testFiles: testFilesOf(files, packages),
		firebaseRules: firebaseRulesOf(repository),
		locks: locksOf(repository),
		reached,
		notRead: [...repository.skipped, ...unreadOf(files)].sort((one, other) => (one.path < other.path ? -1 : 1)),
		capped: repository.capped,
		inside: repository.inside,
	};
	return uncorrected === undefined ? facts : {...facts, uncorrected: {...facts, ...resting(uncorrected)}};
}

/** The same facts, narrowed to one package: its own files, manifests and stack. */
export function within(facts: Facts, packagePath: string): Facts {
	return {
		...facts,
		root: packagePath,
		files: facts.files.filter(file => packageOf(file.path, facts.packages) === packagePath),
		packages: facts.packages.filter(one => one.path === packagePath),
		schemaChanges: facts.schemaChanges.filter(({path}) => packageOf(path, facts.packages) === packagePath),
		entryPoints: {...facts.entryPoints, points: facts.entryPoints.points.filter(point => point.package === packagePath)},
		schema: {...facts.schema, tables: facts.schema.tables.filter(table => table.package === packagePath)},
		health: facts.health.filter(({path}) => packageOf(path, facts.packages) === packagePath),
		stack: facts.stack.filter(fact => fact.package === packagePath),
		...(facts.uncorrected === undefined ? {} : {uncorrected: within(facts.uncorrected, packagePath)}),
	};
}

const mebibyte = 1024 * 1024;

/** Files that are text by their name and whose text was not to be had: too large, not permitted, or binary after all. */
const unreadOf = (files: readonly FileFact[]): Facts['notRead'] =>
	files
		.filter(
			({language, role, lines, bytes}) => lines === 0 && bytes > 0 && language !== 'other' && role !== 'vendored' && role !== 'generated',
		)
		.map(({path, bytes}) => ({path, because: bytes > mebibyte ? 'larger than 1 MB' : 'could not be read as text'}));
