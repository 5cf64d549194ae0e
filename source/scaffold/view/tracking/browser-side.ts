import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import {packageOf} from '../../../facts/packages.ts';
import type {CodeNow} from '../../view.ts';
import {endingBeside} from '../web/beside.ts';
import {installNpm} from './installing.ts';
import {sentryRange} from './node-side.ts';
import type {Side} from './side.ts';

/** The browser's side, and how its code reads a setting of the build. */
export type BrowserSide = Side & {readonly setting: string; readonly isVite: boolean; readonly library: string};

const startFile = /(?:^|\/)(?:src\/)?(?:main|index)\.[jt]sx?$/u;
const mounts = /(?:^|\.)(?:createRoot|hydrateRoot|createApp|render|mount|bootstrapApplication)$/u;

/** Where a page that a bundler builds is started to send its errors: in its first file. */
export function browserSide(facts: PlainFacts, code: CodeNow): BrowserSide | undefined {
	const starts = facts.files
		.filter(({path, role, side}) => role === 'app' && side !== 'server' && startFile.test(path))
		.map(({path}) => path)
		.filter(path => code(path)?.calls.some(({to}) => mounts.test(to)) === true);
	const path = starts.toSorted((one, other) => one.length - other.length)[0];
	const owner = path === undefined ? undefined : facts.packages.find(one => one.path === packageOf(path, facts.packages));
	if (path === undefined || owner === undefined) return undefined;
	const uses = (name: string): boolean => owner.dependencies.some(dependency => dependency.name === name);
	if (!uses('vite') && !uses('react-scripts')) return undefined;
	const library = uses('react') ? '@sentry/react' : uses('vue') ? '@sentry/vue' : uses('svelte') ? '@sentry/svelte' : '@sentry/browser';
	const setting = uses('vite') ? 'VITE_SENTRY_DSN' : 'REACT_APP_SENTRY_DSN';
	const folder = folderOf(path);
	const made = folder === '' ? 'error-tracking' : `${folder}/error-tracking`;
	const installing = installNpm(owner, library, sentryRange, facts);
	return {
		made: `${made}.${endingBeside(path)}`,
		commonjs: false,
		edits: [
			...installing.edits,
			{
				kind: 'code',
				path,
				does: 'starts it before the page is drawn',
				byHand: "Write import './error-tracking'; as the very first line.",
				imports: [{from: {file: made}}],
				inserts: [],
			},
		],
		install: installing.command,
		setting,
		isVite: uses('vite'),
		library,
	};
}
