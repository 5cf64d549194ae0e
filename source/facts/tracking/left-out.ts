import type {Place} from '../../safe-text.ts';
import {shippedSteps} from '../deploy/image.ts';
import {shippedImages, shippedStage} from '../deploy/shipped.ts';
import {runsOf, startsOf} from '../deploy/start.ts';
import type {Facts} from '../facts.ts';

/** The start of the product, and everything that stands beside it and may load a file. */
type Started = {readonly place: Place | undefined; readonly said: ReadonlySet<string>};

const runsScript = /(?:^|[\s/])(?:node|bun|deno|tsx|ts-node|pm2|pm2-runtime)\s/u;
const loading = /\s(?:--require|-r|--import|--loader|--preload)[ =](?<file>[^\s'"]{1,200})/gu;
const word = /[^\s'"`,=:;]{1,200}/gu;
const known = new WeakMap<Facts['program'], Started>();

/** The start that the product is shipped with, when a file runs only if a script of a manifest loads it first, and that start does not: nothing that runs imports it, and the start does not name it. */
export function startWithout(path: string, facts: Facts): Place | undefined {
	if (!/\.[cm]?[jt]s$/u.test(path) || facts.program.scopes.modules.importersOf(path).some(one => facts.reached.has(one))) return undefined;
	const name = nameOf(path);
	const loads = ({where, command}: Facts['commands'][number]): boolean =>
		where === 'script' && [...command.matchAll(loading)].some(({groups}) => nameOf(groups?.file ?? '') === name);
	if (!facts.commands.some(loads)) return undefined;
	const {place, said} = startedOf(facts);
	return place === undefined || said.has(name) ? undefined : place;
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
	const made = {place, said: new Set(beside.flatMap(line => (line.match(word) ?? []).map(nameOf)))};
	known.set(facts.program, made);
	return made;
}

/** A file's name without its folder and its ending, so that it is the same before and after it is built. */
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]s$/u, '');
