import {type Facts, factsNamed, holds} from '../../facts/facts.ts';
import {labelOf} from '../../facts/labels.ts';
import type {Outbound} from '../../facts/outbound/outbound.ts';
import {outboundOf} from '../../facts/outbound/outbound-of.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const outside = ['llm', 'pay.any', 'surface.email', 'surface.sms'] as const;
const waited: ReadonlySet<EntryKind> = new Set<EntryKind>(['webhook']);
type EntryKind = Facts['entryPoints']['points'][number]['kind'];
const costly =
	/openai|anthropic|groq|gemini|generative|genai|vertexai|langchain|^ai$|stripe|paypal|razorpay|oauth|token|login|siteverify|chat\/completions/iu;

/** A call that people pay for with their time at the moment when it matters most. */
const isCostly = ({client, address, path, call}: Outbound, {program}: Facts): boolean =>
	costly.test(client) || costly.test(address ?? '') || program.pointsOf(path, call.in).some(({kind}) => waited.has(kind));

/** The platform ends each route that the call runs for after the time that the route names. */
const isCutOff = ({path, call}: Outbound, {program}: Facts): boolean => {
	const all = program.pointsOf(path, call.in);
	const routes = all.filter(({kind}) => kind !== 'action');
	const points = routes.length > 0 ? routes : all;
	return points.length > 0 && points.every(point => (program.scopes.at(point.path)?.variablesOf('maxDuration') ?? []).length > 0);
};

const probe: Probe = facts => {
	const all = outboundOf(facts).filter(one => !one.isOwn && one.deadline !== 'as its client');
	const open = all.filter(({deadline}) => deadline === 'none');
	if (open.length > 0) {
		const weight = (one: Outbound): number =>
			(facts.program.pointsOf(one.path, one.call.in).length > 0 ? 0 : 2) + (isCostly(one, facts) ? 0 : 1);
		const worst = open.toSorted((one, other) => weight(one) - weight(other));
		const uncut = worst.filter(one => !isCutOff(one, facts));
		const [next = worst[0]] = uncut;
		const isEnded = holds(facts, 'runtime.serverless') && !holds(facts, 'runtime.longlived');
		// A platform of functions ends each of them after some minutes by itself.
		const isHigh = holds(facts, 'runtime.longlived') || (!isEnded && next !== undefined && isCostly(next, facts));
		return gap(
			open.length === all.length
				? open.length === 1
					? 'the only call to another service waits as long as that service likes'
					: `none of ${all.length} calls to other services says when to give up`
				: `${open.length} of ${all.length} calls to other services ${open.length === 1 ? 'does' : 'do'} not say when to give up`,
			distinct(worst),
			{occurrences: open.length, severity: isHigh && uncut.length > 0 ? 'high' : isHigh || uncut.length > 0 ? 'medium' : 'low'},
		);
	}
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unsure = all.filter(({deadline}) => deadline === 'unknown');
	if (unsure.length > 0)
		return unknown(
			`when ${listed([...new Set(unsure.map(({client}) => client))].slice(0, 4), 'and')} gives up could not be told`,
			distinct(unsure),
			{occurrences: unsure.length},
		);
	// Vendors' clients that are not known here may be there as well: the sentence names those that were read.
	const clients = [...new Set(all.map(({client}) => client))].slice(0, 4);
	if (all.length > 0)
		return pass(
			all.every(({deadline}) => deadline === 'default')
				? `${listed(clients, 'and')} ${clients.length === 1 ? 'gives' : 'give'} up by ${clients.length === 1 ? 'its own default' : 'their own defaults'}`
				: `${all.length === 1 ? 'the one call' : `each of ${all.length} calls`} to other services through ${listed(clients, 'and')} gives up after a while`,
			distinct([...all.filter(({deadline}) => deadline === 'set'), ...all.filter(({deadline}) => deadline !== 'set')]),
			{occurrences: all.length},
		);
	const used = outside.flatMap(id => {
		const [fact] = factsNamed(facts, id);
		return fact === undefined ? [] : [{name: labelOf(id), places: fact.evidence.slice(0, 2)}];
	});
	if (used.length > 0 && holds(facts, 'app.server'))
		return unknown(
			`${used.map(({name}) => name).join(' and ')} was found, and not how long its calls may take`,
			used.flatMap(({places}) => places),
		);
	return notApplicable('no call to another service was found in code that runs on a server');
};

export default probe;
