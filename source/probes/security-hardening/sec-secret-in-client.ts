import type {Facts} from '../../facts/facts.ts';
import {fileAt} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import {clientSecretsIn} from '../../facts/protection/client-secrets/client-secrets.ts';
import {clientSurface} from '../../facts/protection/client-secrets/client-surface.ts';
import {fallbacksIn} from '../../facts/protection/fallbacks/fallbacks.ts';
import {isReached} from '../../facts/reached.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** The line reads a setting. */
const settingRead = /\benv\b/u;

const isLoaded = (path: string, facts: Facts): boolean => {
	const file = fileAt(facts, path);
	return (
		file !== undefined && file.side !== 'server' && file.role === 'app' && isReached(file, facts.reached) === true && drawnIn(path, facts)
	);
};

/** Something that draws a page brings it. */
const drawnIn = (path: string, {files, program}: Facts): boolean =>
	files.some(one => one.side === 'client' && one.role === 'app' && program.scopes.modules.importsOf(one.path).includes(path));

const probe: Probe = facts => {
	const found = clientSecretsIn(facts);
	const shipped = found.filter(({is}) => is === 'shipped');
	const [worst] = shipped;
	if (worst !== undefined)
		return gap(`${worst.said}${shipped.length === 1 ? '' : ` (and ${shipped.length - 1} more of the kind)`}`, distinct(shipped));
	const [doubtful] = found;
	if (doubtful !== undefined)
		return unknown(doubtful.said, distinct(found), {
			asks: `Whose key is used at ${doubtful.path}:${doubtful.line}, and can a visitor of the page read it?`,
		});
	const spare = fallbacksIn(facts).filter(({to, path}) => to === 'literal' && isLoaded(path, facts));
	const [written] = spare;
	if (written !== undefined)
		return unknown(`${written.name} has a value that stands in the code, in a file that browsers load too`, distinct(spare), {
			asks: `Is ${written.name} another value in production, and can the page do without ${written.path}?`,
		});
	const surface = distinct(clientSurface(facts));
	if (surface.length === 0) return notApplicable('no code here is sent to a browser');
	const settings = surface.filter(({text}) => settingRead.test(text)).length;
	return pass(
		settings === 0
			? `${surface.length === 1 ? 'the one file' : `none of the ${surface.length} files`} that browsers load ${surface.length === 1 ? 'holds no key' : 'holds a key'} of a server`
			: `${settings === 1 ? 'the one setting that is given' : `all ${settings} settings that are given`} to browsers ${settings === 1 ? 'is a public one' : 'are public ones'}, and nothing that they load holds a key of a server`,
		surface,
	);
};

export default probe;
