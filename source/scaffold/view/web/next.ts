import {factsNamed, type PlainFacts} from '../../../facts/facts.ts';
import {below} from '../../../facts/modules/paths.ts';

/** A package of Next.js with the app router: where its pages lie, and whether it is written in TypeScript. */
export type NextApp = {readonly package: string; readonly folder: string; readonly typed: boolean};

const inside = /^(?<folder>(?:src\/)?app)\/(?:.+\/)?(?:page|route|layout)\.(?<ending>[jt]sx?)$/u;

/** The packages of Next.js that use the app router. */
export function nextApps(facts: PlainFacts): readonly NextApp[] {
	const packages = [...new Set(factsNamed(facts, 'fw.next.app').map(fact => fact.package))];
	return packages.flatMap((at): readonly NextApp[] => {
		const root = at === '.' ? '' : at;
		const found = facts.files.flatMap(({path}) => {
			const own = root === '' ? path : path.startsWith(`${root}/`) ? path.slice(root.length + 1) : '';
			const groups = inside.exec(own)?.groups;
			return groups?.folder === undefined ? [] : [{folder: groups.folder, typed: groups.ending?.startsWith('ts') === true}];
		});
		const [first] = found;
		return first === undefined ? [] : [{package: at, folder: below(root, first.folder), typed: found.some(({typed}) => typed)}];
	});
}
