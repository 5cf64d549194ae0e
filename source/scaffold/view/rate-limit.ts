import type {PlainFacts} from '../../facts/facts.ts';
import type {CodeNow, Given, SeenAt, View} from '../view.ts';
import {frontFrameworks} from './limiting/changes.ts';
import {frontPart} from './limiting/front-part.ts';
import type {Ground, Part} from './limiting/part.ts';
import {serverFrameworks, serverPart} from './limiting/server-part.ts';
import {type Tried, triedIn} from './limiting/tried.ts';
import {sourcesOf} from './web/sources.ts';

const check = 'sec-no-rate-limit';
const noStore = {kind: 'memory', asks: '', name: '', local: '', module: '', renamed: false};
const noData = {kind: 'none', file: '', ending: '', python: '', sql: '', migration: '', answers: false, store: noStore};
const nothing = 'No address was found whose tries should be counted.';

/** What stands in front of sign-in and of what costs money, and counts who comes how often. */
export function rateLimitView(facts: PlainFacts, _given: Given, code: CodeNow, seenAt: SeenAt): View {
	const ground = {facts, code, sources: sourcesOf(facts, code)};
	const tried = triedIn(facts.entryPoints.points, seenAt(check));
	const of = (...frameworks: readonly string[]): readonly Tried[] => tried.filter(({point}) => frameworks.includes(point.framework));
	const scripts = [of(...serverFrameworks), of('next.app'), of('nest')].filter(one => one.length > 0);
	const snakes = [of('fastapi'), of('flask'), of('django')].filter(one => one.length > 0);
	const parts = [scripts[0], snakes[0]].flatMap(one => (one === undefined ? [] : [partFor(ground, one)]));
	const known = new Set(parts.flatMap(({left}) => left));
	const left = [
		...known,
		...[...scripts.slice(1), ...snakes.slice(1)].flat(),
		...tried.filter(({point}) => !serverFrameworks.has(point.framework) && !frontFrameworks.has(point.framework)),
	].filter(({counted}) => !counted);
	const routes = [...new Set(left.map(({point}) => `${point.route} (${point.path}:${point.line})`))];
	const whole = parts.flatMap(({owes}) => (owes === undefined ? [] : [{check, owes}]));
	return {
		data: {...noData, ...parts[0]?.data, ...parts[1]?.data},
		after: [...new Set([...(parts.length === 0 ? [nothing] : []), ...parts.flatMap(({after}) => after)])],
		owes: [
			...(tried.length === 0 ? [{check, owes: nothing}] : []),
			...whole,
			...(routes.length > 0 && whole.length === 0
				? [{check, owes: `count the tries of ${routes.slice(0, 4).join(', ')} too, and answer 429`}]
				: []),
		],
		scripts: {},
		edits: parts.flatMap(({edits}) => edits),
	};
}

const partFor = (ground: Ground, tried: readonly Tried[]): Part =>
	tried.some(({point}) => serverFrameworks.has(point.framework)) ? serverPart(ground, tried) : frontPart(ground, tried);
