import type {Place} from '../../safe-text.ts';
import type {Role} from '../role.ts';

/** Who something is started for, as far as its name tells. */
export type Purpose = 'production' | 'development' | 'test';

/** One instruction of a Dockerfile, continuations joined. */
export type Instruction = Place & {
	/** In capitals: `COPY`, `USER`. */
	readonly word: string;
	/** What stands after the word and its flags, on one line, with the defaults of arguments put in. */
	readonly rest: string;
	/** `from`, `chown`, `mount` … without dashes. */
	readonly flags: Readonly<Record<string, string>>;
	/** The words of `["node", "app.js"]`; undefined when a shell reads it. */
	readonly exec?: readonly string[];
};

/** One stage of a Dockerfile. Its place is its `FROM`. */
export type ImageStage = Place & {
	readonly name?: string;
	/** The image it starts from, the defaults of arguments put in. */
	readonly base: string;
	/** The stage that it starts from instead, by its place in the list. */
	readonly from?: number;
	readonly instructions: readonly Instruction[];
};

/** One Dockerfile. The last stage is the one that is shipped. */
export type ImageFile = Place & {
	readonly role: Role;
	/** Where it lies. */
	readonly folder: string;
	readonly purpose: Purpose;
	readonly stages: readonly ImageStage[];
	/** The folder that it is built from: as a compose file, a pipeline or a command says, else the one that holds what it copies. */
	readonly context: string;
	/** A pipeline or a platform's file builds it; or else a compose file or a command names it. */
	readonly named?: 'release' | 'elsewhere';
	/** The list of what the build leaves out, when there is one. */
	readonly ignores?: IgnoreFile;
};

/** A `.dockerignore`; patterns in their order. */
export type IgnoreFile = Place & {readonly patterns: readonly string[]};

/** One service of a compose file. Its place is its key. */
export type Service = Place & {
	readonly name: string;
	readonly purpose: Purpose;
	readonly image?: string;
	/** Present when it is built here: the folder and, when it is named, the Dockerfile, both from the root. */
	readonly build?: {readonly context: string; readonly file: string; readonly target?: string};
	readonly command?: Place & {readonly words: string; readonly exec: boolean};
	readonly user?: string;
	readonly privileged?: Place;
	/** `cap_add`. */
	readonly capabilities: readonly (Place & {readonly name: string})[];
	/** `source:target` as written. */
	readonly volumes: readonly (Place & {readonly volume: string})[];
	readonly environment: readonly (Place & {readonly name: string; readonly value: string})[];
	/** `deploy.replicas` or `scale`. */
	readonly replicas?: number;
	readonly init: boolean;
	readonly healthcheck?: Place;
};

/** One container of a Kubernetes workload. Its place is its first line. */
export type Container = Place & {
	readonly name: string;
	readonly image: string;
	readonly init: boolean;
	readonly command: readonly string[];
	readonly args: readonly string[];
	readonly privileged: boolean;
	/** What its own or its pod's security context says; undefined when both are silent. */
	readonly nonRoot?: boolean;
	readonly readOnlyRoot: boolean;
	readonly probes: readonly ('liveness' | 'readiness' | 'startup')[];
	readonly preStop: boolean;
};

/** A workload of Kubernetes. Its place is its `kind`. */
export type ClusterWorkload = Place & {
	readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob' | 'Pod' | 'ReplicaSet';
	readonly name: string;
	readonly replicas?: number;
	readonly containers: readonly Container[];
	/** Of a CronJob. */
	readonly schedule?: string;
	/** Of a CronJob: `Allow` unless it says otherwise. */
	readonly concurrency?: 'Allow' | 'Forbid' | 'Replace';
};

/** A block of Terraform: `resource "aws_db_instance" "main"`. */
export type Block = Place & {
	readonly kind: string;
	readonly labels: readonly string[];
	/** Its own arguments and those of the blocks inside, `block.name`, as written without quotes. */
	readonly values: readonly (Place & {readonly name: string; readonly value: string})[];
};

/** A version of a runtime that a file names. `folder` is where it holds, with everything below. Bun counts as Node.js. */
export type RuntimePin = Place & {
	readonly runtime: 'node' | 'python';
	/** As written: `20`, `^22.18`, `>=3.10`. */
	readonly version: string;
	readonly by: 'file' | 'platform' | 'ci';
	readonly folder: string;
};

/** What is built, started and provided, as files say it. Nothing is run. The same in every package's view. */
export type Deploy = {
	readonly images: readonly ImageFile[];
	readonly services: readonly Service[];
	readonly workloads: readonly ClusterWorkload[];
	readonly blocks: readonly Block[];
	/** Versions of runtimes; those of images stand in their `FROM`. */
	readonly runtimes: readonly RuntimePin[];
	/** Files that were seen and could not be read: templates that are not YAML yet, and broken ones. */
	readonly unread: readonly (Place & {readonly because: string})[];
};
