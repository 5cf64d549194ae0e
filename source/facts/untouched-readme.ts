import type {DocumentFact} from './documents.ts';

type Untouched = {
	readonly by: string;
	readonly begins: RegExp;
	readonly headings: RegExp;
	/** A page of more words was written on, where its beginning is nothing of the generator's own. */
	readonly most?: number;
};

/** The page that a generator leaves: how it begins, and the headings that it has. */
const untouched: readonly Untouched[] = [
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
	{
		by: 'Nest',
		begins: /^<p align="center">$/u,
		headings:
			/^(?:description|installation|project setup|running the app|compile and run the project|tests?|run tests|deployment|resources|support|stay in touch|license)$/iu,
		most: 760,
	},
	{by: 'Hono', begins: /^to install dependencies:$/iu, headings: /^$/u, most: 40},
	{by: 'Nuxt', begins: /^#+\s*nuxt(?: 3)? minimal starter/iu, headings: /^(?:nuxt|setup|development server|production)/iu},
	{
		by: 'Astro',
		begins: /^#+\s*astro starter kit/iu,
		headings: /^(?:astro starter kit|\S* ?project structure|\S* ?commands|\S* ?want to learn more|\S* ?features|\S* ?credit)/iu,
	},
];

/** The generator whose page stands there as it was left; undefined when somebody went on from it. */
export const generatorOf = ({firstLine, headings, words}: DocumentFact): string | undefined =>
	untouched.find(
		({begins, headings: own, most = Number.POSITIVE_INFINITY}) =>
			begins.test(firstLine.text) && words <= most && headings.every(({title}) => own.test(title)),
	)?.by;
