import type {Facts} from '../../facts/facts.ts';
import {marksOf, type PlacedMark} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import {type TrackingStart, trackersLoaded, trackingStarts} from '../../facts/tracking/starts.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const denied = /gtag\(\s*['"]consent['"]\s*,\s*['"]default|analytics_storage['"]?\s*:\s*['"]denied/u;

const probe: Probe = facts => {
	const starts = trackingStarts(facts);
	const cookieless = distinct(running(facts, 'tracking.cookieless'));
	const loaded = starts.length === 0 ? trackersLoaded(facts) : [];
	if (loaded.length > 0)
		return unknown('something that watches visitors is imported, and where it starts could not be found', distinct(loaded));
	if (starts.length === 0)
		return cookieless.length > 0
			? pass('visits are counted without recognising anybody, which needs no consent', cookieless)
			: notApplicable('nothing that watches visitors is loaded or started');
	const free = starts.filter(({how}) => how === 'at once' || how === 'unsure');
	if (free.length === 0)
		return pass(`${named(starts)} ${isAre(starts)} started only after consent, or told to keep nothing on the device`, distinct(starts));
	const consent = running(facts, 'tracking.consent');
	const byDefault = consent.filter(({text}) => denied.test(text));
	if (byDefault.length > 0)
		return pass(
			`${named(starts)} ${isAre(starts)} loaded, and told to keep nothing until somebody agrees`,
			distinct([...byDefault, ...free]),
		);
	if (consent.length > 0)
		return unknown(
			`${named(free)} ${isAre(free)} started, and whether that waits for the consent that is asked for could not be followed`,
			distinct([...free, ...consent]),
		);
	const unsure = free.filter(({how}) => how === 'unsure');
	if (unsure.length === free.length)
		return unknown(
			`${named(free)} ${isAre(free)} started with options that come from elsewhere, and nothing asks for consent`,
			distinct(free),
		);
	const recorded = free.some(({records}) => records) ? ', which also records what people do on the page' : '';
	return gap(
		`${named(free)} ${isAre(free)} started for every visitor${recorded}, and nothing asks for consent`,
		distinct(free.filter(({how}) => how === 'at once')),
		{
			occurrences: free.length,
		},
	);
};

export default probe;

const names = (starts: readonly TrackingStart[]): readonly string[] => [...new Set(starts.map(({name}) => name))];
const named = (starts: readonly TrackingStart[]): string => listed(names(starts), 'and');
const isAre = (starts: readonly TrackingStart[]): string => (names(starts).length === 1 ? 'is' : 'are');

const running = (facts: Facts, kind: string): readonly (Place & Pick<PlacedMark, 'text'>)[] =>
	marksOf(facts, kind, ['app', 'config']).filter(({file}) => isReached(file, facts.reached) !== false);
