import type {Found} from '../probes/found.ts';
import {appliesTo} from '../probes/when.ts';
import {safeText} from '../safe-text.ts';
import {isWritten, type Plan} from '../scaffold/plan.ts';
import type {Template} from '../scaffold/template.ts';
import {allTemplates} from '../scaffold/templates.ts';
import {givenProblem} from '../scaffold/view-of.ts';
import {argumentsOf, closest} from './arguments.ts';
import {wrongFormat} from './checks.ts';
import {planData, planText} from './plan-text.ts';
import {type Site, siteAt, writeAt} from './scaffold.ts';
import {exitCodes, type World} from './world.ts';

/** Writes the files of a template, or lists the templates that fit: `shipworthy write runbooks --say owner=Ada --dry-run`. */
export async function write(words: readonly string[], world: World): Promise<number> {
	const given = argumentsOf(
		words,
		{
			'dry-run': {type: 'boolean', default: false},
			say: {type: 'string', multiple: true, default: []},
			without: {type: 'string', multiple: true, default: []},
			format: {type: 'string', default: 'text'},
		},
		'write',
	);
	if (!given.ok) return wrong(world, given.problem);
	const {'dry-run': isDry, say, without, format} = given.values;
	const problem = wrongFormat(format);
	if (problem !== undefined) return wrong(world, problem);
	const [first, second, another] = given.words;
	if (another !== undefined) return wrong(world, `One template and one folder at a time: "${another}" is one too many.`);
	const template = allTemplates().find(({id, practice}) => id === first && !practice);
	if (first !== undefined && template === undefined && second === undefined && !looksLikeFolder(first))
		return wrong(world, unknownTemplate(first));
	const site = await siteAt((template === undefined ? first : second) ?? '.', world);
	if ('problem' in site) return wrong(world, site.problem);
	if (template === undefined) return list(site, format, world);
	const fits = appliesTo(template.when, site.seen.facts);
	if (fits.applies === false) return wrong(world, `${template.id} does not fit here: ${fits.because}. Those that fit: shipworthy write`);
	const said = sayings(say, template);
	if ('problem' in said) return wrong(world, said.problem);
	const plan = await site.planner.plan(template, site.seen, site.manifest, said.answers);
	if (plan === undefined) return wrong(world, unknownTemplate(template.id));
	const stray = without.find(path => !plan.files.some(file => file.path === path));
	if (stray !== undefined)
		return wrong(world, `${stray} is not a file of this plan. Its files: ${plan.files.map(({path}) => path).join(', ')}`);
	if (isDry) {
		world.write(format === 'json' ? `${JSON.stringify(planData(plan), null, '\t')}\n` : planText(plan, true));
		return exitCodes.done;
	}
	return written(site, plan, without, format, world);
}

const looksLikeFolder = (word: string): boolean => /[./\\]/u.test(word);

function unknownTemplate(word: string): string {
	const near = closest(
		word,
		allTemplates().map(({id}) => id),
	);
	return `There is no template "${word}".${near === undefined ? '' : ` Did you mean ${near}?`} Those that fit: shipworthy write`;
}

/** What was said with `--say need=words`. */
function sayings(
	say: readonly string[],
	{id, needs}: Template,
): {readonly answers: Readonly<Record<string, string>>} | {readonly problem: string} {
	const known = needs.map(need => need.id);
	const pairs = say.map(one => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)] as const);
	const stray = say.find((one, index) => !one.includes('=') || !known.includes(pairs[index]?.[0] ?? ''));
	if (stray !== undefined)
		return {
			problem:
				known.length === 0
					? `${id} asks nothing, so that --say ${stray} says nothing to it.`
					: `--say takes one of ${known.map(need => `${need}=…`).join(', ')} for ${id}, not "${stray}".`,
		};
	const answers = Object.fromEntries(pairs);
	const problem = givenProblem({name: '', answers});
	return problem === undefined ? {answers} : {problem};
}

async function list({seen, manifest, planner}: Site, format: string, world: World): Promise<number> {
	const all = (await planner.plans(seen, manifest))
		.map(({template, plan}) => ({template, plan, changes: plan.files.filter(isWritten).length}))
		.filter(({changes}) => changes > 0);
	// What closes something by itself comes first.
	const rows = [...all.filter(({plan}) => plan.closes.length > 0), ...all.filter(({plan}) => plan.closes.length === 0)];
	if (format === 'json') {
		const data = rows.map(({template: {id, title, needs}, plan, changes}) => ({
			id,
			title,
			changes,
			needs,
			closes: plan.closes,
			prepares: plan.prepares.map(({check}) => check),
		}));
		world.write(`${JSON.stringify(data, null, '\t')}\n`);
		return exitCodes.done;
	}
	if (rows.length === 0) {
		world.write('Nothing here fits a template, or all of them are written already.\n');
		return exitCodes.done;
	}
	const lines = rows.flatMap(({template: {id, title, needs}, plan, changes}) => [
		`${id}: ${title}`,
		`  ${changes === 1 ? '1 file' : `${changes} files`}${plan.closes.length === 0 ? '' : `, closes ${plan.closes.join(', ')}`}`,
		...needs.map(
			({id: need, ask, choices}) => `  --say ${need}="…"   ${ask}${choices === undefined ? '' : ` One of ${choices.join(', ')}.`}`,
		),
	]);
	world.write(`These fit here:\n\n${lines.join('\n')}\n\nLook first: shipworthy write <template> --dry-run\n`);
	return exitCodes.done;
}

/** Writes, looks again, and says what is closed now. */
async function written(site: Site, plan: Plan, leftOut: readonly string[], format: string, world: World): Promise<number> {
	const outcome = writeAt(site.seen.root, site.store, plan, leftOut);
	if ('problem' in outcome) return wrong(world, outcome.problem);
	const about = new Set(plan.closes);
	const again = outcome.files.length === 0 ? undefined : await siteAt(site.seen.root, world, ({id}) => about.has(id));
	if (again !== undefined && 'problem' in again) return wrong(world, again.problem);
	const found = again?.seen.findings ?? [];
	const isClosed = ({finding}: Found): boolean => finding.outcome === 'pass' || finding.outcome === 'not-applicable';
	const closed = plan.closes.filter(
		check => found.some(one => one.check === check) && found.every(one => one.check !== check || isClosed(one)),
	);
	const open = found.filter(one => about.has(one.check) && !isClosed(one));
	if (format === 'json') {
		world.write(`${JSON.stringify({...planData(plan), written: outcome.files, closed}, null, '\t')}\n`);
		return exitCodes.done;
	}
	const lines = [
		...(outcome.files.length === 0 && plan.files.length > 0
			? ['Nothing was written: every file is there already, left out, or yours.']
			: []),
		...closed.map(check => `Looked again: ${check} is closed.`),
		...open.map(({check, finding}) => {
			const said = finding.outcome === 'gap' ? 'is still open' : 'cannot be told by looking';
			return `Looked again: ${check} ${said}, because ${finding.because}.`;
		}),
		...(outcome.files.length === 0 ? [] : ['Take it back with: shipworthy undo']),
	];
	world.write(`${planText(plan, false)}\n${lines.map(row => safeText(row, 500)).join('\n')}\n`);
	return exitCodes.done;
}

function wrong(world: World, problem: string): number {
	world.tell(`${safeText(problem, 800)}\n`);
	return exitCodes.usedWrongly;
}
