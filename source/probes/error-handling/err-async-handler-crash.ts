import {asyncHandlersOf} from '../../facts/caught/async-handlers.ts';
import {madeBefore} from '../../facts/caught/made-before.ts';
import {factsNamed} from '../../facts/facts.ts';
import {importsFrom} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const patches: ReadonlySet<string> = new Set([
	'express-async-errors',
	'express-promise-router',
	'express-async-router',
	'@awaitjs/express',
]);

/** Routes that people who run it look at: those that customers use come first. */
const watching = /health|heartbeat|debug|probe|metrics/iu;

const probe: Probe = facts => {
	const versions = factsNamed(facts, 'fw.express');
	const old = new Set(versions.filter(({value}) => typeof value === 'number' && value < 5).map(one => one.package));
	const patched = importsFrom(facts, patches);
	if (versions.length > 0 && versions.every(({value}) => typeof value === 'number' && value >= 5))
		return notApplicable(
			'Express 5 hands what fails in a route to the error handler',
			versions.flatMap(({evidence}) => evidence.slice(0, 1)),
		);
	const all = facts.entryPoints.points.filter(({framework}) => framework === 'express');
	const before = patched.length === 0 ? [] : madeBefore(patched, all, facts);
	const [patch] = patched;
	if (patch !== undefined && before.length === 0)
		return pass(`${patch.dependency} hands what fails in a route to the error handler`, patched);
	const points = patch === undefined ? all : before;
	const handlers = asyncHandlersOf(old.size === 0 ? points : points.filter(point => old.has(point.package)), facts);
	const open = handlers
		.filter(({is}) => is === 'open')
		.toSorted((one, other) => Number(watching.test(`${one.path} ${one.text}`)) - Number(watching.test(`${other.path} ${other.text}`)));
	if (open.length > 0) {
		if (old.size === 0)
			return unknown(
				'which major version of Express runs cannot be told, and with 4 what fails here after waiting reaches nobody',
				distinct(open),
			);
		if (patch !== undefined)
			return gap(
				`${patch.dependency} is loaded after the files that make ${before.length} of ${all.length} routes, and does not reach those: what fails there after waiting is not caught`,
				distinct([patch, ...open]),
				{occurrences: open.length},
			);
		return gap(
			`${handlers.length === 1 ? 'the only route that waits' : `${open.length} of ${handlers.length} routes that wait`} for something ${open.length === 1 ? 'does' : 'do'} not catch what fails, and Express 4 does not either`,
			distinct(open),
			{occurrences: open.length},
		);
	}
	if (patch !== undefined)
		return unknown(`${patch.dependency} is loaded after the files that make ${before.length} of ${all.length} routes`, [
			patch,
			...distinct(before),
		]);
	if (points.length === 0) {
		const [unread] = facts.entryPoints.unread.filter(({framework}) => framework === 'express');
		return unread === undefined
			? notApplicable('no routes of Express were found')
			: unknown(`routes of Express were not followed: ${unread.because}`, unread.places);
	}
	return handlers.length > 0
		? pass(
				`${handlers.length === 1 ? 'the only route that waits' : `each of ${handlers.length} routes that wait`} for something catches what fails`,
				distinct(handlers),
				{
					occurrences: handlers.length,
				},
			)
		: pass('no route waits for something outside a function that catches what fails', distinct(points).slice(0, 3));
};

export default probe;
