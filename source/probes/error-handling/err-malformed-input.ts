import type {Facts} from '../../facts/facts.ts';
import type {Crash} from '../../facts/inputs/crashes.ts';
import {brokenOf} from '../../facts/malformed/broken.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** Where requests come in, what checks them there first. */
const surfaceOf = (facts: Facts): readonly Place[] => {
	const points = facts.entryPoints.points.filter(
		({kind, method}) => (kind === 'http' && method !== 'GET') || kind === 'rpc' || kind === 'function' || kind === 'action',
	);
	const guarded = points.flatMap(({guards}) => guards.filter(({kind}) => kind === 'validation'));
	return distinct([...guarded, ...points.map(({path, line, text}) => ({path, line, text}))]).slice(0, 12);
};

const probe: Probe = facts => {
	const crashes = brokenOf(facts);
	const open = crashes.filter(({guard}) => guard === 'none' || guard === 'failed').toSorted((one, other) => rank(one) - rank(other));
	const [worst] = open;
	if (worst !== undefined)
		return gap(
			`${worst.what} is answered with a server error: nothing catches it${open.length === 1 ? '' : ` in ${open.length} places`}`,
			distinct(open.map(placeOf)),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const surface = surfaceOf(facts);
	const kept = crashes.filter(({guard}) => guard === 'try');
	const followed = new Set(kept.flatMap(({points}) => points));
	const sent = facts.entryPoints.points.filter(
		({kind, method}) => (kind === 'http' && method !== 'GET' && method !== 'OPTIONS' && method !== 'HEAD') || kind === 'function',
	);
	if (kept.length > 0 && kept.length === crashes.length && sent.every(point => followed.has(point)))
		return pass(
			`what may fail on a malformed request is caught in ${kept.length === 1 ? 'the one place' : `all ${kept.length} places`} that read it`,
			distinct(kept.map(placeOf)),
		);
	if (kept.length > 0)
		return unknown(
			`${kept.length === 1 ? 'one place catches' : `${kept.length} places catch`} what may fail on a malformed request, and what the other ways in do with one was not followed`,
			distinct([...kept.map(placeOf), ...surface]),
		);
	if (crashes.length > 0)
		return unknown(
			'what may fail on a malformed request stands inside another function that could not be followed',
			distinct(crashes.map(placeOf)),
		);
	if (surface.length === 0) return notApplicable('no request brings anything that could be malformed');
	return unknown('no read that fails on a malformed request was found, and what a wrong value does further on was not followed', surface);
};

/** What nothing catches comes before what is caught and answered as a failure. */
const rank = ({guard}: Crash): number => (guard === 'none' ? 0 : 1);

const placeOf = ({path, line, text}: Crash): Place => ({path, line, text});

export default probe;
