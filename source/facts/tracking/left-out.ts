import type {Place} from '../../safe-text.ts';
import {shippedSteps} from '../deploy/image.ts';
import {shippedImages, shippedStage} from '../deploy/shipped.ts';
import {runsOf, startsOf} from '../deploy/start.ts';
import type {Facts} from '../facts.ts';

/** The start of the product, and everything that stands beside it and may load a file. */
type Started = {readonly place: Place | undefined; readonly said: string};

const runsScript = /(?:^|[\s/])(?:node|bun|deno|tsx|ts-node|pm2|pm2-runtime)\s/u;
const known = new WeakMap<Facts['program'], Started>();

/** The start that the product is shipped with, when a file runs only if a script of a manifest loads it first, and that start does not: nothing imports it, and the start does not name it. */
export function startWithout(path: string, facts: Facts): Place | undefined {
	if (!/\.[cm]?[jt]s$/u.test(path) || facts.program.scopes.modules.importersOf(path).length > 0) return undefined;
	const named = `/${stemOf(path)}`;
	if (!facts.commands.some(({where, command}) => where === 'script' && command.includes(named))) return undefined;
	const {place, said} = startedOf(facts);
	return place === undefined || said.includes(named) ? undefined : place;
}

function startedOf(facts: Facts): Started {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const starts = startsOf(facts).map(start => ({start, runs: runsOf(start, facts.commands)}));
	const [first] = starts.filter(({runs}) => runs.some(({command}) => runsScript.test(command)));
	const beside = [
		...starts.flatMap(({runs}) => runs.map(({command}) => command)),
		...shippedImages(facts).flatMap(image => shippedSteps(image, shippedStage(image)).map(({rest}) => rest)),
		...facts.deploy.services.flatMap(({environment, command}) => [...environment.map(({value}) => value), command?.words ?? '']),
		...facts.commands.flatMap(({where, command}) => (where === 'platform' || where === 'compose' || where === 'shell' ? [command] : [])),
	];
	const place = first === undefined ? undefined : {path: first.start.path, line: first.start.line, text: first.start.text};
	const made = {place, said: beside.join('\n')};
	known.set(facts.program, made);
	return made;
}

const stemOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]s$/u, '');
