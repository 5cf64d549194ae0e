import {safeText} from '../safe-text.ts';
import {isWritten, type Plan, type PlannedFile} from '../scaffold/plan.ts';
import {templateById} from '../scaffold/templates.ts';
import {argumentsOf} from './arguments.ts';
import {planText} from './plan-text.ts';
import {type Site, siteAt, writeAt} from './scaffold.ts';
import {exitCodes, type World} from './world.ts';

/** Brings what was generated up to the templates of this version: your edits and the news are merged, or named where they touch. */
export async function update(words: readonly string[], world: World): Promise<number> {
	const given = argumentsOf(words, {'dry-run': {type: 'boolean', default: false}}, 'update');
	if (!given.ok) return wrong(world, given.problem);
	const [folder = '.', another] = given.words;
	if (another !== undefined) return wrong(world, `One folder at a time: "${another}" is one too many.`);
	const site = await siteAt(folder, world);
	if ('problem' in site) return wrong(world, site.problem);
	const plans = await plansOf(site);
	if (plans.length === 0) return said(world, ['Nothing was generated here yet. What fits: shipworthy write']);
	const isNews = ({path, action}: PlannedFile): boolean =>
		(isWritten({action}) || action === 'conflict') && Object.hasOwn(site.manifest.files, path);
	const open = plans.filter(({files}) => files.some(isNews));
	const besides = plans.flatMap(({template, files}) => (files.some(file => isWritten(file) && !isNews(file)) ? [template] : []));
	// What was left out or taken out again by a person is not brought back by an update.
	const more = besides.map(id => `${id} could write more than it did here: shipworthy write ${id} --dry-run`);
	if (open.length === 0) return said(world, ['Everything that was generated says what it would say today.', ...more]);
	for (const plan of open) {
		const news = {...plan, files: plan.files.filter(isNews), closes: []};
		world.write(`${planText(news, given.values['dry-run'])}\n`);
		if (given.values['dry-run']) continue;
		const outcome = writeAt(site.seen.root, site.store, news);
		if ('problem' in outcome) return wrong(world, outcome.problem);
	}
	return given.values['dry-run'] ? exitCodes.done : said(world, [...more, 'Take the last one back with: shipworthy undo']);
}

/** The plans of the templates that were written here before. */
async function plansOf({seen, manifest, planner}: Site): Promise<readonly Plan[]> {
	const ids = [...new Set(Object.values(manifest.files).map(({template}) => template))].sort();
	const plans = await Promise.all(
		ids.map(id => {
			const template = templateById(id);
			return template && planner.plan(template, seen, manifest);
		}),
	);
	return plans.filter(plan => plan !== undefined);
}

function said(world: World, lines: readonly string[]): number {
	world.write(`${lines.map(line => safeText(line, 500)).join('\n')}\n`);
	return exitCodes.done;
}

function wrong(world: World, problem: string): number {
	world.tell(`${safeText(problem, 800)}\n`);
	return exitCodes.usedWrongly;
}
