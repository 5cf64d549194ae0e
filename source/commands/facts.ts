import {resolve} from 'node:path';
import {mapOf} from '../facts/map/map-of.ts';
import {mapJson} from '../reports/map-json.ts';
import {mapText} from '../reports/map-text.ts';
import {safeText} from '../safe-text.ts';
import {look} from '../scan/look.ts';
import {argumentsOf} from './arguments.ts';
import {wrongFormat} from './checks.ts';
import {lookingAs} from './looking.ts';
import {troublesOf} from './troubles.ts';
import {exitCodes, type World} from './world.ts';

/** Looks once and prints what is known of the repository: no checks, no judgement. The same repository gives the same bytes. */
export async function facts(words: readonly string[], world: World): Promise<number> {
	const given = argumentsOf(
		words,
		{
			format: {type: 'string', default: 'text'},
			all: {type: 'boolean', default: false},
			ascii: {type: 'boolean', default: false},
			'no-cache': {type: 'boolean', default: false},
		},
		'facts',
	);
	const problem = !given.ok
		? given.problem
		: given.words.length > 1
			? `One folder at a time: "${safeText(given.words[1] ?? '')}" is one too many.`
			: wrongFormat(given.values.format);
	if (!given.ok || problem !== undefined) {
		world.tell(`${problem}\n`);
		return exitCodes.usedWrongly;
	}
	const looked = await look(resolve(world.cwd, given.words[0] ?? '.'), {...lookingAs(world, !given.values['no-cache']), only: () => false});
	if (!looked.ok) {
		world.tell(`${safeText(looked.problem)}\n`);
		return exitCodes.usedWrongly;
	}
	const {name, head, facts: known, incomplete} = looked.seen;
	const {format, all, ascii} = given.values;
	world.write(
		format === 'json'
			? mapJson({name, ...(head === undefined ? {} : {head}), version: SHIPWORTHY_VERSION, facts: known})
			: mapText(name, mapOf(known), {all, ascii}),
	);
	for (const {path, line, problem} of troublesOf(known.said)) world.tell(`${path}:${line} did not count: ${problem}\n`);
	if (!incomplete) return exitCodes.done;
	world.tell('Incomplete: the walk was cut short, so that what was not found may still be there.\n');
	return exitCodes.incomplete;
}
