declare module 'shipworthy:checklists' {
	/** The checklists as parsed YAML, by the name of their file; not validated. */
	const checklists: unknown;
	export default checklists;
}

declare module 'shipworthy:templates' {
	/** The templates' files as text: template id, then path inside its folder. */
	const templates: Readonly<Record<string, Readonly<Record<string, string>>>>;
	export default templates;
}

/** The version of the package, put in by the build. */
declare const SHIPWORTHY_VERSION: string;
