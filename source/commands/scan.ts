import {resolve} from 'node:path';
import {assess} from '../assessment/assess.ts';
import type {Standing} from '../assessment/assessment.ts';
import {type Severity, severities} from '../checklists/checklist.ts';
import {checklists} from '../checklists/checklists.ts';
import {folderAt} from '../record/plain-file.ts';
import {read} from '../record/read.ts';
import type {Reported} from '../reports/report.ts';
import {safeText} from '../safe-text.ts';
import {look} from '../scan/look.ts';
import {argumentsOf, closest} from './arguments.ts';
import {lookingAs} from './looking.ts';
import {troublesOf} from './troubles.ts';
import {dayOf, exitCodes, type World} from './world.ts';

const formats = ['text', 'json', 'markdown'] as const;
type Format = (typeof formats)[number];
const isFormat = (word: string): word is Format => formats.some(one => one === word);
const isSeverity = (word: string): word is Severity => severities.some(one => one === word);

type Wanted = {
	readonly folder: string;
	readonly format: Format;
	readonly failOn: Severity | undefined;
	readonly only: readonly string[];
	readonly record: string | undefined;
	readonly ascii: boolean;
	readonly cache: boolean;
};

/** Looks once and prints a report. The same repository gives the same bytes. */
export async function scan(words: readonly string[], world: World): Promise<number> {
	const wanted = wantedBy(words);
	if ('problem' in wanted) {
		world.tell(`${wanted.problem}\n`);
		return exitCodes.usedWrongly;
	}
	const record = wanted.record === undefined ? undefined : resolve(world.cwd, wanted.record);
	if (record !== undefined && (await folderAt(record)) !== 'folder') {
		world.tell(
			`--record ${safeText(wanted.record ?? '')}: there is no such folder. It takes a checkout of the branch that a change goes to.\n`,
		);
		return exitCodes.usedWrongly;
	}
	const looked = await look(resolve(world.cwd, wanted.folder), {
		...lookingAs(world, wanted.cache),
		...(record === undefined ? {} : {record}),
		...(wanted.only.length === 0 ? {} : {only: ({id}: {readonly id: string}) => wanted.only.includes(id)}),
	});
	if (!looked.ok) {
		world.tell(`${safeText(looked.problem)}\n`);
		return exitCodes.usedWrongly;
	}
	const {seen} = looked;
	const decisions = await read(record ?? seen.root);
	const asked = checklists()
		.map(checklist => ({...checklist, items: checklist.items.filter(({id}) => wanted.only.length === 0 || wanted.only.includes(id))}))
		.filter(({items}) => items.length > 0);
	const assessment = assess({
		checklists: asked,
		findings: seen.findings,
		decisions,
		context: {},
		today: dayOf(world.today),
		packages: seen.packages,
	});
	const reported: Reported = {
		assessment,
		facts: seen.facts.stack,
		repository: {
			name: seen.name,
			...(seen.head === undefined ? {} : {head: seen.head}),
			packages: seen.packages.map(({path}) => path),
			skipped: seen.facts.notRead,
		},
		version: SHIPWORTHY_VERSION,
		broken: decisions.broken,
	};
	world.write(await printed(wanted, reported));
	for (const {path, line, problem} of decisions.broken) world.tell(`${path}:${line} cannot be read and did not count: ${problem}\n`);
	for (const {path, line, problem} of troublesOf(seen.facts.said)) world.tell(`${path}:${line} did not count: ${problem}\n`);
	const standings = assessment.categories.flatMap(category => category.standings);
	if (wanted.failOn !== undefined && standings.some(standing => failsOn(standing, wanted.failOn ?? 'low'))) return exitCodes.gateFailed;
	if (seen.incomplete) {
		world.tell('Incomplete: a probe broke or the walk was cut short, so some answers are missing.\n');
		return exitCodes.incomplete;
	}
	return exitCodes.done;
}

/** The report. Only what prints the format that is wanted is loaded: how wide characters are takes a tenth of a warm scan to load. */
async function printed({format, ascii, only}: Wanted, reported: Reported): Promise<string> {
	switch (format) {
		case 'json':
			return (await import('../reports/json.ts')).json(reported);
		case 'markdown':
			return (await import('../reports/markdown.ts')).markdown(reported);
		case 'text':
			return (await import('../reports/text.ts')).text(reported, {ascii, answersOnly: only.length > 0});
	}
}

const failsOn = ({outcome, severity}: Standing, worst: Severity): boolean =>
	outcome === 'gap' && severities.indexOf(severity) <= severities.indexOf(worst);

function wantedBy(words: readonly string[]): Wanted | {readonly problem: string} {
	const given = argumentsOf(
		words,
		{
			format: {type: 'string', default: 'text'},
			'fail-on': {type: 'string'},
			only: {type: 'string', multiple: true, default: []},
			record: {type: 'string'},
			ascii: {type: 'boolean', default: false},
			'no-cache': {type: 'boolean', default: false},
		},
		'scan',
	);
	if (!given.ok) return {problem: given.problem};
	const {format, 'fail-on': failOn, only, record, ascii, 'no-cache': afresh} = given.values;
	const [folder = '.', another] = given.words;
	if (another !== undefined) return {problem: `One folder at a time: "${safeText(another)}" is one too many.`};
	if (!isFormat(format)) return {problem: `There is no format "${safeText(format)}". Use text, json or markdown.`};
	if (failOn !== undefined && !isSeverity(failOn))
		return {problem: `--fail-on takes blocker, high, medium or low, not "${safeText(failOn)}".`};
	const known = checklists().flatMap(({items}) => items.map(({id}) => id));
	const stray = only.find(id => !known.includes(id));
	if (stray !== undefined) {
		const near = closest(stray, known);
		return {
			problem: `There is no check "${safeText(stray)}".${near === undefined ? '' : ` Did you mean ${near}?`} All of them: shipworthy checks`,
		};
	}
	return {folder, format, failOn, only, record, ascii, cache: !afresh};
}
