import type {Facts} from '../../facts.ts';
import {runningFiles} from '../running.ts';
import {inBrowser, keepers} from './in-browser.ts';
import type {Kept} from './kept.ts';
import {ownAppIn} from './own-app.ts';
import {settingsIn} from './secure-setting.ts';
import {cookiesIn} from './session-cookies.ts';
import {librariesIn} from './session-libraries.ts';

const known = new WeakMap<readonly unknown[], readonly Kept[]>();

/** Every place that keeps the proof that somebody is signed in; the worst first. */
export function keptSessionsIn(facts: Facts): readonly Kept[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const files = runningFiles(facts);
	const scripts = files.filter(({path, file}) => !path.endsWith('.py') && file.side !== 'server');
	const keeping = keepers(scripts);
	const all = [
		...scripts.flatMap(file => inBrowser(file, keeping, facts)),
		...files.flatMap(file => [...cookiesIn(file, facts), ...librariesIn(file), ...ownAppIn(file)]),
		...settingsIn(files, facts),
	];
	const order: Readonly<Record<Kept['is'], number>> = {
		'open to scripts': 0,
		'open to other sites': 1,
		'sent in the clear': 2,
		unclear: 3,
		'kept well': 4,
	};
	const made = all.toSorted((one, other) => order[one.is] - order[other.is]);
	known.set(facts.files, made);
	return made;
}
