import {factsNamed, holds} from '../../facts/facts.ts';
import {marksOf, type PlacedMark} from '../../facts/files.ts';
import type {Place} from '../../safe-text.ts';
import {notApplicable, type Probe, pass, unknown} from '../probe.ts';

const comparing = /(?:^|[/_.-])reconcil(?:e|es|iation|er)?(?:[/_.-]|[A-Z])|(?:drift|mismatch)[-_]?(?:check|report)/iu;
const vendor =
	/^(?:stripe|@paddle|@lemonsqueezy|@paypal|paypal|razorpay|@mollie|@adyen|braintree|square|@hubspot|jsforce|@shopify|xero|quickbooks|@polar-sh|iyzipay)/iu;
const rank = ({file}: PlacedMark): number => (file.language === 'prisma' ? 0 : file.language === 'sql' ? 1 : 2);
const plain = ({path, line, text}: Place): Place => ({path, line, text});

const probe: Probe = facts => {
	const ids = [...marksOf(facts, 'vendor.other-system-id', ['app', 'script'])].sort((one, other) => rank(one) - rank(other));
	const payments = factsNamed(facts, 'pay.any');
	const paid = payments.flatMap(({evidence}) => evidence);
	if (ids.length === 0 && payments.length === 0) return notApplicable('no data was found that another system keeps as well');
	const job = facts.files.find(
		file =>
			(file.role === 'app' || file.role === 'script') &&
			comparing.test(file.path) &&
			(file.imports.some(({source}) => vendor.test(source)) || file.marks.some(({kind}) => kind === 'vendor.other-system-id')),
	);
	if (job) return pass(`${job.path} compares what both systems say`, [job.firstLine]);
	const scheduled = holds(facts, 'surface.cron', 'queue')
		? 'none of its scheduled work is named after comparing them'
		: 'no scheduled work compares them';
	const [id] = ids;
	return id === undefined
		? unknown(`payments are kept here and with the provider, and ${scheduled}`, paid.slice(0, 3))
		: unknown(`records carry the ids of another system (${id.value ?? id.text}), and ${scheduled}`, ids.slice(0, 4).map(plain));
};

export default probe;
