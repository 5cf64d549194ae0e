import type {Fact} from '../../facts.ts';
import {type FileFact, marksOf} from '../../files.ts';
import {codeLanguages} from '../../language.ts';
import {derived, type Ground, isFullstack, isServed} from './ground.ts';

const pageFile = /(?:^|\/)index\.html$/u;

const firstLines = (files: readonly FileFact[]): readonly FileFact['firstLine'][] => files.map(({firstLine}) => firstLine);
const bytes = (files: readonly FileFact[]): number => files.reduce((sum, file) => sum + file.bytes, 0);

/** What kind of thing a package is: a server, pages, a static site, a library … */
export function kinds({one, files, held, evidenceOf, answering}: Ground): readonly Fact[] {
	const {fullstack, templates, servers, others, functions, platformFunctions} = answering;
	const app = files.filter(({role}) => role === 'app');
	const code = app.filter(({language}) => codeLanguages.has(language));
	const page = firstLines(app.filter(({path}) => pageFile.test(path)));
	const bundler = evidenceOf('fw.vite', 'fw.cra', 'fw.angular');
	const site = evidenceOf('fw.astro', 'fw.eleventy', 'fw.gatsby', 'fw.docusaurus');
	const served = isServed(answering);
	const full = isFullstack(answering);
	const isWeb = !full && bundler.length > 0 && page.length > 0;
	const isPlainPage = site.length === 0 && bundler.length === 0 && one.path === '.';
	const baas = evidenceOf('baas.supabase', 'baas.firebase', 'baas.convex', 'baas.appwrite', 'baas.pocketbase');
	const notebooks = files.filter(({language}) => language === 'notebook');
	const answered = marksOf({files}, 'answer.page').map(({path, line, text}) => ({path, line, text}));
	return [
		...derived(one, 'app.fullstack', [...fullstack, ...(templates.length > 0 ? evidenceOf('fw.django') : [])]),
		...derived(one, 'app.api', full ? [] : [...servers, ...others, ...functions, ...platformFunctions]),
		...derived(one, 'app.server', [...fullstack, ...servers, ...others, ...functions, ...platformFunctions]),
		...derived(one, 'app.web', isWeb ? [...bundler, ...page] : []),
		...derived(one, 'app.static', full || served ? [] : [...site, ...(isPlainPage ? page : [])]),
		...derived(one, 'app.ui', [
			...fullstack,
			...templates,
			...evidenceOf('fw.streamlit', 'fw.gradio'),
			...(served ? answered.slice(0, 3) : []),
			...(bundler.length > 0 ? page : []),
			...site,
			...evidenceOf('app.mobile'),
		]),
		...derived(one, 'app.baas', isWeb || held.has('app.mobile') ? baas : []),
		...derived(one, 'app.cli', one.cli ? one.manifests : []),
		...derived(one, 'app.lib', one.library && servers.length === 0 && fullstack.length === 0 && page.length === 0 ? one.manifests : []),
		...derived(
			one,
			'app.notebook',
			bytes(notebooks) >= bytes([...code, ...notebooks]) / 2 && servers.length === 0 ? firstLines(notebooks) : [],
		),
		...(held.has('repo.mono') ? [] : derived(one, 'repo.mono', one.workspaces.length > 0 ? one.manifests : [])),
		...derived(one, 'app.code', firstLines(code).slice(0, 3)),
	];
}
