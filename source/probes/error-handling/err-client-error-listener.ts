import {distinct} from '../../facts/places.ts';
import {breakingClients} from '../../facts/promises/client-errors.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const all = breakingClients(facts);
	const open = all.filter(({hasListener}) => hasListener === false);
	const [first] = open;
	if (first !== undefined)
		return gap(`nothing listens for errors of ${first.what}, so that a dropped connection ends the process`, distinct(open), {
			occurrences: open.length,
		});
	const unsure = all.filter(({hasListener}) => hasListener === 'unknown');
	if (unsure.length > 0)
		return unknown('where a client is kept, and whether something listens for its errors, could not be followed', distinct(unsure));
	return all.length > 0
		? pass('something listens for errors of every client that tells them by an event', distinct(all))
		: notApplicable('no client was found that ends the process when its connection drops');
};

export default probe;
