import type {Severity} from '../../checklists/checklist.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {distinct} from '../../facts/places.ts';
import {type SupabaseWrite, supabaseWritesOf} from '../../facts/supabase-results/supabase-writes.ts';
import {gap, notApplicable, type Probe, pass} from '../probe.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const precious = words(
	'payment payments order orders invoice invoices wallet wallets credit credits point points balance balances transaction transactions subscription subscriptions consent consents health medical patient patients prescription refund refunds expense expenses booking bookings ticket tickets',
);
const passing = words(
	'log logs event events view views metric metrics analytics audit activity activities history cache telemetry presence',
);

const isPrecious = ({what}: SupabaseWrite): boolean => wordsOf(what).some(word => precious.has(word));
const isPassing = ({what}: SupabaseWrite): boolean => wordsOf(what).some(word => passing.has(word));

const probe: Probe = facts => {
	const writes = supabaseWritesOf(facts);
	if (writes.length === 0) return notApplicable('nothing was found that is written through the Supabase client for scripts');
	const ignored = writes.filter(({isIgnored}) => isIgnored);
	if (ignored.length === 0)
		return pass(
			writes.length === 1
				? 'the only write looks at the error that it gets back'
				: `each of ${writes.length} writes looks at the error that it gets back`,
			distinct(writes),
			{occurrences: writes.length},
		);
	const weight = (one: SupabaseWrite): number => (isPassing(one) ? 2 : isPrecious(one) ? 0 : 1);
	const worst = ignored.toSorted((one, other) => weight(one) - weight(other));
	const severity: Severity = worst.every(isPassing) ? 'low' : worst.some(one => isPrecious(one) && !isPassing(one)) ? 'blocker' : 'high';
	const tables = [...new Set(worst.map(({what}) => what).filter(what => what !== ''))];
	return gap(
		`${writes.length === 1 ? 'the only write' : `${ignored.length} of ${writes.length} writes`} ${ignored.length === 1 ? 'does' : 'do'} not look at the error that Supabase gives back${tables.length > 0 ? ` (${tables.slice(0, 4).join(', ')})` : ''}`,
		distinct(worst),
		{severity, occurrences: ignored.length},
	);
};

export default probe;
