import type {Place} from '../../safe-text.ts';
import type {Code} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {type PackageFact, packageOf} from '../packages.ts';
import {isReached} from '../reached.ts';

/**
 * An import of running server code that an install for production leaves out: `development` stands only among what development needs,
 * `member` is named by the root alone, and its package is deployed by itself.
 */
export type LeftBehind = Place & {readonly name: string; readonly how: 'development' | 'member'};

/** What makes one file of a program, so that nothing is imported when it runs. */
const bundling =
	/^(?:next|nuxt|vite|webpack|esbuild|tsup|tsdown|rollup|parcel|astro|wrangler|serverless|@sveltejs\/kit|@remix-run\/dev|@react-router\/dev|@vercel\/ncc|expo|electron)$/u;
const startsBuilt = /(?:^|\s|&&\s*)node\s+(?:--?[\w=./:-]+\s+)*\.?\/?(?:dist|build|out|lib)\b/u;
const deploysMember = /\bpnpm\b(?=[^&|;]*\sdeploy\b)[^&|;]*?(?:--filter[= ]|-F )(?:'|")?(?<name>@?[\w./-]+)/u;

/** Imports that an install for production, or the deployment of one package of several, leaves out. */
export function leftBehindIn(facts: Facts): readonly LeftBehind[] {
	const alone = new Set(
		facts.commands
			.filter(({role}) => role !== 'test' && role !== 'example' && role !== 'docs')
			.flatMap(({command}) => deploysMember.exec(command)?.groups?.name ?? []),
	);
	return facts.packages.flatMap(one => {
		if (one.dependencies.some(({name}) => bundling.test(name))) return [];
		const isMember = one.path !== '.' && one.name !== undefined && alone.has(one.name);
		const isBuilt = facts.commands.some(({command, folder}) => folder === one.path && startsBuilt.test(command));
		if (!isMember && !isBuilt) return [];
		return filesOf(one, facts).flatMap(file => inFile(file, one, isMember, facts));
	});
}

const filesOf = (one: PackageFact, facts: Facts): readonly FileFact[] =>
	facts.files.filter(
		file =>
			file.role === 'app' &&
			file.side !== 'client' &&
			(file.language === 'ts' || file.language === 'js') &&
			packageOf(file.path, facts.packages) === one.path &&
			isReached(file, facts.reached) === true &&
			!isByScript(file, one, facts),
	);

/** Nothing imports it, and only a script of the manifest that starts no server runs it. */
function isByScript({path}: FileFact, one: PackageFact, {commands, program}: Facts): boolean {
	if (program.scopes.modules.importersOf(path).length > 0) return false;
	const own = one.path === '.' ? path : path.slice(one.path.length + 1);
	const naming = commands.filter(({command}) => command.split(/[\s'"]+/u).some(word => word.replace(/^\.\//u, '') === own));
	return naming.length > 0 && naming.every(({where, name = ''}) => where === 'script' && !/^(?:pre|post)?(?:start|serve)/u.test(name));
}

function inFile(file: FileFact, one: PackageFact, isMember: boolean, facts: Facts): readonly LeftBehind[] {
	const kept = new Set(one.dependencies.filter(({use}) => use !== 'development').map(({name}) => name));
	const own = new Set(one.dependencies.map(({name}) => name));
	const above = new Set(facts.packages.find(({path}) => path === '.')?.dependencies.map(({name}) => name));
	return file.imports.flatMap(({dependency, source, line, text, typeOnly}): readonly LeftBehind[] => {
		if (dependency === undefined || typeOnly || kept.has(dependency) || !isRun(source, file.code)) return [];
		if (own.has(dependency)) return [{path: file.path, line, text, name: dependency, how: 'development'}];
		return isMember && above.has(dependency) ? [{path: file.path, line, text, name: dependency, how: 'member'}] : [];
	});
}

/** Something of it is called or extended: what is only named as a type is gone when the program runs. */
function isRun(from: string, code: Code | undefined): boolean {
	if (code === undefined) return false;
	const locals = new Set(code.imports.filter(one => one.from === from && !one.typeOnly).flatMap(({local}) => local ?? []));
	const isOne = (name: string): boolean => locals.has(name.split(/[.(]/u, 1)[0] ?? '');
	return code.calls.some(({to}) => isOne(to)) || code.classes.some(({bases}) => bases.some(base => base.is === 'name' && isOne(base.name)));
}
