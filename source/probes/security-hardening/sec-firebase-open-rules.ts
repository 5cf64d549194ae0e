import type {Facts} from '../../facts/facts.ts';
import type {FirebaseRule} from '../../facts/firebase-rules.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const clientModules: Readonly<Record<string, FirebaseRule['product']>> = {
	'firebase/firestore': 'firestore',
	'firebase/firestore/lite': 'firestore',
	'@react-native-firebase/firestore': 'firestore',
	'@angular/fire/firestore': 'firestore',
	'firebase/compat/firestore': 'firestore',
	'firebase/storage': 'storage',
	'@react-native-firebase/storage': 'storage',
	'@angular/fire/storage': 'storage',
	'firebase/compat/storage': 'storage',
	'firebase/database': 'database',
	'@react-native-firebase/database': 'database',
	'@angular/fire/database': 'database',
	'firebase/compat/database': 'database',
};
const names: Readonly<Record<FirebaseRule['product'], string>> = {
	firestore: 'Firestore',
	storage: 'Cloud Storage',
	database: 'the Realtime Database',
};
const people =
	/(?:^|\/)(?:users?|profiles?|accounts?|customers?|members?|patients?|orders?|payments?|messages?|chats?|conversations?|bookings?|invoices?|documents?|private)\b/iu;

type Used = Place & {readonly product: FirebaseRule['product']};

const usedBy = (facts: Facts): readonly Used[] =>
	facts.files
		.filter(({role}) => role === 'app')
		.flatMap(file =>
			file.imports.flatMap(({source, line, text, typeOnly}) => {
				const product = clientModules[source];
				return product === undefined || typeOnly ? [] : [{product, path: file.path, line, text}];
			}),
		);

const writes = ({operations}: FirebaseRule): boolean => operations.some(one => one !== 'read');
const onlyCreates = ({operations}: FirebaseRule): boolean => operations.every(one => one === 'create');
const open = ({admits}: FirebaseRule): boolean => admits === 'everyone' || admits === 'until-a-date';

/** Nobody meant it: everyone may write, or read what is about people. */
const lets = (rule: FirebaseRule): boolean =>
	open(rule) &&
	(rule.admits === 'until-a-date' ||
		rule.everything ||
		(writes(rule) && !onlyCreates(rule)) ||
		(rule.operations.includes('read') && people.test(rule.match)));

const said = (rule: FirebaseRule): string =>
	`${names[rule.product]} lets ${rule.admits === 'until-a-date' ? 'everyone, until a date,' : rule.admits === 'everyone' ? 'everyone' : 'everyone who signs up'} ${rule.operations.join(' and ')} ${rule.match === '/' || rule.everything ? 'everything' : `at ${rule.match}`}`;

const probe: Probe = facts => {
	const rules = facts.firebaseRules;
	const used = usedBy(facts);
	const wide = rules.filter(lets);
	const [worst] = wide;
	if (worst !== undefined) return gap(said(worst), wide, {severity: wide.some(writes) ? 'blocker' : 'high'});
	const signedIn = rules.filter(
		rule => rule.admits === 'signed-in' && writes(rule) && !onlyCreates(rule) && (rule.everything || people.test(rule.match)),
	);
	if (signedIn[0] !== undefined) return gap(said(signedIn[0]), signedIn, {severity: 'high'});
	if (rules.length === 0 && used.length === 0)
		return facts.files.some(
			({role, imports}) => role === 'app' && imports.some(({source}) => /^(?:@react-native-firebase|firebase)(?:\/|$)/u.test(source)),
		)
			? notApplicable('Firebase is used, but no database and no file storage of it from a page or an app')
			: notApplicable('no page or app reaches a database or file storage of Firebase by itself');
	const ruled = new Set(rules.map(({product}) => product));
	const missing = used.filter(({product}) => !ruled.has(product));
	if (missing.length > 0)
		return unknown(
			`pages use ${listed([...new Set(missing.map(({product}) => names[product]))], 'and')} directly, and its rules are not in the repository`,
			missing,
		);
	const forAll = rules.filter(open);
	if (forAll[0] !== undefined) return unknown(`${said(forAll[0])}, which may be meant`, forAll);
	const shared = rules.filter(rule => rule.admits === 'signed-in' && writes(rule));
	if (shared[0] !== undefined) return unknown(`${said(shared[0])}, which may be meant`, shared);
	return pass('every rule denies, or asks for more than being there', rules);
};

export default probe;
