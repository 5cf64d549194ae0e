import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, expect, it, vi} from 'vitest';
import {checklists} from '../../source/checklists/checklists.ts';
import {ask} from '../../source/probes/ask.ts';
import {contents} from '../scaffold/grounds.ts';
import {groundFor} from './applied.ts';
import {factsIn, planFor} from './repositories.ts';
import {webApps} from './web-apps.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 180_000, hookTimeout: 60_000});

const templates = ['health-endpoint', 'graceful-shutdown', 'security-headers', 'rate-limit', 'metrics-dashboard', 'tracing'] as const;
const severities = ['low', 'medium', 'high', 'blocker'];

/** The gaps of a repository, by check, each as how much it weighs. */
async function gapsIn(files: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, number>> {
	const lists = checklists();
	const found = await ask(lists, factsIn(files));
	const items = new Map(lists.flatMap(({items: own}) => own.map(item => [item.id, item])));
	return new Map(
		found
			.filter(({finding}) => finding.outcome === 'gap')
			.map(({check, finding}) => [check, severities.indexOf(finding.severity ?? items.get(check)?.severity ?? 'high')]),
	);
}

describe('one template after the other', () => {
	it.each(Object.entries(webApps))('%s: nothing else gets worse, and each still finds its own work', async (_, files) => {
		const before = await gapsIn(files);
		let now: Readonly<Record<string, string>> = files;
		const closed: string[] = [];
		for (const id of templates) {
			const plan = planFor(id, now);
			if (plan.closes.length === 0) continue;
			closed.push(...plan.closes);
			const ground = groundFor(id, now);
			ground.write();
			now = contents(ground.root);
		}
		expect(closed).toEqual(expect.arrayContaining(['obs-no-health-endpoint', 'sec-no-security-headers']));
		const after = await gapsIn(now);
		const worse = [...after].filter(([check, weight]) => weight > (before.get(check) ?? -1)).map(([check]) => check);
		expect(worse).toEqual([]);
		expect(closed.filter(check => after.has(check))).toEqual([]);
	});
});

describe('hostile names', () => {
	it.each(['src/$(id)/server.js', "src/it's/server.js", 'src/`id`/server.js'])(
		'in %s print nothing that is run, or nothing at all',
		path => {
			const app = webApps['Express in one file of CommonJS'];
			const files = {'package.json': app['package.json'], [path]: app['server.js']};
			for (const id of templates) {
				const ground = groundFor(id, {});
				for (const [at, text] of Object.entries(files)) {
					mkdirSync(dirname(join(ground.root, at)), {recursive: true});
					writeFileSync(join(ground.root, at), text);
				}
				const plan = ground.plan();
				for (const file of plan.files.filter(({action}) => action === 'create')) {
					expect(file.text).not.toContain('$(id)');
					expect(file.text).not.toContain('`id`');
				}
				if (plan.validated.every(({problem}) => problem === undefined)) continue;
				expect(plan.files).toEqual([]);
			}
		},
	);
});
