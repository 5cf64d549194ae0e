import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import type {FileFact} from './files.ts';
import {lineCounter} from './imports.ts';
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
	/** A schema that is checked at start names it. */
	readonly checked: boolean;
};

/** What the application wants from its environment, and where that is written down. */
export type Settings = {
	readonly named: readonly Setting[];
	/** Schemas that are checked at start. */
	readonly schemas: readonly Place[];
	/** Reads whose name is put together at run time. */
	readonly computed: readonly Place[];
	/** Example files, as `.env.example`. */
	readonly examples: readonly Place[];
};

const toolConfig =
	/(?:^|\/)(?:next|vite|vitest|jest|playwright|tailwind|postcss|eslint|prettier|drizzle|babel|webpack|rollup|svelte|astro|nuxt|metro|cypress|karma|tsup|knip|commitlint|prisma|remix|react-router|wdio|codegen|lingui|capacitor|lint-staged|stylelint|release|graphql|next-sitemap|next-i18next|sentry[\w.]*|electron[\w.-]*|quasar|vue|craco|rsbuild|rspack|orval|openapi[\w-]*|storybook)\.config\.[cm]?[jt]s$/u;
const example =
	/(?:^|\/)(?:\.env[\w.-]*(?:example|sample|template|dist|defaults?|tmpl|tpl)[\w.-]*|env[._-](?:example|sample|template|dist)[\w.-]*|(?:example|sample|template|dot)[._-]?env|\.dev\.vars[\w.-]*|secrets\.toml\.(?:example|sample)|[\w.-]+\.(?:conf|cfg|ini|env)\.(?:example|sample|dist)|[\w.-]+[.-](?:example|sample)\.(?:conf|cfg|ini|env|toml|ya?ml|json)|local_settings\.py\.(?:example|sample))$/iu;
const ownEnv = /(?:^|\/)\.env(?:\.(?!.*(?:local|test))[\w-]+)?$/u;
const blueprint =
	/(?:^|\/)(?:render\.ya?ml|app\.json|fly(?:\.[\w-]+)?\.toml|wrangler\.(?:toml|jsonc?)|railway\.(?:json|toml)|(?:docker-)?compose(?:\.[\w.-]+)?\.ya?ml|(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?|apphosting\.ya?ml|serverless\.ya?ml|values(?:\.[\w-]+)?\.ya?ml|turbo\.json|vercel\.json|netlify\.toml|captain-definition|[\w.-]*env\.d\.ts|environment\.d\.ts|configmap[\w.-]*\.ya?ml|\.do\/app\.ya?ml)$/iu;
const prose = /\.(?:mdx?|rst|adoc|txt|[1-8])$|(?:^|\/)README$/iu;
const history = /(?:^|\/)(?:CHANGELOG|HISTORY|RELEASES?|release-notes)[\w.-]*$|\/changelog\//iu;
/** Notes for coding assistants are not where people who deploy look. */
const agentNotes = /(?:^|\/)(?:CLAUDE|AGENTS|GEMINI|COPILOT|copilot-instructions|\.cursorrules)[\w.-]*$/u;
const word = /(?<![A-Za-z0-9_$])[A-Za-z][A-Za-z0-9_]{2,}(?![A-Za-z0-9_])/gu;

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
	const sources = documentsFor(files);
	const documented = new Map<string, Place>();
	if (names.size > 0)
		for (const file of sources)
			for (const [name, place] of found(repository.text(file.path) ?? '', file.path, names))
				if (!documented.has(name)) documented.set(name, place);
	return {
		named: [...names].sort().map(name => {
			const own = reads.filter(read => read.name === name);
			const [first] = [...own.filter(({required}) => required), ...own];
			const place = documented.get(name);
			return {
				name,
				path: first?.path ?? '',
				line: first?.line ?? 1,
				text: first?.text ?? '',
				reads: own.length,
				required: own.some(({required}) => required),
				secret: isSecretName(name) || own.some(({secret}) => secret),
				...(place === undefined ? {} : {documented: place}),
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
		examples: sources.filter(({path, bytes}) => bytes > 0 && (example.test(path) || ownEnv.test(path))).map(({firstLine}) => firstLine),
	};
}

type Read = Place & {readonly name: string; readonly required: boolean; readonly secret: boolean; readonly checked: boolean};

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

const documentsFor = (files: readonly FileFact[]): readonly FileFact[] => {
	const fitting = files.filter(
		({path, role, tracked}) =>
			role !== 'vendored' &&
			role !== 'agent-tooling' &&
			role !== 'test' &&
			!agentNotes.test(path) &&
			!history.test(path) &&
			(example.test(path) || (ownEnv.test(path) && tracked !== false) || blueprint.test(path) || prose.test(path)),
	);
	const rank = ({path}: FileFact): number => (example.test(path) ? 0 : ownEnv.test(path) ? 1 : blueprint.test(path) ? 2 : 3);
	return [...fitting].sort((one, other) => rank(one) - rank(other));
};

/** A name in small letters is a common word unless it stands as a key. */
const asKey = (text: string, at: number, name: string): boolean =>
	/^[[`]$/u.test(text[at - 1] ?? '') || /^\s*=/u.test(text.slice(at + name.length, at + name.length + 4));

function found(text: string, path: string, names: ReadonlySet<string>): ReadonlyMap<string, Place> {
	const places = new Map<string, Place>();
	const lines = lineCounter(text);
	for (const match of text.matchAll(word)) {
		const [name] = match;
		if (names.has(name) && !places.has(name) && (/^[A-Z]/u.test(name) || asKey(text, match.index, name)))
			places.set(name, {path, line: lines.at(match.index), text: lines.text(match.index)});
	}
	return places;
}

const wordsOf = (repository: Pick<Repository, 'text'>, paths: ReadonlySet<string>, names: ReadonlySet<string>): ReadonlySet<string> =>
	new Set([...paths].flatMap(path => [...found(repository.text(path) ?? '', path, names).keys()]));
