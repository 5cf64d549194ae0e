import type {PlainFacts} from '../../../facts/facts.ts';
import type {PackageFact} from '../../../facts/packages.ts';
import {installNpm} from './installing.ts';
import type {Side} from './side.ts';

/** A Next.js application: Next itself loads the two files, which stand beside its folder of routes. */
export type NextSide = Side & {
	/** The folder of the two files, with `/` at its end; empty for the root. */
	readonly folder: string;
	readonly ending: 'ts' | 'js';
	readonly hasAppRouter: boolean;
	/** Next is older than what reads the file of the start by itself. */
	readonly isOld: boolean;
};

const routes = /^(?<folder>.*?)(?:app\/(?:.+\/)?(?:page|route|layout)|pages\/(?:_app|index|api\/.+))\.[jt]sx?$/u;

/** Its parts are released together, and the newest ones are not in every registry on the same day. */
const range = '~11.0.0';
/** From this version on Next reads the file of the start by itself, and hands errors of requests to it. */
const startsByItself = 15;

const versionOf = ({dependencies}: PackageFact): number =>
	Number(/\d+/u.exec(dependencies.find(({name}) => name === 'next')?.range ?? '')?.[0] ?? startsByItself);

/** Where a Next.js application is started to send its errors. Of several, the one with most routes is meant. */
export function nextSide(facts: PlainFacts): NextSide | undefined {
	const found = facts.packages.flatMap(owner => {
		if (!owner.dependencies.some(({name}) => name === 'next')) return [];
		const own = owner.path === '.' ? '' : `${owner.path}/`;
		const files = facts.files.filter(({path, role}) => role === 'app' && path.startsWith(own) && routes.test(path.slice(own.length)));
		return files.length === 0 ? [] : [{owner, own, files}];
	});
	const [one] = found.toSorted((first, second) => second.files.length - first.files.length);
	if (one === undefined) return undefined;
	const inside = routes.exec(one.files[0]?.path.slice(one.own.length) ?? '')?.groups?.folder ?? '';
	const folder = `${one.own}${inside === 'src/' ? 'src/' : ''}`;
	const isTyped = facts.files.some(({path, language}) => path.startsWith(one.own) && language === 'ts');
	const installing = installNpm(one.owner, '@sentry/nextjs', range, facts);
	const ending = isTyped ? 'ts' : 'js';
	return {
		made: `${folder}instrumentation.${ending}`,
		commonjs: false,
		edits: installing.edits,
		install: installing.command,
		folder,
		ending,
		isOld: versionOf(one.owner) < startsByItself,
		hasAppRouter: one.files.some(({path}) => /(?:^|\/)app\//u.test(path)),
	};
}
