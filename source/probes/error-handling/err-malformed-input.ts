import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {Facts} from '../../facts/facts.ts';
import {type Crash, isTrusted} from '../../facts/inputs/crashes.ts';
import {isHeld} from '../../facts/inputs/held.ts';
import {brokenOf} from '../../facts/malformed/broken.ts';
import {unclearHandlers} from '../../facts/malformed/error-handlers.ts';
import {readsBody} from '../../facts/malformed/reads-body.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** Where requests come in, what checks them there first. */
const surfaceOf = (facts: Facts): readonly Place[] => {
	const points = facts.entryPoints.points.filter(
		({kind, method}) => (kind === 'http' && method !== 'GET') || kind === 'rpc' || kind === 'function' || kind === 'action',
	);
	const guarded = points.flatMap(({guards}) => guards.filter(({kind}) => kind === 'validation'));
	return distinct([...guarded, ...points.map(({path, line, text}) => ({path, line, text}))]).slice(0, 12);
};

const probe: Probe = facts => {
	const crashes = brokenOf(facts);
	const open = crashes.filter(({guard}) => guard === 'none' || guard === 'failed').toSorted((one, other) => rank(one) - rank(other));
	const [worst] = open;
	if (worst !== undefined)
		return gap(
			`${worst.what} is answered with a server error: ${worst.guard === 'failed' ? 'it is caught, and taken for a failure of the server' : 'nothing catches it'}${open.length === 1 ? '' : `, in ${open.length} places`}`,
			distinct(open.map(placeOf)),
			open.every(({what}) => pageNumber.test(what)) ? {severity: 'low'} : {},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const surface = surfaceOf(facts);
	const kept = crashes.filter(({guard}) => guard === 'try');
	const followed = new Set(kept.flatMap(({points}) => points));
	const sent = facts.entryPoints.points.filter(point => takesBody(point) && !point.guards.some(isTrusted) && readsBody(point, facts));
	const held = sent.filter(point => !followed.has(point) && isHeld(point, facts));
	const lost = sent.length - held.length - sent.filter(point => followed.has(point)).length;
	const isAll = crashes.every(({guard}) => guard === 'try' || guard === 'checked') && lost * 20 <= sent.length;
	const bodies = facts.entryPoints.points.filter(point => takesBody(point) && readsBody(point, facts));
	const seen = bodies.filter(point => followed.has(point) || isHeld(point, facts)).length;
	if (sent.length > 0 && isAll && seen * 2 < bodies.length)
		return unknown(
			`${seen} of ${bodies.length} ways in that are sent something were followed: there, what is malformed is caught or held against a schema first`,
			distinct([
				...held.flatMap(schemaOf),
				...kept.map(placeOf),
				...bodies.filter(point => !isHeld(point, facts)).map(({path, line, text}) => ({path, line, text})),
			]),
		);
	if (sent.length > 0 && isAll && !unclearHandlers(facts))
		return pass(
			held.length === 0
				? `what may fail on a malformed request is caught in ${kept.length === 1 ? 'the one place' : `all ${kept.length} places`} that read it`
				: `what is sent to ${held.length === 1 ? 'the one way in' : `${held.length} ways in`} is held against a schema first${kept.length === 0 ? '' : `, and ${kept.length === 1 ? 'one place catches' : `${kept.length} places catch`} what else may fail`}${lost === 0 ? '' : `; ${lost} of ${sent.length} could not be followed`}`,
			distinct([...held.flatMap(schemaOf), ...kept.map(placeOf)]),
		);
	if (kept.length > 0)
		return unknown(
			`${kept.length === 1 ? 'one place catches' : `${kept.length} places catch`} what may fail on a malformed request, and what the other ways in do with one was not followed`,
			distinct([...kept.map(placeOf), ...surface]),
		);
	if (crashes.length > 0)
		return unknown(
			'what may fail on a malformed request stands inside another function that could not be followed',
			distinct(crashes.map(placeOf)),
		);
	if (surface.length === 0) return notApplicable('no request brings anything that could be malformed');
	return unknown('no read that fails on a malformed request was found, and what a wrong value does further on was not followed', surface);
};

/** Which page of a list is asked for: only whoever makes it up sees the error. */
const pageNumber =
	/^a negative |^(?:[\w.]*[.])?(?:page|page_?(?:no|num|number|size)|per_?page|limit|offset|skip|take)(?:[^\w\n][^\n]{0,40})? of another form than a number$/iu;

const takesBody = ({kind, method}: EntryPoint): boolean =>
	(kind === 'http' && !/^(?:GET|OPTIONS|HEAD|DELETE)$/u.test(method)) || kind === 'function' || kind === 'rpc' || kind === 'action';

/** The schema that stands in front, or the entry point whose types or body hold one. */
const schemaOf = ({guards, path, line, text}: EntryPoint): readonly Place[] => {
	const all = guards.filter(({kind}) => kind === 'validation');
	return all.length > 0 ? all : [{path, line, text}];
};

/** What strangers reach comes before what only the makers do, a record before a page number, and what nothing catches before what is caught and answered as a failure. */
const rank = ({guard, what, points}: Crash): number =>
	(points.every(({route}) => ofMakers.test(route)) ? 4 : 0) + (pageNumber.test(what) ? 2 : 0) + (guard === 'none' ? 0 : 1);

const ofMakers = /(?:^|[/-])(?:admin|backoffice|back-office|internal|staff|manage)(?:[/-]|$)/iu;

const placeOf = ({path, line, text}: Crash): Place => ({path, line, text});

export default probe;
