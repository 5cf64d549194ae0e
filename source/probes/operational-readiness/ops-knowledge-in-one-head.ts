import type {DocumentFact} from '../../facts/documents.ts';
import {pagesAbout} from '../../facts/pages-about.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

/** The page that a generator leaves: how it begins, and the headings that it has. */
const untouched: readonly {readonly by: string; readonly begins: RegExp; readonly headings: RegExp}[] = [
	{
		by: 'Lovable',
		begins: /^#+\s*welcome to your lovable (?:project|app)/iu,
		headings:
			/^(?:welcome to your lovable|project info|how can i|what technologies|can i connect|i want to use|use your|edit a file|use github)/iu,
	},
	{
		by: 'create-next-app',
		begins: /^this is a \[next\.js\]\([^)]*\) project bootstrapped with/iu,
		headings: /^(?:getting started|learn more|deploy on vercel)/iu,
	},
	{
		by: 'Create React App',
		begins: /^#+\s*getting started with create react app/iu,
		headings:
			/^(?:getting started with|available scripts|`?(?:npm|yarn)\b|learn more|code splitting|analyzing the bundle|making a progressive|advanced configuration|deployment)/iu,
	},
	{
		by: 'Vite',
		begins: /^#+\s*(?:react|vue 3|svelte|solid|preact|lit|vanilla)(?: \+ (?:typescript|ts))? \+ vite/iu,
		headings:
			/^(?:react|vue 3|svelte|solid|preact|lit|vanilla|expanding the eslint|react compiler|recommended ide|type support|need an official)/iu,
	},
	{
		by: 'SvelteKit',
		begins: /^#+\s*(?:sv|create-svelte)$/iu,
		headings: /^(?:sv|create-svelte|creating a project|developing|building)$/iu,
	},
	{by: 'Nuxt', begins: /^#+\s*nuxt(?: 3)? minimal starter/iu, headings: /^(?:nuxt|setup|development server|production)/iu},
	{
		by: 'Astro',
		begins: /^#+\s*astro starter kit/iu,
		headings: /^(?:astro starter kit|\S* ?project structure|\S* ?commands|\S* ?want to learn more|\S* ?features|\S* ?credit)/iu,
	},
];
const readme = /^(?:\.github\/|docs\/)?README(?:\.\w+)?$/iu;
const register = /\b(?:owners?(?:hip)?|access(?:[-_ ](?:register|table|list))?|accounts|bus[-_ ]factor|handover|who[-_ ]owns)\b/iu;
const fewestWords = 60;

const generatorOf = ({firstLine, headings}: DocumentFact): string | undefined =>
	untouched.find(one => one.begins.test(firstLine.text) && headings.every(({title}) => one.headings.test(title)))?.by;

const probe: Probe = facts => {
	const page = facts.documents.find(({path}) => readme.test(path));
	if (page === undefined)
		return facts.inside
			? unknown('this folder lies inside a larger repository, and its README stands above it')
			: gap('there is no README: a newcomer has nothing to begin with', []);
	const generator = generatorOf(page);
	if (generator !== undefined) return gap(`${page.path} is what ${generator} wrote: it says nothing of this project`, [page.firstLine]);
	if (page.words < fewestWords) return gap(`${page.path} has ${page.words} words: nobody could run this from it`, [page.firstLine]);
	const [owners] = pagesAbout(facts, register).filter(({path}) => !/CODEOWNERS/u.test(path));
	if (owners !== undefined && owners.dates.length > 0)
		return pass(`${page.path} says how to begin, and ${owners.path} who owns what`, [page.firstLine, owners.firstLine]);
	return unknown(`${page.path} says how to begin, and no dated page says who owns the domain, the cloud, the database and the payments`, [
		page.firstLine,
	]);
};

export default probe;
