import {severalInstances} from '../../facts/deploy/instances.ts';
import {migrationRunsOf} from '../../facts/migrating/runs.ts';
import {distinct} from '../../facts/places.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const runs = migrationRunsOf(facts);
	const [unlocked, ...others] = runs.filter(({at, locks}) => at === 'start' && !locks);
	const several = severalInstances(facts);
	if (unlocked !== undefined && several.length > 0)
		return gap(
			`several instances may start at once, each changes the tables (${unlocked.tool}), and nothing makes the others wait`,
			distinct([unlocked, ...several, ...others]),
			{occurrences: 1 + others.length},
		);
	if (unlocked !== undefined)
		return unknown(
			`each start runs ${unlocked.tool}, which does not wait for others; how many start at once is not said here`,
			distinct([unlocked, ...others]),
		);
	const started = runs.filter(({at}) => at === 'start');
	if (started[0] !== undefined)
		return pass(`each start runs ${started[0].tool}, which takes a lock: one at a time changes the database`, distinct(started));
	if (runs[0] !== undefined)
		return pass(`migrations are a step of the release (${runs[0].tool}), and no start was seen to run them`, distinct(runs));
	if (facts.schemas.migrations.length === 0) return notApplicable('no migration was found that something could run');
	return unknown(
		'nothing that was read says when migrations run in production',
		facts.schemas.migrations.slice(0, 1).map(({path, line, text}) => ({path, line, text})),
	);
};

export default probe;
