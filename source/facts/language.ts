export type Language =
	| 'ts'
	| 'js'
	| 'py'
	| 'go'
	| 'rb'
	| 'java'
	| 'kotlin'
	| 'php'
	| 'rust'
	| 'csharp'
	| 'swift'
	| 'dart'
	| 'elixir'
	| 'vue'
	| 'svelte'
	| 'astro'
	| 'html'
	| 'css'
	| 'sql'
	| 'prisma'
	| 'sh'
	| 'docker'
	| 'yaml'
	| 'json'
	| 'toml'
	| 'md'
	| 'hcl'
	| 'rules'
	| 'notebook'
	| 'graphql'
	| 'proto'
	| 'other';

const byEnding: Readonly<Record<string, Language>> = {
	ts: 'ts',
	tsx: 'ts',
	mts: 'ts',
	cts: 'ts',
	js: 'js',
	jsx: 'js',
	mjs: 'js',
	cjs: 'js',
	py: 'py',
	pyi: 'py',
	go: 'go',
	rb: 'rb',
	java: 'java',
	kt: 'kotlin',
	kts: 'kotlin',
	php: 'php',
	rs: 'rust',
	cs: 'csharp',
	swift: 'swift',
	dart: 'dart',
	ex: 'elixir',
	exs: 'elixir',
	vue: 'vue',
	svelte: 'svelte',
	astro: 'astro',
	html: 'html',
	htm: 'html',
	ejs: 'html',
	hbs: 'html',
	pug: 'html',
	njk: 'html',
	css: 'css',
	scss: 'css',
	sass: 'css',
	less: 'css',
	sql: 'sql',
	prisma: 'prisma',
	sh: 'sh',
	bash: 'sh',
	yml: 'yaml',
	yaml: 'yaml',
	json: 'json',
	jsonc: 'json',
	json5: 'json',
	webmanifest: 'json',
	toml: 'toml',
	md: 'md',
	mdx: 'md',
	rst: 'md',
	tf: 'hcl',
	hcl: 'hcl',
	rules: 'rules',
	ipynb: 'notebook',
	graphql: 'graphql',
	gql: 'graphql',
	proto: 'proto',
};
const dockerfile = /^(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.dockerfile$/iu;

/** The language that a file is written in, by its name. */
export function languageOf(path: string): Language {
	const name = path.slice(path.lastIndexOf('/') + 1);
	if (dockerfile.test(name)) return 'docker';
	const dot = name.lastIndexOf('.');
	return dot < 1 ? 'other' : (byEnding[name.slice(dot + 1).toLowerCase()] ?? 'other');
}

/** Languages in which server or client code is written. */
export const codeLanguages: ReadonlySet<Language> = new Set<Language>([
	'ts',
	'js',
	'py',
	'go',
	'rb',
	'java',
	'kotlin',
	'php',
	'rust',
	'csharp',
	'swift',
	'dart',
	'elixir',
	'vue',
	'svelte',
	'astro',
]);
/** Languages whose code is read line by line; the others are judged by files and dependencies only. */
export const readLanguages: ReadonlySet<Language> = new Set<Language>(['ts', 'js', 'py', 'vue', 'svelte', 'astro']);
