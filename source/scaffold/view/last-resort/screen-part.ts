import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import {packageOf} from '../../../facts/packages.ts';
import type {CodeNow} from '../../view.ts';
import type {Edit} from '../../wiring/edit.ts';
import {nextApps} from '../web/next.ts';

/** What stands in for a screen that failed: files that the framework finds by itself, or a boundary and what mounts it. */
export type ScreenPart = {
	readonly next: string;
	readonly pages: string;
	readonly ending: string;
	readonly typed: boolean;
	readonly boundary: string;
	readonly edits: readonly Edit[];
};

const start = /(?:^|\/)(?:main|index)\.(?<ending>[jt]sx)$/u;
const draws = /(?:^|\.)(?:createRoot|hydrateRoot|render)$/u;
const app = /<(?<name>[A-Z]\w*)\s*\/>/u;

const none: ScreenPart = {next: '', pages: '', ending: 'tsx', typed: true, boundary: '', edits: []};

/** The screens of this repository and what stands in for one that failed. */
export function screenPart(facts: PlainFacts, code: CodeNow): ScreenPart {
	const [next] = nextApps(facts);
	if (next !== undefined) return {...none, next: next.folder, ending: next.typed ? 'tsx' : 'jsx', typed: next.typed};
	const page = facts.files.find(({path, role}) => role === 'app' && /(?:^|\/)pages\/(?:_app|index)\.[jt]sx?$/u.test(path));
	const usesNext = page !== undefined && dependsOn(facts, page.path, 'next');
	if (page !== undefined && usesNext) {
		const typed = page.path.endsWith('tsx');
		return {...none, pages: folderOf(page.path), ending: typed ? 'tsx' : 'jsx', typed};
	}
	const found = facts.files
		.filter(({path, role, side}) => role === 'app' && side !== 'server' && start.test(path))
		.map(({path}) => path)
		.toSorted((one, other) => one.length - other.length)
		.find(path => dependsOn(facts, path, 'react') && code(path)?.calls.some(({to}) => draws.test(to)) === true);
	if (found === undefined) return none;
	const typed = found.endsWith('tsx');
	const folder = folderOf(found);
	const file = folder === '' ? 'error-boundary' : `${folder}/error-boundary`;
	const drawn = code(found)?.calls.find(({to}) => draws.test(to));
	return {
		...none,
		typed,
		boundary: `${file}.${typed ? 'tsx' : 'jsx'}`,
		edits: [
			{
				kind: 'swap',
				path: found,
				does: 'puts the boundary around all screens',
				byHand: 'Write <ErrorBoundary> around what is drawn in the first file, and bring it in from ./error-boundary.',
				swaps: [{line: drawn?.line ?? 1, pattern: app, to: named => `<ErrorBoundary><${named.name} /></ErrorBoundary>`}],
				imports: [{name: 'ErrorBoundary', from: {file}}],
			},
		],
	};
}

function dependsOn(facts: PlainFacts, path: string, name: string): boolean {
	const owner = packageOf(path, facts.packages);
	return facts.packages.some(one => one.path === owner && one.dependencies.some(dependency => dependency.name === name));
}
