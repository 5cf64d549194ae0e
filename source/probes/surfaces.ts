import {appsOf} from '../facts/apps.ts';
import {shippedSteps} from '../facts/deploy/image.ts';
import {shippedImages, shippedStage} from '../facts/deploy/shipped.ts';
import {type Facts, holds} from '../facts/facts.ts';
import {marksOf, type PlacedMark} from '../facts/files.ts';
import {packageOf} from '../facts/packages.ts';
import {distinct} from '../facts/places.ts';
import type {Place} from '../safe-text.ts';
import {shippedPackages} from './ask.ts';

const host =
	/(?:^|\/)(?:vercel\.(?:json|ts)|netlify\.toml|_headers|firebase\.json|staticwebapp\.config\.json|render\.yaml|\.htaccess|Caddyfile)$|\.conf(?:\.\w+)?$|nginx|traefik|(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$|\.tf$/iu;
const ownHost = /(?:^|\/)(?:vercel\.json|netlify\.toml|_headers|staticwebapp\.config\.json)$/u;
const template = /^(?!.*mail)(?:.*\/)?(?:templates|views)\/.+\.(?:html?|ejs|hbs|pug|njk|jinja2?)$/u;
const notOnline = /(?:^|[/-])(?:storybook|desktop|electron|tauri)(?:[/-]|$)/u;
const documentation = /(?:^|\/)(?:docs|documentation)\//u;
const uploads = /upload|media|images?\b|avatars?|swagger|attachments?/iu;

/** What a browser is answered by: a package with pages or a server. */
export type Surface = {
	/** The package's folder; `.` for the root. */
	readonly path: string;
	/** The packages that it is built from, itself included. */
	readonly parts: ReadonlySet<string>;
	readonly pages: boolean;
	/** A server of its own answers for it. */
	readonly served: boolean;
	readonly django: boolean;
	readonly at: readonly Place[];
};

/** The pages and servers of a repository that are online; its documentation only when there is nothing else. */
export function surfacesOf(facts: Facts): readonly Surface[] {
	const apps = appsOf(facts);
	const servers = new Set(apps.flatMap(({path, server}) => (server ? [path] : [])));
	const shipped = shippedPackages(facts)
		.filter(path => !notOnline.test(path) && !usesDesktop(facts, path))
		.map((path): Surface => {
			const stack = facts.stack.filter(fact => fact.package === path && fact.confidence !== 'low');
			const has = (...ids: readonly string[]): boolean => holds({stack}, ...ids);
			const at = ['app.fullstack', 'app.web', 'app.static', 'app.server'].flatMap(
				id => stack.find(fact => fact.id === id)?.evidence.slice(0, 1) ?? [],
			);
			const configs = facts.files.filter(
				({path: file}) =>
					packageOf(file, facts.packages) === path &&
					/(?:^|\/)(?:next\.config\.[cm]?[jt]s|vercel\.json|netlify\.toml|firebase\.json)$/u.test(file),
			);
			return {
				path,
				pages:
					has('app.fullstack', 'app.web', 'app.static') ||
					facts.files.some(file => template.test(file.path) && file.role === 'app' && packageOf(file.path, facts.packages) === path),
				served: has('app.server', 'app.fullstack') && !has('fw.streamlit', 'fw.gradio'),
				django: has('fw.django'),
				parts: new Set([path, ...(apps.find(app => app.path === path)?.files ?? []).map(file => packageOf(file.path, facts.packages))]),
				at: distinct([...configs.map(({firstLine}) => firstLine), ...at]),
			};
		});
	const online = shipped.filter(({pages, served, path}) => pages || (served && (shipped.length === 1 || servers.has(path))));
	const told = online.filter(({at}) => !at.every(({path}) => documentation.test(path)));
	return told.length > 0 ? told : online;
}

/** Its screens are files of an installed program, not answers of a server. */
const usesDesktop = (facts: Facts, path: string): boolean =>
	facts.packages.some(one => one.path === path && one.dependencies.some(({name}) => /^@tauri-apps\/api$|^electron$/u.test(name)));

const shared = (one: string, other: string): number => {
	const parts = other.split('/');
	const at = one.split('/').findIndex((part, index) => part !== parts[index]);
	return at === -1 ? one.split('/').length : at;
};

/** Where a server answers with the files of pages: in the surface itself, else in the package that lies nearest to it. */
export function servedBy(surface: Surface, facts: Facts): readonly PlacedMark[] {
	if (
		surface.served ||
		facts.files.some(({path}) => ownHost.test(path) && packageOf(path, facts.packages) === surface.path && path !== 'vercel.json')
	)
		return [];
	const serving = marksOf(facts, 'header.serves-pages').filter(({text}) => !uploads.test(text));
	const near = Math.max(0, ...serving.map(({path}) => shared(packageOf(path, facts.packages), surface.path)));
	return serving.filter(({path}) => shared(packageOf(path, facts.packages), surface.path) === near);
}

const serverFile = /(?:^|\/)(?:[\w-]*nginx[\w.-]*|default|site|app)\.conf(?:\.template)?$|(?:^|\/)Caddyfile$/iu;

/** The configuration of the web server that an image of the surface takes in beside the built pages. */
export function hostedBy(surface: Surface, facts: Facts): readonly Place[] {
	if (surface.served || !surface.pages) return [];
	const taken = shippedImages(facts)
		.filter(
			({folder, context}) => surface.path === '.' || [folder, context].some(at => at === surface.path || at.startsWith(`${surface.path}/`)),
		)
		.flatMap(image => shippedSteps(image, shippedStage(image)))
		.filter(({word}) => word === 'COPY' || word === 'ADD')
		.map(({rest}) => rest);
	return facts.files
		.filter(
			({path}) =>
				serverFile.test(path) &&
				(packageOf(path, facts.packages) === surface.path || path.startsWith(`${surface.path}/`)) &&
				taken.some(rest => rest.includes(path.slice(path.lastIndexOf('/') + 1))),
		)
		.map(({firstLine}) => firstLine);
}

/** Whether a line answers for a surface: in its package, in what hosts it, or in the server that serves it. */
export function reaches({path}: Place, surface: Surface, servers: ReadonlySet<string>, facts: Facts): boolean {
	const owner = packageOf(path, facts.packages);
	if (surface.parts.has(owner) || servers.has(owner)) return true;
	return host.test(path) && (owner === '.' || owner.startsWith(`${surface.path}/`));
}
