import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build} from 'esbuild';

/** A program of `test/support/` bundled as the package is, in a temporary folder of its own. */
export async function bundled(entry: string): Promise<{readonly path: string; readonly remove: () => Promise<void>}> {
	const folder = await mkdtemp(join(tmpdir(), 'shipworthy-bundle-'));
	await build({
		entryPoints: {program: join(import.meta.dirname, entry)},
		outdir: folder,
		outExtension: {'.js': '.mjs'},
		bundle: true,
		splitting: true,
		platform: 'node',
		format: 'esm',
		target: 'node20',
		logLevel: 'error',
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		banner: {js: "import {createRequire as requireFrom} from 'node:module';const require = requireFrom(import.meta.url);"},
		plugins: [
			{
				name: 'no developer tools',
				setup(builder) {
					builder.onResolve({filter: /^react-devtools-core$/}, ({path}) => ({path, namespace: 'empty'}));
					builder.onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {};'}));
				},
			},
		],
	});
	return {path: join(folder, 'program.mjs'), remove: () => rm(folder, {recursive: true, force: true})};
}
