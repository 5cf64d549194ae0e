import {ciRisksIn, hardenable} from '../../facts/ci-risks.ts';
import type {PlainFacts} from '../../facts/facts.ts';
import {actions} from '../actions.ts';
import type {Given, View} from '../view.ts';
import {auditsOf} from './ci-security/audits.ts';
import {mendingOf} from './ci-security/mending.ts';

const own = '.github/workflows/security.yml';
/** A minute of the hour that is the same each time, so that not every repository is looked at in the same one. */
const minuteOf = (name: string): number => [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 60;

/** What the security workflow looks at, and what is mended in the workflows that are there. */
export function ciSecurityView(facts: PlainFacts, {name}: Given): View {
	const risks = ciRisksIn(facts);
	const risky = hardenable(facts).filter(({path}) => path !== own && path.startsWith('.github/') && risks.some(risk => risk.path === path));
	const audits = auditsOf(facts);
	const branches = facts.branch === undefined ? ['main', 'master'] : [facts.branch];
	return {
		data: {
			branches,
			audits,
			minute: String(minuteOf(name)),
			actions: {
				checkout: actions.checkout,
				setupNode: actions.setupNode,
				setupPython: actions.setupPython,
				dependencyReview: actions.dependencyReview,
			},
		},
		after:
			audits.length === 0
				? ['There is no lockfile, so known holes in dependencies are only looked for in proposed changes: commit one.']
				: [],
		owes: [],
		edits: risky.map(workflow =>
			mendingOf(
				workflow,
				risks.filter(({path}) => path === workflow.path),
			),
		),
		scripts: {},
	};
}
