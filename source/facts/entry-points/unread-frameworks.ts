import {filesInside, nameOf} from './projects.ts';
import type {Ground, Reader} from './registered.ts';

/** Frameworks that give code to requests by their own rules, which are not read here: by the package that brings them. */
const byDependency: Readonly<Record<string, string>> = {
	'@tanstack/react-start': 'TanStack Start',
	'@tanstack/solid-start': 'TanStack Start',
	'@tanstack/start': 'TanStack Start',
	'@solidjs/start': 'SolidStart',
	'@builder.io/qwik-city': 'Qwik City',
	'@qwik.dev/router': 'Qwik City',
	'@redwoodjs/api': 'RedwoodJS',
	'@redwoodjs/graphql-server': 'RedwoodJS',
	rwsdk: 'RedwoodJS',
	'@analogjs/platform': 'Analog',
	waku: 'Waku',
	blitz: 'Blitz',
	'@blitzjs/rpc': 'Blitz',
	'@medusajs/medusa': 'Medusa',
};
const expoRoute = /(?:^|\/)app\/(?:.+\/)?[^/]+\+api\.[jt]s$/u;
const gatsbyFunction = /(?:^|\/)src\/api\/.+\.[jt]s$/u;

/** Names the frameworks in use whose entry points are not read, so that none of them passes for having none. */
export const unreadFrameworksReader: Reader = (ground: Ground) => {
	const named = ground.packages.flatMap(({dependencies}) =>
		dependencies.flatMap(({name, ecosystem, use, path, line, text}) => {
			const framework = ecosystem === 'npm' && use !== 'peer' && Object.hasOwn(byDependency, name) ? byDependency[name] : undefined;
			return framework === undefined ? [] : [{framework, place: {path, line, text}}];
		}),
	);
	const gatsby = ground.packages
		.filter(({dependencies}) => dependencies.some(({name}) => name === 'gatsby'))
		.map(({path}) => (path === '.' ? '' : path));
	const routed = [
		...ground.files
			.filter(({path, role}) => role === 'app' && expoRoute.test(path))
			.map(file => ({framework: 'Expo API routes', place: file.firstLine})),
		...filesInside(ground.files, gatsby, gatsbyFunction)
			.filter(({file}) => file.role === 'app')
			.map(({file}) => ({framework: 'Gatsby functions', place: file.firstLine})),
		...ground.files.filter(({path}) => nameOf(path) === 'fresh.gen.ts').map(file => ({framework: 'Fresh', place: file.firstLine})),
	];
	const all = [...named, ...routed];
	return {
		found: [],
		unread: [...new Set(all.map(({framework}) => framework))].map(framework => ({
			framework,
			because: 'its routes are not read',
			places: all.filter(one => one.framework === framework).map(({place}) => place),
		})),
	};
};
