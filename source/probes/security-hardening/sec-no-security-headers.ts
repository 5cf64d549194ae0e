import {type Facts, holds} from '../../facts/facts.ts';
import {marksOf, type PlacedMark} from '../../facts/files.ts';
import {packageOf} from '../../facts/packages.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {shippedPackages} from '../ask.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

type Header = 'csp' | 'hsts' | 'nosniff' | 'frame';

const said: Readonly<Record<Header, string>> = {
	csp: 'Content-Security-Policy',
	hsts: 'Strict-Transport-Security',
	nosniff: 'X-Content-Type-Options',
	frame: 'X-Frame-Options or frame-ancestors',
};
const roles = ['app', 'config'] as const;
const host =
	/(?:^|\/)(?:vercel\.(?:json|ts)|netlify\.toml|_headers|firebase\.json|staticwebapp\.config\.json|render\.yaml|\.htaccess|Caddyfile)$|\.conf(?:\.\w+)?$|nginx|traefik|(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$|\.tf$/iu;
const ownHost = /(?:^|\/)(?:vercel\.json|netlify\.toml|_headers|staticwebapp\.config\.json)$/u;
const template = /(?:^|\/)(?:templates|views)\/.+\.(?:html?|ejs|hbs|pug|njk|jinja2?)$/u;
const notOnline = /(?:^|[/-])(?:storybook|desktop|electron|tauri)(?:[/-]|$)/u;
const comment = /^(?:#|\/\/|<!--|;)/u;

const seen = (facts: Facts, kind: string): readonly PlacedMark[] =>
	marksOf(facts, kind, roles).filter(
		({text, file}) =>
			!comment.test(text) && (file.language === 'html' ? text.includes('http-equiv') : file.side !== 'client' || file.role === 'config'),
	);

type Surface = {readonly path: string; readonly pages: boolean; readonly django: boolean; readonly at: readonly Place[]};

function surfacesOf(facts: Facts): readonly Surface[] {
	const shipped = shippedPackages(facts)
		.filter(path => !notOnline.test(path) && !usesDesktop(facts, path))
		.map(path => {
			const stack = facts.stack.filter(fact => fact.package === path && fact.confidence !== 'low');
			const has = (...ids: readonly string[]): boolean => holds({stack}, ...ids);
			const at = distinct(
				['app.fullstack', 'app.web', 'app.static', 'app.server'].flatMap(
					id => stack.find(fact => fact.id === id)?.evidence.slice(0, 1) ?? [],
				),
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
				served: has('app.server') && !has('fw.streamlit', 'fw.gradio'),
				django: has('fw.django'),
				at: [...configs.map(({firstLine}) => firstLine), ...at],
			};
		});
	const pages = shipped.filter(one => one.pages);
	return pages.length > 0 ? pages : shipped.filter(({served}) => served);
}

/** Its screens are files of an installed program, not answers of a server. */
const usesDesktop = (facts: Facts, path: string): boolean =>
	facts.packages.some(one => one.path === path && one.dependencies.some(({name}) => /^@tauri-apps\/api$|^electron$/u.test(name)));

/** The headers that reach a surface: set in its package, by what hosts it, or by a server that serves pages. */
function reaching(surface: Surface, facts: Facts, kind: string): readonly PlacedMark[] {
	const servers = new Set(seen(facts, 'header.serves-pages').map(({path}) => packageOf(path, facts.packages)));
	const hosted = facts.files.some(
		({path}) => ownHost.test(path) && surface.path !== '.' && packageOf(path, facts.packages) === surface.path,
	);
	return seen(facts, kind).filter(({path}) => {
		const owner = packageOf(path, facts.packages);
		if (owner === surface.path || (servers.has(owner) && !hosted)) return true;
		return host.test(path) && (owner === '.' || owner.startsWith(`${surface.path}/`));
	});
}

function judged(surface: Surface, facts: Facts): Answer {
	const marks = (kind: string): readonly PlacedMark[] => reaching(surface, facts, kind);
	const sets = marks('header.set');
	const django = marks('header.django');
	const csp = [
		...marks('header.csp'),
		...django.filter(({value}) => value !== 'SecurityMiddleware' && value !== 'XFrameOptionsMiddleware'),
	];
	const setsPolicy = sets.filter(({text}) => !text.includes('secureHeaders') && !text.includes('Secure'));
	const off = marks('header.csp.off');
	const found: Readonly<Record<Header, readonly PlacedMark[]>> = {
		csp: [...csp, ...marks('header.csp.report-only'), ...(off.length > 0 ? [] : setsPolicy)],
		hsts: [...marks('header.hsts'), ...sets],
		nosniff: [...marks('header.nosniff'), ...sets, ...django.filter(({value}) => value === 'SecurityMiddleware')],
		frame: [...marks('header.frame'), ...sets, ...django.filter(({value}) => value === 'XFrameOptionsMiddleware')],
	};
	const required: readonly Header[] = surface.django
		? ['hsts', 'nosniff', 'frame']
		: surface.pages
			? ['csp', 'hsts', 'nosniff', 'frame']
			: ['hsts', 'nosniff'];
	const byPlatform = holds(facts, 'deploy.vercel') ? ['hsts'] : [];
	const missing = required.filter(header => found[header].length === 0);
	const open = missing.length === 1 && byPlatform.includes(missing[0] ?? '') ? [] : missing;
	const there = distinct(required.flatMap(header => found[header].slice(0, 1)));
	if (open.length === required.length || (there.length === 0 && open.length > 0))
		return gap(
			`none of ${listed(
				required.map(header => said[header]),
				'and',
			)} is set anywhere`,
			surface.at,
			{severity: 'medium'},
		);
	if (open.length > 0)
		return gap(
			`${listed(
				open.map(header => said[header]),
				'and',
			)} ${open.length === 1 ? 'is' : 'are'} not set`,
			[...there, ...surface.at],
			{
				severity: open.length === 1 ? 'low' : 'medium',
			},
		);
	const loose = marks('header.csp.loose');
	if (surface.pages && loose.length > 0)
		return gap('the Content-Security-Policy allows inline scripts and eval, which is what it should stop', loose, {severity: 'low'});
	const trial = marks('header.csp.report-only');
	if (surface.pages && trial.length > 0 && csp.length === 0 && (setsPolicy.length === 0 || off.length > 0))
		return gap('the Content-Security-Policy only reports, it stops nothing', trial, {severity: 'low'});
	return pass(
		`${listed(
			required.map(header => said[header]),
			'and',
		)} are set`,
		there,
	);
}

const rank: Readonly<Record<Answer['outcome'], number>> = {gap: 0, unknown: 1, pass: 2, 'not-applicable': 3};

const probe: Probe = facts => {
	const surfaces = surfacesOf(facts);
	if (surfaces.length === 0)
		return holds(facts, 'fw.streamlit', 'fw.gradio')
			? unknown('the platform that runs it sets the headers, not the repository')
			: notApplicable('nothing here answers a browser');
	const [worst] = surfaces.map(surface => judged(surface, facts)).sort((one, other) => rank[one.outcome] - rank[other.outcome]);
	if (worst === undefined) return notApplicable('nothing here answers a browser');
	const language = unreadLanguage(facts);
	if (worst.outcome === 'gap' && language !== undefined)
		return unknown(`code in ${language} is not read yet, and ${worst.because} in what was read`, worst.places);
	return worst;
};

export default probe;
