import type {Place} from '../safe-text.ts';
import type {Workload} from './capacity.ts';
import type {Command} from './commands.ts';
import type {PeoplesData} from './data-map/people.ts';
import type {Deploy} from './deploy/deploy.ts';
import type {DocumentFact} from './documents.ts';
import type {EntryPoints} from './entry-points/entry-point.ts';
import type {FileFact} from './files.ts';
import type {FirebaseRule} from './firebase-rules.ts';
import type {Guard} from './guards/guard.ts';
import type {SaidAndDone, SaidGuards} from './guards/said.ts';
import type {HealthRoute} from './health.ts';
import type {LicenceFacts} from './licences.ts';
import type {Lock} from './locks.ts';
import type {ReadFirst} from './map/read-first.ts';
import type {Modules} from './modules/modules.ts';
import type {PackageFact} from './packages.ts';
import type {Program} from './program.ts';
import type {Schema} from './schema/schema.ts';
import type {SchemaChange} from './schema-changes.ts';
import type {SchemaFacts} from './schemas.ts';
import type {Settings} from './settings.ts';
import type {TestFile} from './test-files.ts';
import type {Workflow} from './workflows.ts';

export type FactConfidence = 'high' | 'medium' | 'low';

/** Something true of a package, or of the repository (`package: '.'`), with the places that show it. A fact that is not listed is false. */
export type Fact = {
	readonly id: string;
	/** `true`, a version or a word; `'unknown'` when it cannot be told. */
	readonly value: boolean | number | string;
	readonly confidence: FactConfidence;
	readonly package: string;
	readonly evidence: readonly Place[];
};

/** All that is known of a repository, or of one package of it (`root`), before any question is asked. It holds no file text. */
export type Facts = {
	/** The package that this view is narrowed to; `.` for the repository as a whole. */
	readonly root: string;
	/** Every file that was looked at, with what was seen in it. */
	readonly files: readonly FileFact[];
	readonly packages: readonly PackageFact[];
	/** What people read: Markdown and text, and the pages of the product. */
	readonly documents: readonly DocumentFact[];
	/** How much is said to run. The same in every package's view. */
	readonly workloads: readonly Workload[];
	/** What files say of licences. The same in every package's view. */
	readonly licences: LicenceFacts;
	/** The pipelines of continuous integration, by path; broken ones too. The same in every package's view. */
	readonly workflows: readonly Workflow[];
	/** Every command that something runs. The same in every package's view: `folder` says where it runs. */
	readonly commands: readonly Command[];
	/** What is built, started and provided: Dockerfiles, compose files, Kubernetes, Terraform. The same in every package's view. */
	readonly deploy: Deploy;
	/** The tables that code describes, and the migrations that make them. The same in every package's view. */
	readonly schemas: SchemaFacts;
	/** Code that makes or changes tables by itself. */
	readonly schemaChanges: readonly SchemaChange[];
	/** The routes that say whether the service works. */
	readonly health: readonly HealthRoute[];
	/** The branch that others build on, when it can be read. */
	readonly branch?: string;
	/** Who can call what. */
	readonly entryPoints: EntryPoints;
	/** What turns callers away. The same in every package's view. */
	readonly guards: readonly Guard[];
	/** What people said of guards, what came of it, and what of their file cannot be read. The same in every package's view. */
	readonly said: Omit<SaidGuards, 'entries'> & {readonly entries: readonly SaidAndDone[]};
	/** What would be known without what people said of guards, where that is something else. */
	readonly uncorrected?: Facts;
	/** How its code hangs together. The same in every package's view. */
	readonly program: Program;
	/** Imports of the project's own that lead nowhere. The same in every package's view. */
	readonly nowhere: Modules['nowhere'];
	/** The database as it stands after every migration and as code describes it. */
	readonly schema: Schema;
	/** The files that tell a newcomer most, in order. The same in every package's view. */
	readonly readFirst: readonly ReadFirst[];
	/** What the application wants from its environment, and where that is written down. The same in every package's view. */
	readonly settings: Settings;
	/** Files that hold test cases. The same in every package's view. */
	readonly testFiles: readonly TestFile[];
	/** The permissions in Firebase rules files. The same in every package's view. */
	readonly firebaseRules: readonly FirebaseRule[];
	/** Lockfiles and what they hold. The same in every package's view. */
	readonly locks: readonly Lock[];
	/** The files that run as far as can be seen. The same in every package's view. */
	readonly reached: ReadonlySet<string>;
	/** What is kept about people and who gets it, as far as code says. The same in every package's view. */
	readonly people: PeoplesData;
	/** The stack facts, sorted by id. */
	readonly stack: readonly Fact[];
	/** Files that were there and were not read, and why. */
	readonly notRead: readonly {readonly path: string; readonly because: string}[];
	/** True when the walk was cut short: absence then proves nothing. */
	readonly capped: boolean;
	/** The folder lies inside a larger repository: what stands above it was not looked at. */
	readonly inside: boolean;
};

/** The facts that may leave the process that made them: plain data, and without the settings of deployments, whose values may be credentials. */
export type PlainFacts = Omit<Facts, 'program' | 'deploy' | 'uncorrected'>;

/** The facts with this id that may switch a check on: true, and seen in more than a manifest. */
export const factsNamed = (facts: Pick<Facts, 'stack'>, id: string): readonly Fact[] =>
	facts.stack.filter(fact => fact.id === id && fact.confidence !== 'low' && fact.value !== false);

/** Whether any of the named facts holds. */
export const holds = (facts: Pick<Facts, 'stack'>, ...ids: readonly string[]): boolean => ids.some(id => factsNamed(facts, id).length > 0);
