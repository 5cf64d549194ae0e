import type {Place} from '../../safe-text.ts';
import type {Value} from '../code/code.ts';
import type {FileFact} from '../files.ts';
import type {Modules} from '../modules/modules.ts';
import type {PackageFact} from '../packages.ts';
import type {EntryPoint, GuardOnTheWay, UnreadEntryPoints} from './entry-point.ts';

/** Something that runs on the way: a value, and where it is to be understood. */
export type Step = Place & {
	readonly value: Value;
	/** The function in whose scope the value's names are to be looked up; `moduleLevel` for the file's own. */
	readonly in: number;
	readonly how: GuardOnTheWay['how'];
};

/** An entry point as its framework registers it, before anything is followed. */
export type Registered = Place &
	Pick<EntryPoint, 'kind' | 'framework' | 'method' | 'route'> & {
		/** What answers; undefined when it cannot be told. */
		readonly handler?: Step;
		/** The file that is run from top to bottom for it, where no function answers. */
		readonly script?: string;
		/** What runs in front of it, in order: of the application, the routers on the way, the route itself. */
		readonly before: readonly Step[];
		/** Guards that the platform or the framework itself stands for: `verify_jwt`, a gate whose matcher covers the path. */
		readonly given: readonly GuardOnTheWay[];
		/** What could not be followed on the way. */
		readonly unresolved: readonly string[];
	};

/** What a framework's reader may look at. */
export type Ground = {
	readonly files: readonly FileFact[];
	readonly packages: readonly PackageFact[];
	readonly modules: Modules;
	/** The text of a small configuration file that the parsers do not read (`supabase/config.toml`, `vercel.json`, an OpenAPI document). */
	readonly text: (path: string) => string | undefined;
};

/** Finds the entry points of one framework in the whole repository. */
export type Reader = (ground: Ground) => {readonly found: readonly Registered[]; readonly unread: readonly UnreadEntryPoints[]};
