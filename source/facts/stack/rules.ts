import type {Language} from '../language.ts';

/** How a stack fact is recognised. Any one source suffices; a dependency counts fully only when it is imported. */
export type StackRule = {
	readonly id: string;
	/** Packages of npm or Python (canonical names). */
	readonly dependencies?: readonly string[];
	/** Import names, where they differ from the package's. */
	readonly imports?: readonly string[];
	/** Marks of the text pass that show it. */
	readonly marks?: readonly string[];
	/** Paths of files that show it. */
	readonly files?: RegExp;
	readonly languages?: readonly Language[];
	/** Where manifests say what a package depends on, its own or the root's must name one of these. */
	readonly needs?: readonly string[];
	/** A file of the package that must be there as well. */
	readonly besideFile?: RegExp;
	/** A dependency is enough without an import: it is used by configuration or by convention. */
	readonly dependencyIsEnough?: boolean;
	/** The fact is about the repository as a whole. */
	readonly whole?: boolean;
};
