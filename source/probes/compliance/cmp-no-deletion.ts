import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {dataMapOf} from '../../facts/data-map/data-map-of.ts';
import {type Deletion, deletionsOf} from '../../facts/data-map/deletions.ts';
import {leftBehind} from '../../facts/data-map/left-behind.ts';
import {wordsOf} from '../../facts/data-map/names.ts';
import {fileColumns, removedFiles, storedFiles} from '../../facts/data-map/stored-files.ts';
import {type Facts, factsNamed, holds} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import {isLibrary} from '../../facts/library.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('it is code that others build on: whoever runs it keeps the accounts');
	const {accounts} = dataMapOf(facts);
	const signIn = factsNamed(facts, 'auth.any').flatMap(({evidence}) => evidence);
	const only = accounts.length === 0 && signIn.length === 0 ? onlyAdded(facts) : [];
	if (only.length > 0)
		return gap('a server stores what people are known by, and no code deletes any of it', only, {severity: 'medium', confidence: 'medium'});
	if (accounts.length === 0 && signIn.length === 0)
		return unknown('personal data is kept, and there are no accounts by which somebody could ask for its deletion', placesOfData(facts));
	const deletions = deletionsOf(facts);
	const certain = deletions.filter(isCertain);
	if (certain.length > 0 && !deletions.some(({how}) => how === 'procedure')) return withDeletion(facts, certain);
	return withoutDeletion(facts, deletions, [...accounts, ...signIn]);
};

export default probe;

/** Where a server without accounts stores rows and names people, while nothing anywhere deletes a row. */
function onlyAdded(facts: Facts): readonly Place[] {
	const calls = dataCallsOf(facts);
	const fields = dataMapOf(facts).fields.filter(field => field.in !== 'form');
	const kinds = new Set(fields.map(({kind}) => kind));
	const named = kinds.has('contact') && (kinds.size > 2 || (kinds.size > 1 && fields.every(({confidence}) => confidence === 'high')));
	const added = calls.filter(({operation}) => operation === 'insert' || operation === 'upsert');
	const removes = calls.some(({operation}) => operation === 'delete' || operation === 'raw');
	if (added.length === 0 || removes || !named) return [];
	if (unreadLanguage(facts) !== undefined || facts.entryPoints.points.length === 0 || facts.entryPoints.unread.length > 0) return [];
	return distinct([...added.slice(0, 2), ...fields]);
}

const clocks: ReadonlySet<string> = new Set(['webhook', 'cron', 'queue']);
/** Routes by which another company's system reports who left. */
const fromOthers = /(?:^|\/)(?:scim|dsync|webhooks?|hooks?)(?=\/|$)/u;
/** Somebody can ask for it: a person sets it going, not a clock or another company. */
const isCertain = ({how, points}: Deletion): boolean =>
	points.some(({kind, route}) => !clocks.has(kind) && !fromOthers.test(route))
		? how === 'row' || how === 'provider'
		: how === 'provider' && points.length === 0;

function withoutDeletion(facts: Facts, deletions: readonly Deletion[], kept: readonly Place[]): Answer {
	const followed = deletions.filter(({how, path}) => how !== 'script' || !clearing.test(path));
	const other = followed.find(({how}) => how === 'procedure') ?? followed[0];
	if (other !== undefined) return unknown(becauseOf(other), followed.map(plain));
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const words = marksOf(facts, 'account.leaving', ['app', 'script']).filter(speaksOfAccounts);
	if (words.length > 0)
		return unknown('something speaks of deleting accounts, and what it deletes could not be followed', words.map(plain));
	const admin = adminSite(facts);
	if (admin.length > 0) return unknown("an administrator can delete accounts in Django's admin site, and nobody else can", admin);
	const routes = facts.entryPoints.points.filter(({method, route}) => (method === 'DELETE' || method === 'ANY') && ofAccount.test(route));
	if (routes.length > 0)
		return unknown('a route for accounts takes deletions, and what it deletes could not be followed', routes.map(plain));
	const [unread] = facts.entryPoints.unread;
	if (unread !== undefined) return unknown(`no code that deletes an account was found, but ${unread.because}`, unread.places);
	const [hosted] = ['auth.clerk', 'auth.auth0', 'auth.workos', 'auth.kinde', 'auth.cognito'].flatMap(id => factsNamed(facts, id));
	const accounts = dataMapOf(facts).accounts;
	if (accounts.length === 0 && hosted !== undefined)
		return unknown('the accounts lie with a sign-in service, and nothing here deletes one', hosted.evidence);
	if (accounts.length === 0 && !holds(facts, 'db.any', 'baas.supabase', 'baas.firebase', 'baas.convex', 'baas.appwrite', 'baas.pocketbase'))
		return unknown('people sign in, and nothing shows where their accounts are kept', distinct(kept).slice(0, 3));
	return gap('accounts are kept, and no code deletes one', distinct(kept).slice(0, 3));
}

function becauseOf({how}: Deletion): string {
	switch (how) {
		case 'offered':
			return 'the sign-in service offers people to delete themselves, and nothing shows what becomes of the data kept here';
		case 'procedure':
			return 'a procedure of the database is called to delete an account, and what it deletes was not followed';
		case 'unsure':
			return 'an account is deleted by a call that fails for whoever signed in a while ago, and nothing asks them to sign in anew';
		case 'script':
			return 'a script deletes accounts, which a person has to run';
		case 'row':
		case 'provider':
			return 'code deletes accounts, and nothing was seen by which a person can ask for it';
	}
}

function withDeletion(facts: Facts, deletions: readonly Deletion[]): Answer {
	const places = distinct(deletions);
	const left = leftBehind(facts, deletions);
	/** A mapper that is handed the object empties what refers to it; a statement on the table does not. */
	const byObject = deletions.some(({text}) => /\bdelete\(\s*\w/u.test(text));
	const inCode = deletions.some(({how}) => how === 'row');
	const held = left.filter(
		({checked, table, column}) => inCode && checked && !(byObject && table.source === 'sqlalchemy' && mayBeEmpty(table, column)),
	);
	const byHand = deletions.some(({alsoDeletes}) => alsoDeletes.size > 2);
	const personal = new Set(dataMapOf(facts).fields.flatMap(field => (field.in === 'table' ? [wordsOf(field.of)] : [])));
	const ofPeople = left.filter(({table}) => personal.has(wordsOf(table.name)));
	const emptied = anonymised(facts, deletions);
	if (emptied.length > 0 && left.length > 0)
		return unknown(
			`an account is made anonymous and its sign-in deleted, and rows of ${left.length === 1 ? 'one table' : `${left.length} tables`} that belong to it stay`,
			[...emptied, ...places.slice(0, 1), ...distinct((ofPeople.length > 0 ? ofPeople : left).map(({place}) => place))],
			{asks: 'Which law asks you to keep these rows, for how long, and does none of them still name the person?'},
		);
	const surely = byHand ? [...new Set([...held, ...(ofPeople.length > 0 ? ofPeople : left)])] : held;
	const names = [...new Set(surely.map(({table}) => table.name))];
	if (surely.length > 0)
		return gap(
			`an account is deleted, and ${names.length === 1 ? 'one table that belongs to it is' : `${names.length} tables that belong to it are`} not: ${listed(
				names.slice(0, 4),
				'and',
			)}`,
			[...places.slice(0, 1), ...distinct(surely.map(({place}) => place))],
			{severity: 'medium', occurrences: names.length},
		);
	const vendors = dataMapOf(facts).thirdParties.filter(({role}) => role === 'files');
	const kept = distinct([...storedFiles(facts), ...fileColumns(facts), ...vendors.flatMap(party => party.places)]);
	const stored = kept.length > 0 ? kept : factsNamed(facts, 'surface.upload').flatMap(({evidence}) => evidence);
	if (stored.length > 0) {
		const removed = distinct(removedFiles(facts));
		if (removed.length === 0 && kept.length > 0)
			return gap('an account is deleted, and the files that were uploaded for it are never', [...places.slice(0, 1), ...stored], {
				severity: 'medium',
			});
		return unknown('an account is deleted, and whether its uploaded files go with it could not be followed', [
			...places,
			...removed,
			...stored,
		]);
	}
	const firestore = factsNamed(facts, 'baas.firebase').length > 0 && factsNamed(facts, 'db.any').length > 0;
	if (firestore && !deletions.some(({how}) => how === 'row'))
		return unknown('an account is deleted where people sign in, and nothing shows that its documents go along', places);
	const empty =
		left.length > 0 && left.every(({table}) => table.columns.length > 0 && table.columns.every(({name}) => namesNobody.test(name)));
	if (empty)
		return pass(
			`an account can be deleted; what stays of it holds keys and times, and names nobody: ${listed(
				left.slice(0, 3).map(({table}) => table.name),
				'and',
			)}`,
			[...places, ...distinct(left.map(({place}) => place))],
			{confidence: 'medium'},
		);
	if (left.length > 0)
		return unknown(
			`an account is deleted, and nothing shows that what belongs to it goes along: ${listed(
				left.slice(0, 4).map(({table}) => table.name),
				'and',
			)}`,
			[...places.slice(0, 1), ...distinct(left.map(({place}) => place))],
		);
	return pass('an account can be deleted, and what belongs to it goes along', places);
}

/** Where the file that deletes an account first overwrites what is known of the person. */
function anonymised(facts: Facts, deletions: readonly Deletion[]): readonly Place[] {
	const {accounts, fields} = dataMapOf(facts);
	const names = new Set(accounts.map(({name}) => wordsOf(name)));
	const personal = new Set(fields.map(({name}) => wordsOf(name)));
	return distinct(
		dataCallsOf(facts).filter(
			({operation, table, path, line, values}) =>
				operation === 'update' &&
				names.has(wordsOf(table)) &&
				deletions.some(one => one.path === path && line <= one.line) &&
				values.filter(({key}) => key !== undefined && personal.has(wordsOf(key))).length > 1,
		),
	);
}

/** A column that holds a key, a kind, a time or a yes or no: nothing that a person wrote or is known by. */
const namesNobody =
	/^(?:_?id|__v|uuid|user|owner|account|\w+(?:_id|Id|ID)|token|\w*(?:_token|Token)(?:_hash|Hash)?|hash|jti|type|kind|status|used|revoked|blacklisted|expired|valid|expires?|(?:created|updated|expires?|revoked|used)(?:_?at|_?on|At|On)|timestamps)$/u;

const ofAccount = /(?:^|\/)(?:users?|accounts?|me|profiles?|customers?|members?)(?:\/:[^/]+)?\/?$/u;

const mayBeEmpty = (table: {readonly columns: readonly {readonly name: string; readonly nullable: boolean}[]}, column: string): boolean =>
	table.columns.some(({name, nullable}) => name === column && nullable);

const adminSite = (facts: Facts): readonly Place[] =>
	facts.files.flatMap(({path, language, role, code}) =>
		language !== 'py' || role !== 'app' || code === undefined || !/urls(?:\/\w+)?\.py$/u.test(path)
			? []
			: code.calls
					.filter(({args}) => args.some(arg => arg.is === 'name' && /^(?:\w+\.)*site\.urls$/u.test(arg.name)))
					.map(({line, text}) => ({path, line, text})),
	);

const placesOfData = (facts: Facts): readonly Place[] => distinct(factsNamed(facts, 'data.pii').flatMap(({evidence}) => evidence));
const otherThings =
	/(?:delete|remove|close|erase|terminate|purge|anonymi[sz]e|deactivate)[-_ ]?(?:my|your|own|current|this|the|auth|firebase|self)?[-_ ]?(?:account|user|profile|me|customer|member)s?(?:[-_' ]*s)?[-_ ]?(?:from|preference|image|avatar|photo|picture|tool|group|role|session|token|setting|note|post|comment|message|file|device|tag|key|link|login|icon|cover|emotion|in\b|data$)/iu;
const aboutRights = /\bcreate policy\b|\bdescription\s*:|\bpermission/iu;
/** Calls of sign-in services, which were looked at one by one. */
const judged = /\bauth\.admin\.deleteUser|\bauth\(\)\.deleteUser/u;
/** What empties a database of its own, for developers. */
const clearing = /(?:^|[/_.-])(?:seed|clear|reset|test|tests|sample|demo|verify|clean|cleanup|mock|fixture|datacreator)\w*(?=[/_.-])/iu;
/** It speaks of accounts, not of something that belongs to one, nor of who may do it. */
const speaksOfAccounts = ({text, path}: Place): boolean =>
	!otherThings.test(text) && !aboutRights.test(text) && !judged.test(text) && !clearing.test(path);

const plain = ({path, line, text}: Place): Place => ({path, line, text});
