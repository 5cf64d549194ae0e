import {factsNamed} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {bucketsOf} from '../../facts/uploads/buckets.ts';
import {directUploadsOf, storageRulesOf} from '../../facts/uploads/direct.ts';
import {uploadsOf} from '../../facts/uploads/uploads.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const uploads = uploadsOf(facts);
	const open = uploads.filter(({size, kind}) => size === false && kind === false);
	if (open.length > 0)
		return gap(`${open.length === 1 ? 'one place takes' : `${open.length} places take`} files of any size and any kind`, distinct(open));
	const large = uploads.filter(({size}) => size === false);
	if (large.length > 0)
		return gap(`${large.length === 1 ? 'one place takes' : `${large.length} places take`} files of any size`, distinct(large), {
			severity: 'medium',
		});
	const buckets = bucketsOf(facts);
	const pages = directUploadsOf(facts);
	const direct = pages.filter(({by}) => by === 'supabase');
	const toFirebase = pages.filter(({by}) => by === 'firebase');
	const {rules, asked} = storageRulesOf(facts);
	if (toFirebase.length > 0 && rules.length > 0 && asked.size === 0)
		return gap(
			'pages put files straight into a bucket, and its rules ask neither for their size nor for their kind',
			distinct([...rules, ...toFirebase]),
			{severity: 'medium', occurrences: rules.length},
		);
	const boundless = buckets.filter(
		bucket => bucket.boundless && direct.some(one => one.bucket !== undefined && bucket.names.has(one.bucket)),
	);
	if (boundless.length > 0)
		return gap(
			`pages put files straight into ${boundless.length === 1 ? 'a bucket' : `${boundless.length} buckets`} that ${boundless.length === 1 ? 'limits' : 'limit'} neither their size nor their kind`,
			distinct([
				...boundless.map(({place}) => place),
				...direct.filter(({bucket}) => bucket !== undefined && boundless.some(({names}) => names.has(bucket))),
			]),
			{severity: 'medium', occurrences: boundless.length},
		);
	const unlooked = direct.filter(({checked, bucket}) => !checked && !buckets.some(({names}) => bucket === undefined || names.has(bucket)));
	if (unlooked.length > 0)
		return gap(
			`${unlooked.length === 1 ? 'one page puts' : `${unlooked.length} pages put`} files straight into a bucket, nothing asks for their size or kind, and no file here limits the bucket`,
			distinct(unlooked),
			{severity: 'medium'},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unclear = uploads.filter(({size, kind}) => size === 'unknown' || kind !== true);
	const loose = buckets.filter(({limited}) => !limited).map(({place}) => place);
	if (unclear.length > 0 || loose.length > 0)
		return unknown(
			'files are taken, and whether both their size and their kind are limited could not be seen',
			distinct([...unclear, ...loose]),
		);
	if (uploads.length > 0) return pass('every place that takes files limits their size and their kind', distinct(uploads));
	if (buckets.length > 0)
		return pass('the buckets that take files limit their size and their kind', distinct(buckets.map(({place}) => place)));
	if (toFirebase.length > 0 && asked.size > 1) return pass('the rules of the bucket limit the size and the kind of files', distinct(rules));
	const signs = factsNamed(facts, 'surface.upload').flatMap(({evidence}) => evidence);
	if (signs.length === 0) return notApplicable('no files of people are taken');
	return unknown('files are taken, and what limits their size and kind could not be followed', distinct(signs));
};

export default probe;
