import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import {marksOf, type PlacedMark} from '../files.ts';
import type {Role} from '../role.ts';
import {isLesson} from '../teaching.ts';

const roles: readonly Role[] = ['app', 'config'];
const comment = /^(?:#|\/\/|<!--|;)/u;
const ownFile =
	/(?:^|\/)(?:route|\+server)\.[cm]?[jt]sx?$|(?:^|\/)pages\/api\/|(?:^|\/)server\/(?:api|routes)\/|(?:^|\/)supabase\/functions\/|(?:^|\/)(?:routes|controllers|endpoints|routers)\/|\.controller\.[jt]s$/u;
const forOthers = /middleware|(?:^|\/)(?:_?app|index|root|server|main|__init__)\.\w+$/iu;
const everyPath = /^\^?\(?\/?(?:\*{1,2}(?:\/\*{1,2})?|\.\*|\(\.\*\)|\(\(\?!.*|:\w+\*|:\w+\(.*)\)?\??\$?$/u;
const numbered = /(?:^|\/)(?<folder>[^/]*)\/\d{2,3}[-_][\w-]+\.(?:[cm]?[jt]sx?|py)$/u;
const ordered = /^(?:plugins|middleware|migrations|versions|boot)$/u;
const course = 5;

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
const nearest = (places: readonly Place[], {path, line}: PlacedMark): number =>
	Math.max(0, ...places.filter(one => one.path === path && one.line <= line).map(one => one.line));
/** Where routes are registered, and routers whose routes could not be followed. */
const routesOf = ({entryPoints}: Pick<Facts, 'entryPoints'>): readonly Place[] => [
	...entryPoints.points.filter(({kind}) => kind === 'http' || kind === 'webhook'),
	...entryPoints.unread.flatMap(({places}) => places),
];

/** Lines that set a header of a kind, for every answer or for one route alone. Comments, lessons and code of pages set none. */
export function headersSet(
	facts: Pick<Facts, 'files' | 'entryPoints'>,
	kind: string,
): {readonly every: readonly PlacedMark[]; readonly one: readonly PlacedMark[]} {
	const set = marksOf(facts, kind, roles).filter(
		mark =>
			!comment.test(mark.text) &&
			!isOfDevelopment(mark) &&
			(mark.file.language === 'html' ? mark.text.includes('http-equiv') : mark.file.side !== 'client' || mark.file.role === 'config') &&
			!isTaught(mark, facts),
	);
	return {every: set.filter(mark => isForEvery(mark, facts)), one: set.filter(mark => !isForEvery(mark, facts))};
}

const bundler = /(?:^|\/)(?:vite|vitest|webpack|rspack|rsbuild|vue|craco)\.config(?:\.[\w-]+)?\.[cm]?[jt]s$/u;

/** A bundler's configuration is about its development server, unless it also builds the server that answers in production. */
const isOfDevelopment = ({path, file}: PlacedMark): boolean =>
	bundler.test(path) &&
	!(file.code?.imports.some(({from}) => /nitro|tanstack\/(?:react|solid)-start|vinxi|sveltekit|csp|security/iu.test(from)) ?? false);

function isForEvery(mark: PlacedMark, facts: Pick<Facts, 'files' | 'entryPoints'>): boolean {
	if (mark.kind === 'header.set' || mark.kind === 'header.django') return true;
	const paths = marksOf(facts, 'header.paths', roles).filter(({path}) => path === mark.path);
	if (paths.length > 0) {
		const at = nearest(paths, mark);
		return paths.filter(({line}) => at === 0 || line === at).some(({value = ''}) => everyPath.test(value));
	}
	if (ownFile.test(mark.path) && !forOthers.test(mark.path)) return false;
	const route = nearest(routesOf(facts), mark);
	return route === 0 || route < nearest(marksOf(facts, 'header.hook'), mark);
}

/** A numbered file of a course, or one in a folder of lessons. */
function isTaught({path}: PlacedMark, {files}: Pick<Facts, 'files'>): boolean {
	if (isLesson({path})) return true;
	const folder = numbered.exec(path)?.groups?.folder;
	if (folder === undefined || ordered.test(folder)) return false;
	return files.filter(one => folderOf(one.path) === folderOf(path) && numbered.test(one.path)).length >= course;
}
