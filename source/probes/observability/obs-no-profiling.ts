import {factsNamed, holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {profilersOf} from '../../facts/profiling/profilers.ts';
import {type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const seen = profilersOf(facts);
	const [first] = seen;
	if (first !== undefined) return pass(`where time or memory goes is shown by ${first.what}`, distinct(seen));
	const at = [...factsNamed(facts, 'app.server'), ...factsNamed(facts, 'app.baas')]
		.flatMap(({evidence}) => evidence.slice(0, 1))
		.slice(0, 2);
	return unknown(
		holds(facts, 'baas.supabase')
			? 'no profiler and no log of slow queries was seen; the database of Supabase counts its queries by itself'
			: 'no profiler, no debugger that can be switched on and no log of slow queries was seen in code, commands or configuration',
		at,
	);
};

export default probe;
