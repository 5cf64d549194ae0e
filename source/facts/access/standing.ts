import type {Place} from '../../safe-text.ts';
import type {Effect, EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {holds} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {Program} from '../program.ts';
import {peopleRead} from './handed-out.ts';
import {leftToDatabase} from './left-to-database.ts';
import {namedIn} from './named.ts';
import {isOutsideProduction} from './outside-production.ts';
import {answeredFields} from './response-model.ts';
import {isByTheWay, isProofParameter, meantForAnyone, speaksOfCaller, speaksOfProof} from './words.ts';

/**
 * How an entry point stands towards strangers. `guarded`: something on the way asks who they are. `meant`: its name says that it is for them, or
 * they must show something that was sent to them. `harmless`: nothing is changed or spent for them. `dead`: nothing reaches it. `unsure`: `because`
 * says why it cannot be told. `open`: it changes or spends for anyone who calls it.
 */
export type Standing = {readonly point: EntryPoint} & (
	| {readonly is: 'guarded' | 'meant' | 'harmless' | 'dead'}
	| {readonly is: 'unsure'; readonly because: string}
	| {readonly is: 'open'; readonly how: 'changes' | 'spends' | 'shows'; readonly at: Place; readonly what: string}
);

const mostCalls = 3;
const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY']);
const altering: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);
const machines: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['cron', 'queue', 'webhook', 'function']);
const known = new WeakMap<Program, readonly Standing[]>();

/** How each entry point that people call stands; webhooks, clocks, queues and platform functions with a check of their own are left out. */
export function standingsOf(facts: Facts): readonly Standing[] {
	const made =
		known.get(facts.program) ?? facts.entryPoints.points.filter(({kind}) => !machines.has(kind)).map(point => standingOf(point, facts));
	known.set(facts.program, made);
	const here = new Set(facts.entryPoints.points);
	return made.filter(({point}) => here.has(point));
}

/** Whether a guard on the way asks who the caller is. */
export const isGuarded = ({guards}: EntryPoint): boolean => guards.some(({kind}) => kind !== 'limiter' && kind !== 'validation');

/** Only the platform asks, and only for a key of the project: the public one, which every visitor's browser holds, will do. */
const isByPublicKey = ({guards}: EntryPoint): boolean =>
	guards.every(({kind, name}) => kind === 'limiter' || kind === 'validation' || name === 'verify_jwt');

const paid =
	/(?:checkout\.sessions|checkout\.Session|paymentIntents|PaymentIntent)\.retrieve$|(?:^|[._])(?:verify|confirm|capture|validate)_?(?:payment|transaction|charge)\w*$|(?:^|\.)transactions?\.verify$/iu;
/** What it stores is what the payment provider says of a payment that the caller names. */
const asksProvider = (point: EntryPoint, facts: Facts): boolean => namesFor(point, facts, 1).some(name => paid.test(name));

const neverImported = 'nothing imports it';

function standingOf(point: EntryPoint, facts: Facts): Standing {
	if (isGuarded(point))
		return isByPublicKey(point) && !asksProvider(point, facts) && [...point.writes, ...point.costs].some(effect => counts(effect, point))
			? {point, is: 'unsure', because: 'the platform only asks for a key of the project, which every visitor holds'}
			: {point, is: 'guarded'};
	if (point.unresolved.includes(neverImported) || isOutsideProduction(point, facts)) return {point, is: 'dead'};
	const effects = [...point.writes, ...point.costs].filter(effect => counts(effect, point));
	if (effects.length === 0 && point.unresolved.length === 0) return shown(point, facts);
	if (effects.length === 0)
		return point.unresolved.length > 0 && !reading.has(point.method)
			? {point, is: 'unsure', because: 'what stands before it could not be followed'}
			: {point, is: 'harmless'};
	if (isMeant(point) && !(point.method === 'GET' && effects.some(({does}) => does === 'deletes'))) return {point, is: 'meant'};
	// Whether it reads that it was paid is asked by another check.
	if (asksProvider(point, facts)) return {point, is: 'meant'};
	if (point.unresolved.length > 0) return {point, is: 'unsure', because: 'what stands before it could not be followed'};
	if (point.kind === 'action' && isHelper(point, facts)) return {point, is: 'unsure', because: 'only code of the server seems to call it'};
	const isPython = point.path.endsWith('.py');
	if (namesFor(point, facts, 1).some(speaksOfProof)) return {point, is: 'meant'};
	const names = namesFor(point, facts, mostCalls);
	const caller = names.find(name => speaksOfCaller(name, isPython));
	if (caller !== undefined) return {point, is: 'unsure', because: `it speaks of ${caller.slice(0, 60)}, and no refusal was seen`};
	if (names.some(speaksOfProof)) return {point, is: 'meant'};
	const own = effects.filter(effect => !leftToDatabase(effect, facts));
	if (own.length === 0) return {point, is: 'unsure', because: 'it leaves the decision to the row security of the database'};
	const isLimited = point.guards.some(({kind}) => kind === 'limiter');
	const spends = own.find(({does}) => does === 'asks a model' || does === 'texts' || does === 'mails');
	const changes =
		own.find(effect => changesWhatIsThere(effect)) ?? (altering.has(point.method) ? own.find(({does}) => does === 'writes') : undefined);
	if (changes !== undefined && point.kind !== 'socket') return {point, is: 'open', how: 'changes', at: changes, what: changes.what};
	if (spends !== undefined && !isLimited && point.kind !== 'socket')
		return {point, is: 'open', how: 'spends', at: spends, what: spends.what};
	if (isLimited) return {point, is: 'meant'};
	return {
		point,
		is: 'unsure',
		because: spends === undefined ? 'it adds something, which may be meant for strangers' : 'it spends, which may be meant for strangers',
	};
}

/** What an entry point that changes nothing gives away. */
function shown(point: EntryPoint, facts: Facts): Standing {
	const read = !reading.has(point.method)
		? undefined
		: point.kind === 'http' || point.kind === 'rpc'
			? peopleRead(point, facts)
			: undefined;
	if (read === undefined || isMeant(point)) return {point, is: 'harmless'};
	const isPython = point.path.endsWith('.py');
	const names = ownNames(point, facts);
	if (names.some(name => speaksOfCaller(name, isPython) || speaksOfProof(name))) return {point, is: 'harmless'};
	const fields = answeredFields(point, facts.program.scopes);
	if (fields === undefined ? namesShape(point) : !fields.some(saysHowToReach)) return {point, is: 'harmless'};
	return {point, is: 'open', how: 'shows', at: read, what: read.table};
}

const saysHowToReach = (field: string): boolean => wordsOf(field).some(word => /^(?:e?mail|phone|telephone|mobile|address)$/u.test(word));

/** What is answered is put into another form on the way: `response_model=UserPublic`, a serializer. */
const namesShape = ({text}: EntryPoint): boolean => /response_model|serialize/iu.test(text);

const isMeant = ({publicByName, route, handler, parameters}: EntryPoint): boolean =>
	publicByName || meantForAnyone(route, handler?.name ?? '') || parameters.some(isProofParameter);

/** A function of a file of actions that no file with elements imports by its name: other code of the server calls it. */
export function isHelper({path, route, handler}: EntryPoint, {program: {scopes}}: Facts): boolean {
	const {modules} = scopes;
	if (!(modules.codeOf(path)?.directives.includes('use server') ?? false)) return false;
	const name = handler?.name ?? route;
	return !modules.importersOf(path).some(importer => {
		const names = modules.codeOf(importer)?.imports ?? [];
		const isShown = screen.test(importer) || (modules.codeOf(importer)?.directives.includes('use client') ?? false);
		return isShown && names.some(one => one.name === route || one.name === name || one.name === '*' || one.how === 'dynamic');
	});
}

const screen = /\.[jt]sx$|(?:^|\/)use-?[A-Z][\w-]*\.[jt]s$|(?:^|\/)hooks?\//u;

/** What is more than a by-product. Behind GET only what the handler's own file does: the rest is mostly the filling of a cache. */
function counts(effect: Effect, {method, path, handler}: EntryPoint): boolean {
	if (isByTheWay(effect.what) || effect.what.includes('://') || effect.does === 'stores a file' || effect.does === 'runs a command')
		return false;
	const isRead = method === 'GET' || method === 'HEAD';
	return !isRead || effect.does === 'asks a model' || effect.path === (handler?.path ?? path);
}

const adds =
	/\b(?:create|createMany|insert|insertOne|insertMany|insert_one|insert_many|bulk_create|bulkCreate|add|add_all|addDoc|push|put|get_or_create|invoke|commit|save|rpc)\s*\(/iu;
const alters =
	/\b(?:update\w*|upsert|set|setDoc|replace\w*|increment|findByIdAndUpdate|findOneAndUpdate|delete\w*|remove|destroy)\s*(?:<[^>]*>)?\(/iu;

/** It deletes or alters what is there, and does not only add to it. */
const changesWhatIsThere = ({does, text}: Effect): boolean =>
	does === 'deletes' || (does === 'writes' && alters.test(text) && !adds.test(text));

function namesFor(point: EntryPoint, {program}: Facts, calls: number): readonly string[] {
	return program.runBy(point).flatMap(one => {
		if (one.calls > calls) return [];
		const scope = program.scopes.at(one.path);
		return scope === undefined ? [] : [...namedIn(scope, one.function).names];
	});
}

/** What the handler itself names. */
function ownNames(point: EntryPoint, {program}: Facts): readonly string[] {
	const path = point.handler?.path ?? point.path;
	const scope = program.scopes.at(path);
	return program
		.runBy(point)
		.flatMap(one => (scope === undefined || one.path !== path || one.calls > 0 ? [] : [...namedIn(scope, one.function).names]));
}

/** Whether anybody can sign in here. */
export const hasPeople = (facts: Facts): boolean =>
	holds(facts, 'auth.any') || facts.entryPoints.points.some(({guards}) => guards.some(({kind}) => kind === 'signed-in' || kind === 'role'));
