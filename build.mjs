// Bundles source/cli.ts with code splitting into dist/, with the data of checklists/ and templates/ compiled in.
import {chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import {build} from 'esbuild';
import {compiled, joined} from './build-sources.mjs';

const {version, dependencies} = JSON.parse(readFileSync('package.json', 'utf8'));

/** The checklists as the program has them: checked here, and not again at every start. */
async function checkedChecklists() {
	const {outputFiles} = await build({
		entryPoints: ['source/checklists/checklists.ts'],
		bundle: true,
		write: false,
		platform: 'node',
		format: 'esm',
		plugins: [data],
	});
	const {checklists} = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
	return checklists();
}

const data = {
	name: 'compiled data',
	setup(build) {
		build.onResolve({filter: /^shipworthy:|^\.\/probe-of\.ts$/}, ({path}) => ({path, namespace: 'shipworthy'}));
		// A long text is read sooner as JSON than as code.
		build.onLoad({filter: /.*/, namespace: 'shipworthy'}, ({path}) =>
			path in compiled
				? {contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(compiled[path]()))});`, loader: 'js'}
				: {contents: joined[path](), loader: 'js', resolveDir: 'source/probes'},
		);
	},
};

const withCheckedChecklists = {
	name: 'checked checklists',
	async setup(build) {
		const text = JSON.stringify(await checkedChecklists());
		build.onResolve({filter: /\/checklists\.ts$/}, ({path}) => ({path, namespace: 'checked'}));
		build.onLoad({filter: /.*/, namespace: 'checked'}, () => ({
			contents: `let known;\nexport const checklists = () => (known ??= JSON.parse(${JSON.stringify(text)}));`,
			loader: 'js',
		}));
	},
};

/** What every look and every report needs. It is one file where all who need some of it need all of it: Node takes longer to find and load many small ones. */
const needed = [
	'scan/look.ts',
	'record/read.ts',
	'assessment/assess.ts',
	'commands/looking.ts',
	'commands/arguments.ts',
	'commands/troubles.ts',
	'commands/world.ts',
];
/** What is loaded by itself and needs some of that. What the coach shows first and what sees files need too little of it. */
const loadedLater =
	/[/]source[/](?:commands[/](?:scan|facts|explain|checks|write|undo|update|decide|exercise|coach-work)|scan[/](?:looker|scanners|gather|seen|ground|early|watch)|reports[/](?:json|text|markdown)|probes[/]ask|record[/](?:decision-file|guards-file))[.]ts$/;

const together = {
	name: 'what is needed together',
	setup(build) {
		const imports = needed.map(file => `import '${resolve('source', file)}';\n`).join('');
		build.onResolve({filter: /^shipworthy:needed$/}, ({path}) => ({path, namespace: 'needed', sideEffects: true}));
		build.onLoad({filter: /.*/, namespace: 'needed'}, () => ({contents: imports, loader: 'js', resolveDir: 'source'}));
		build.onLoad({filter: loadedLater}, ({path}) => ({
			contents: `${readFileSync(path, 'utf8')}\nimport 'shipworthy:needed';\n`,
			loader: 'ts',
		}));
	},
};

/** Ink loads React's developer tools only when DEV is set; the bundle has an empty module in their place. */
const noDevtools = {
	name: 'no developer tools',
	setup(build) {
		build.onResolve({filter: /^react-devtools-core$/}, ({path}) => ({path, namespace: 'empty'}));
		build.onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {};'}));
	},
};

/** What the bundled parsers load from beside the bundle. */
const webAssembly = [
	'node_modules/web-tree-sitter/web-tree-sitter.wasm',
	'node_modules/tree-sitter-python/tree-sitter-python.wasm',
	'node_modules/libpg-query/wasm/libpg-query.wasm',
];

// Made beside dist/ and put in its place when it is whole: a build that fails leaves what was there.
const made = 'dist.new';
rmSync(made, {recursive: true, force: true});
const {metafile} = await build({
	entryPoints: {cli: 'source/cli.ts'},
	outdir: made,
	bundle: true,
	splitting: true,
	platform: 'node',
	format: 'esm',
	target: 'node20',
	metafile: true,
	// Names stay, for what a crash says; every process reads less.
	minifyWhitespace: true,
	minifySyntax: true,
	legalComments: 'none',
	logLevel: 'warning',
	external: Object.keys(dependencies),
	// Its CommonJS form loses its names where it is imported lazily.
	alias: {
		'libpg-query': './node_modules/libpg-query/wasm/index.js',
		// Its other form asks for its parts at run time, which no bundler follows.
		'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js',
	},
	define: {
		'process.env.NODE_ENV': '"production"',
		'process.env.DEV': '"false"',
		SHIPWORTHY_VERSION: JSON.stringify(version),
		SHIPWORTHY_BUNDLED: 'true',
	},
	plugins: [together, withCheckedChecklists, data, noDevtools],
	banner: {
		js: "import {createRequire as shipworthyRequire} from 'node:module';const require = shipworthyRequire(import.meta.url);const __dirname = import.meta.dirname;",
	},
});
chmodSync(join(made, 'cli.js'), 0o755);
for (const file of webAssembly) copyFileSync(file, join(made, basename(file)));
if (existsSync('source/reports/report.schema.json')) copyFileSync('source/reports/report.schema.json', join(made, 'report.schema.json'));

/** The licences of everything that was bundled or copied, as they ask. */
const bundled = new Set(webAssembly.map(file => /^node_modules\/[^/]+/u.exec(file)?.[0]));
for (const input of Object.keys(metafile.inputs)) {
	const match = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(input);
	if (match) bundled.add(`${input.slice(0, input.lastIndexOf(`node_modules/${match[1]}`))}node_modules/${match[1]}`);
}
const licences = [...bundled].sort().map(folder => {
	const {name, version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const file = readdirSync(folder).find(entry => /^licen[cs]e/iu.test(entry));
	return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : 'No licence file in the package.'}\n`;
});
writeFileSync(join(made, 'THIRD-PARTY-LICENSES.txt'), licences.join(`\n${'-'.repeat(72)}\n\n`));
rmSync('dist', {recursive: true, force: true});
renameSync(made, 'dist');
