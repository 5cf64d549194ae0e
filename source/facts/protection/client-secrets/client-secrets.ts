import type {Facts} from '../../facts.ts';
import type {ClientSecret} from './client-secret.ts';
import {modelsInBrowser} from './models-in-browser.ts';
import {publicSettingsIn} from './public-settings.ts';
import {putInByBuild} from './put-in-by-build.ts';
import {writtenKeys, writtenPasswords} from './written-secrets.ts';

const known = new WeakMap<readonly unknown[], readonly ClientSecret[]>();

/** Every server's key that visitors get to see, or may; the certain ones first. */
export function clientSecretsIn(facts: Facts): readonly ClientSecret[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const all = [
		...publicSettingsIn(facts),
		...putInByBuild(facts),
		...writtenKeys(facts),
		...modelsInBrowser(facts),
		...writtenPasswords(facts),
	];
	const made = [...all.filter(({is}) => is === 'shipped'), ...all.filter(({is}) => is === 'unclear')];
	known.set(facts.files, made);
	return made;
}
