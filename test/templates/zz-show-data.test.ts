import {readFileSync} from 'node:fs';
import {it} from 'vitest';
import {planFor} from './repositories.ts';
it('shows', () => {
	const [id, files, answers] = JSON.parse(readFileSync('/tmp/show.json', 'utf8'));
	const plan = planFor(id, files, answers ?? {});
	for (const f of plan.files) console.log(`##### ${f.path} ${f.action}\n${f.text}`);
	console.log(JSON.stringify({closes: plan.closes, prepares: plan.prepares, after: plan.after, validated: plan.validated}, null, 1));
});
