import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import type {FileFact} from './files.ts';
import {isExample, namedIn, settingDocuments, wordsOf} from './setting-documents.ts';
import {isPlatformSetting, isSecretName} from './setting-names.ts';

/** A setting that the application reads from its environment. Its place is the first read. */
export type Setting = Place & {
	readonly name: string;
	readonly reads: number;
	/** Some read has no fallback, no comparison and no condition: without it something breaks. */
	readonly required: boolean;
	/** Its name says that it is a credential. */
	readonly secret: boolean;
	/** Where it is written down for people or for a platform. */
	readonly documented?: Place;
	/** A comment beside the function of a hosted backend that reads it, or in SQL that calls it, names it. */
	readonly remarked?: Place;
	/** A schema that is checked at start names it. */
	readonly checked: boolean;
};

/** A switch or a number is no credential, whatever words its name has. */
const aSwitch = /(?:default\s*=|=|,|\?\?|\|\|)\s*(?:True|False|true|false|\d[\d_.]*)\s*[,)}\]]?\s*(?:#.*|\/\/.*)?[),;\s]*$/u;
/** Nobody is told of it, and the application needs it: read without a fallback, or a credential with one. */
export const isOpenSetting = ({documented, checked, required, secret, text}: Setting): boolean =>
	documented === undefined &&
	!checked &&
	(required || (secret && !aSwitch.test(text) && /(?:\?\?|\|\||,|=|\bor\b)\s*[rf]?['"`]|default\s*=/u.test(text)));

/** What the application wants from its environment, and where that is written down. */
export type Settings = {
	readonly named: readonly Setting[];
	/** Schemas that are checked at start. */
	readonly schemas: readonly Place[];
	/** Reads whose name is put together at run time. */
	readonly computed: readonly Place[];
	/** Example files, as `.env.example`. */
	readonly examples: readonly Place[];
	/** `.gitignore` keeps a `.env.example` out of git, as its rule for every `.env*` does. */
	readonly leavesOutExample: boolean;
};

const ruleForExample = /^(?<not>!)?(?:\*\*\/|\/)?\*?\.env(?:\*|\.\*|\*?\.example|\.\*\.example)\s*$/u;

/** Whether the last rule that speaks of `.env.example` leaves it out. */
function leavesOutExample(gitignore: string): boolean {
	const rule = gitignore
		.split('\n')
		.map(row => ruleForExample.exec(row))
		.findLast(found => found !== null);
	return rule !== undefined && rule?.groups?.not === undefined;
}

const toolConfig =
	/(?:^|\/)(?:next|vite|vitest|jest|playwright|tailwind|postcss|eslint|prettier|drizzle|babel|webpack|rollup|svelte|astro|nuxt|metro|cypress|karma|tsup|knip|commitlint|prisma|remix|react-router|wdio|codegen|lingui|capacitor|lint-staged|stylelint|release|graphql|next-sitemap|next-i18next|sentry[\w.]*|electron[\w.-]*|quasar|vue|craco|rsbuild|rspack|orval|openapi[\w-]*|storybook)\.config\.[cm]?[jt]s$/u;
/** The settings of an application, by name. */
export function settingsOf(repository: Pick<Repository, 'text'>, files: readonly FileFact[]): Settings {
	const code = files.filter(({role, path}) => role === 'app' || (role === 'config' && !toolConfig.test(path)));
	const classes = code
		.filter(({marks}) => marks.some(({kind}) => kind === 'setting.class'))
		.map(file => ({file, fields: fieldsIn(file, repository.text(file.path) ?? '')}));
	const reads = [...code.flatMap(readsIn), ...classes.flatMap(({fields}) => fields)].filter(
		({name, path}) => !isPlatformSetting(name, path),
	);
	const names = new Set(reads.map(({name}) => name));
	const schemas = code.flatMap(({path, marks}) =>
		marks.filter(({kind}) => kind === 'setting.schema').map(({line, text}) => ({path, line, text})),
	);
	const computed = code.flatMap(({path, marks}) =>
		marks.filter(({kind}) => kind === 'setting.whole').map(({line, text}) => ({path, line, text})),
	);
	const checked = wordsOf(repository, new Set([...schemas, ...computed].map(({path}) => path)), names);
	const sources = settingDocuments(files);
	const documented = new Map<string, Place>();
	if (names.size > 0)
		for (const file of sources)
			for (const [name, place] of namedIn(repository.text(file.path) ?? '', file.path, names))
				if (!documented.has(name)) documented.set(name, place);
	const remarked = remarksOn(repository, files, reads);
	return {
		named: [...names].sort().map(name => {
			const own = reads.filter(read => read.name === name);
			const [first] = [...own.filter(({required}) => required), ...own];
			const place = documented.get(name);
			const remark = remarked.get(name);
			return {
				name,
				path: first?.path ?? '',
				line: first?.line ?? 1,
				text: first?.text ?? '',
				reads: own.length,
				required: own.some(({required}) => required),
				secret: isSecretName(name) || own.some(({secret}) => secret),
				...(place === undefined ? {} : {documented: place}),
				...(remark === undefined ? {} : {remarked: remark}),
				checked: checked.has(name) || own.some(one => one.checked),
			};
		}),
		schemas: [
			...schemas,
			...classes.flatMap(({file}) =>
				file.marks.filter(({kind}) => kind === 'setting.class').map(({line, text}) => ({path: file.path, line, text})),
			),
		],
		computed,
		examples: sources.filter(({path, bytes}) => bytes > 0 && isExample(path)).map(({firstLine}) => firstLine),
		leavesOutExample: leavesOutExample(repository.text('.gitignore') ?? ''),
	};
}

type Read = Place & {readonly name: string; readonly required: boolean; readonly secret: boolean; readonly checked: boolean};

const hostedFunction = /(?:^|\/)supabase\/functions\/|(?:^|\/)netlify\/(?:edge-)?functions\//u;
const commentLine = /^\s*(?:\/\/|--|\/?\*|#)/u;

/** Names of settings in comments beside the hosted functions that read them, and in those of SQL. */
function remarksOn(repository: Pick<Repository, 'text'>, files: readonly FileFact[], reads: readonly Read[]): ReadonlyMap<string, Place> {
	const hosted = reads.filter(({path}) => hostedFunction.test(path));
	if (hosted.length === 0) return new Map();
	const found = new Map<string, Place>();
	const names = new Set(hosted.map(({name}) => name));
	const paths = new Set([...hosted.map(({path}) => path), ...files.filter(({path}) => /\.sql$/iu.test(path)).map(({path}) => path)]);
	for (const path of paths) {
		const comments = (repository.text(path) ?? '')
			.split('\n')
			.map(line => (commentLine.test(line) ? line : ''))
			.join('\n');
		for (const [name, place] of namedIn(comments, path, names)) if (!found.has(name)) found.set(name, place);
	}
	return found;
}

function readsIn(file: FileFact): readonly Read[] {
	const optional = new Set(file.marks.filter(({kind}) => kind === 'setting.optional').map(({line, value}) => `${line}:${value ?? ''}`));
	return file.marks.flatMap(({kind, line, text, value}): readonly Read[] => {
		const place = {path: file.path, line, text, secret: false, checked: false};
		if (value === undefined) return [];
		if (kind === 'setting.read')
			return [{...place, name: value, required: !optional.has(`${line}:${value}`), secret: /\bst\.secrets/u.test(text)}];
		if (kind !== 'setting.list') return [];
		return value.split(',').flatMap(part => {
			const match = /^\s*(?<name>[A-Z][A-Z0-9_]*)(?<rest>[\s\S]*)$/u.exec(part);
			const name = match?.groups?.name;
			return name === undefined ? [] : [{...place, name, required: !(match?.groups?.rest ?? '').includes('=')}];
		});
	});
}

const field = /^(?:\t| {4})(?<name>[A-Za-z]\w*)\s*:\s*(?<type>[^=\n]+?)(?:\s*=\s*(?<value>.+))?$/u;

/** The fields of a settings class. One without a default is checked at start; one that may be None is optional. */
function fieldsIn(file: FileFact, text: string): readonly Read[] {
	const starts = file.marks.filter(({kind}) => kind === 'setting.class').map(({line}) => line);
	const rows = text.split(/\r?\n/u);
	const prefix = /env_prefix\s*=\s*['"](?<prefix>\w*)['"]/u.exec(text)?.groups?.prefix ?? '';
	return starts.flatMap(start => {
		const end = rows.findIndex((row, index) => index >= start && /^\S/u.test(row) && !row.startsWith('#') && !row.startsWith(')'));
		return rows.slice(start, end === -1 ? rows.length : end).flatMap((row, index): readonly Read[] => {
			const match = field.exec(row);
			const {name, type = '', value} = match?.groups ?? {};
			if (name === undefined || name === 'model_config' || /ClassVar/u.test(type)) return [];
			const checked = value === undefined || /Field\(\s*\.\.\.|Field\((?!.*default)/u.test(value);
			const maybe = /None\b|Optional\[/u.test(`${type} ${value ?? ''}`);
			const silent = !checked && !maybe;
			const variable = `${prefix}${name}`.toUpperCase();
			return [
				{
					path: file.path,
					line: start + index + 1,
					text: row.trim().slice(0, 300),
					name: variable,
					required: silent && /^(?:''|"")$/u.test((value ?? '').trim()),
					secret: false,
					checked: checked || maybe,
				},
			];
		});
	});
}
