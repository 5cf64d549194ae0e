import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {PlainFacts} from '../../facts/facts.ts';
import type {CodeNow, Given, View} from '../view.ts';
import {pythonStripe} from './web/python-stripe.ts';
import {serversOf} from './web/servers.ts';
import {type Source, sourcesOf} from './web/sources.ts';
import {nextStripe, type Stripe, serverStripe} from './web/stripe.ts';

const checks = ['sec-webhook-unverified', 'int-webhook-not-idempotent'] as const;
const snakes: ReadonlySet<string> = new Set(['fastapi', 'flask', 'django']);
const inFront: ReadonlySet<string> = new Set(['express', 'hono', 'fastify', 'nest']);
const plainRoute = /^\/[\w./-]+$/u;

const byHand = (where: string): string =>
	`In front of everything in ${where}: read the body as it came, give it with the header stripe-signature and the secret to stripe.webhooks.constructEvent, and answer 400 when that throws; then insert event.id into a table in which it can stand once, in the transaction of the effect, and answer 200 when it is there already.`;

/** A check of the signature and of what came before, in front of the code that handles messages of Stripe. */
export function webhookHandlerView(facts: PlainFacts, _given: Given, code: CodeNow): View {
	const sources = sourcesOf(facts, code);
	const all = facts.entryPoints.points.filter(({kind}) => kind === 'webhook');
	const ofStripe = all.filter(point => isStripes(point, sources));
	const others = all.filter(point => !ofStripe.includes(point) && !point.guards.some(({kind}) => kind === 'signature'));
	const made = madeFor(ofStripe, {facts, code, sources});
	const beside =
		others.length > 0 && made.owes === undefined
			? checks.map(check => ({
					check,
					owes: `${others.map(({route}) => route).join(', ')}: other services call these, check their signatures too`,
				}))
			: [];
	const unsaid = made.owes === undefined ? [] : checks.map(check => ({check, owes: made.owes ?? ''}));
	const once = made.data.once === false ? [{check: checks[1], owes: onceByHand}] : [];
	return {
		data: {file: '', ending: '', python: '', once: false, ...made.data},
		after: made.after,
		owes: [...unsaid, ...beside, ...once],
		scripts: {},
		edits: made.edits ?? [],
	};
}

const onceByHand = 'keep the id of each message in a table in which it can stand once, in the transaction of its effect';

function isStripes({route, path, handler}: EntryPoint, sources: readonly Source[]): boolean {
	if (/stripe/iu.test(`${route} ${path} ${handler?.path ?? ''} ${handler?.name ?? ''}`)) return true;
	return sources.some(one => (one.path === path || one.path === handler?.path) && one.code.imports.some(({from}) => from === 'stripe'));
}

function madeFor(
	points: readonly EntryPoint[],
	ground: {readonly facts: PlainFacts; readonly code: CodeNow; readonly sources: readonly Source[]},
): Stripe {
	const none = (owes: string): Stripe => ({data: {kind: 'none'}, after: [owes], owes});
	const [point] = points;
	if (point === undefined) return none('No address was found that Stripe calls; shipworthy knows only its messages so far.');
	if (points.length > 1)
		return none(`Several addresses take messages of Stripe (${points.map(({route}) => route).join(', ')}): ${byHand('each of them')}`);
	if (snakes.has(point.framework)) return pythonStripe(ground, point) ?? none(byHand(point.handler?.path ?? point.path));
	if (point.framework === 'next.app') return nextStripe(ground, point) ?? none(byHand(point.path));
	const servers = serversOf(ground.sources, ground.facts.reached);
	const [server] = servers;
	const fits = servers.length === 1 && server !== undefined && server.framework === point.framework && plainRoute.test(point.route);
	const known = server !== undefined && inFront.has(server.framework);
	return fits && known ? (serverStripe(ground, point, server) ?? none(byHand(point.path))) : none(byHand(point.path));
}
