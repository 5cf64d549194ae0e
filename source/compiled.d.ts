declare module 'shipworthy:checklists' {
	/** The checklists as parsed YAML, by the name of their file; not validated. */
	const checklists: unknown;
	export default checklists;
}

declare module 'shipworthy:templates' {
	/** By the template's id: its template.yaml, parsed and not validated, and the text of its other files by their path in its folder. */
	const templates: Readonly<Record<string, {readonly described: unknown; readonly files: Readonly<Record<string, string>>}>>;
	export default templates;
}

declare module 'shipworthy:exercises' {
	/** By the exercise's id: its exercise.yaml, parsed and not validated, and the text of the files of its start and its solution. */
	const exercises: Readonly<Record<string, {readonly described: unknown; readonly files: Readonly<Record<string, string>>}>>;
	export default exercises;
}

declare module 'shipworthy:licences' {
	/** By registry and licence: the names of widely used packages, with spaces between. */
	const licences: Readonly<Record<string, Readonly<Record<string, string>>>>;
	export default licences;
}

/** The version of the package, put in by the build. */
declare const SHIPWORTHY_VERSION: string;
