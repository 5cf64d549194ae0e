import {type Facts, holds} from '../../facts/facts.ts';
import type {PlacedMark} from '../../facts/files.ts';
import {headersSet} from '../../facts/headers/every-answer.ts';
import {packageOf} from '../../facts/packages.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {hostedBy, reaches, type Surface, servedBy, surfacesOf} from '../surfaces.ts';
import {listed} from '../when.ts';

type Header = 'csp' | 'hsts' | 'nosniff' | 'frame';

const said: Readonly<Record<Header, string>> = {
	csp: 'Content-Security-Policy',
	hsts: 'Strict-Transport-Security',
	nosniff: 'X-Content-Type-Options',
	frame: 'X-Frame-Options or frame-ancestors',
};
function judged(surface: Surface, facts: Facts, several: boolean): Answer {
	const serving = servedBy(surface, facts);
	const servers = new Set(serving.map(({path}) => packageOf(path, facts.packages)));
	const reaching = (kind: string): readonly PlacedMark[] =>
		headersSet(facts, kind).every.filter(mark => reaches(mark, surface, servers, facts));
	const sets = reaching('header.set');
	const django = reaching('header.django');
	const offs = reaching('header.csp.off');
	const trial = reaching('header.csp.report-only');
	const trialFiles = new Set(trial.filter(({text}) => text.includes('reportOnly')).map(({path}) => path));
	const policies = [
		...reaching('header.csp'),
		...django.filter(({value}) => value !== 'SecurityMiddleware' && value !== 'XFrameOptionsMiddleware'),
		...(offs.length > 0 ? [] : sets.filter(({text}) => !text.includes('secureHeaders') && !text.includes('Secure'))),
	];
	const found: Readonly<Record<Header, readonly PlacedMark[]>> = {
		csp: [...policies, ...trial],
		hsts: [...sets, ...reaching('header.hsts')],
		nosniff: [...sets, ...reaching('header.nosniff'), ...django.filter(({value}) => value === 'SecurityMiddleware')],
		frame: [...sets, ...reaching('header.frame'), ...django.filter(({value}) => value === 'XFrameOptionsMiddleware')],
	};
	const required = requiredOf(surface);
	const missing = required.filter(header => found[header].length === 0);
	const open = missing.length === 1 && missing[0] === 'hsts' && holds(facts, 'deploy.vercel') ? [] : missing;
	const there = distinct(required.flatMap(header => found[header].slice(0, 1)));
	const at = distinct([...serving, ...hostedBy(surface, facts), ...surface.at]);
	const part = several && surface.path !== '.' ? ` for ${surface.pages ? 'the pages' : 'the server'} in ${surface.path}/` : '';
	if (open.length > 0 && there.length === 0) {
		const beside = elsewhere(surface, servers, facts);
		return gap(
			`none of ${names(required)} is set${part === '' && beside === '' ? ' anywhere' : part === '' ? ' for every answer' : part}${beside}${surface.pages ? '' : '; its answers are data and no pages, so little hangs on it'}`,
			at,
			{severity: surface.pages ? 'medium' : 'low'},
		);
	}
	if (open.length > 0)
		return gap(`${names(open)} ${open.length === 1 ? 'is' : 'are'} not set${part}`, distinct([...there, ...at]), {
			severity: open.length === 1 || !surface.pages ? 'low' : 'medium',
		});
	const loose = reaching('header.csp.loose');
	if (surface.pages && loose.length > 0)
		return gap('the Content-Security-Policy allows inline scripts and eval, which is what it should stop', distinct(loose), {
			severity: 'low',
		});
	const enforced = policies.filter(({kind, path}) => !trialFiles.has(path) && !(kind === 'header.set' && trialFiles.size > 0));
	if (surface.pages && trial.length > 0 && enforced.length === 0)
		return gap('the Content-Security-Policy only reports, it stops nothing', distinct(trial), {severity: 'low'});
	return pass(`${names(required)} are set`, there);
}

const requiredOf = (surface: Surface): readonly Header[] =>
	surface.django ? ['hsts', 'nosniff', 'frame'] : surface.pages ? ['csp', 'hsts', 'nosniff', 'frame'] : ['hsts', 'nosniff'];

const names = (headers: readonly Header[]): string =>
	listed(
		headers.map(header => said[header]),
		'and',
	);

/** What sets headers for one route or for another part alone. */
function elsewhere(surface: Surface, servers: ReadonlySet<string>, facts: Facts): string {
	const kinds = ['header.set', 'header.csp', 'header.nosniff', 'header.hsts', 'header.frame'];
	const all = kinds.map(kind => headersSet(facts, kind));
	const other = all.flatMap(({every}) => every).find(mark => !reaches(mark, surface, servers, facts));
	if (other !== undefined)
		return `; ${other.path}:${other.line} sets them for another part${other.text.includes('helmet') ? ', with helmet' : ''}`;
	const one = all.flatMap(({one}) => one).find(mark => reaches(mark, surface, servers, facts));
	return one === undefined ? '' : `; ${one.path}:${one.line} sets one for its own answer alone`;
}

const rank: Readonly<Record<Answer['outcome'], number>> = {gap: 0, unknown: 1, pass: 2, 'not-applicable': 3};
const weight = ({outcome, severity}: Answer): number => rank[outcome] * 10 + (severity === 'low' ? 1 : 0);

const probe: Probe = facts => {
	const surfaces = surfacesOf(facts);
	if (surfaces.length === 0)
		return holds(facts, 'fw.streamlit', 'fw.gradio')
			? unknown('the platform that runs it sets the headers, not the repository')
			: notApplicable('nothing here answers a browser');
	const [worst] = surfaces
		.map(surface => judged(surface, facts, surfaces.length > 1))
		.toSorted((one, other) => weight(one) - weight(other));
	if (worst === undefined) return notApplicable('nothing here answers a browser');
	const language = unreadLanguage(facts);
	if (worst.outcome === 'gap' && language !== undefined)
		return unknown(`code in ${language} is not read yet, and ${worst.because} in what was read`, worst.places);
	return worst;
};

export default probe;
