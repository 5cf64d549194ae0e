import type {Place} from '../safe-text.ts';
import type {FileFact} from './files.ts';
import {marksOf} from './files.ts';

const routeKinds = ['route.express', 'route.chain', 'route.nest', 'route.python', 'route.django', 'route.trpc'] as const;
const routeFile =
	/(?:^|\/)app\/(?:.+\/)?route\.[jt]sx?$|(?:^|\/)pages\/api\/.+\.[jt]sx?$|\+server\.[jt]s$|\+page\.server\.[jt]s$|(?:^|\/)server\/(?:api|routes)\/.+\.[jt]s$|(?:^|\/)supabase\/functions\/[^_/][^/]*\/index\.ts$|(?:^|\/)netlify\/functions\/.+\.[jt]s$/u;
const loaderFile = /(?:^|\/)app\/routes\/.+\.[jt]sx?$/u;

/** Where requests come in: routes that are registered, route files, and files of server actions. */
export function entryPointsOf(files: readonly FileFact[]): readonly Place[] {
	const routes = routeKinds.flatMap(kind => marksOf({files}, kind)).map(({path, line, text}) => ({path, line, text}));
	const named = files.filter(
		file =>
			file.role === 'app' &&
			(routeFile.test(file.path) ||
				(loaderFile.test(file.path) && file.marks.some(({kind}) => kind === 'route.loader')) ||
				file.marks.some(({kind}) => kind === 'route.action')),
	);
	return [...routes, ...named.filter(file => !routes.some(({path}) => path === file.path)).map(file => file.firstLine)];
}
