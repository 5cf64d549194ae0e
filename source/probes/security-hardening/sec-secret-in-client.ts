import {distinct} from '../../facts/places.ts';
import {clientSecretsIn} from '../../facts/protection/client-secrets/client-secrets.ts';
import {clientSurface} from '../../facts/protection/client-secrets/client-surface.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

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
	const surface = distinct(clientSurface(facts));
	if (surface.length === 0) return notApplicable('no code here is sent to a browser');
	return pass('what browsers load reads public settings only and holds no server key', surface);
};

export default probe;
