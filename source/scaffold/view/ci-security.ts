import {ciRisksIn, hardenable} from '../../facts/ci-risks.ts';
import type {PlainFacts} from '../../facts/facts.ts';
import {actions} from '../actions.ts';
import type {View} from '../view.ts';
import {auditsOf} from './ci-security/audits.ts';
import {mendingOf} from './ci-security/mending.ts';

const own = '.github/workflows/security.yml';
/** What the security workflow looks at, and what is mended in the workflows that are there. */
export function ciSecurityView(facts: PlainFacts): View {
	const risks = ciRisksIn(facts);
	const risky = hardenable(facts).filter(({path}) => path !== own && path.startsWith('.github/') && risks.some(risk => risk.path === path));
	const audits = auditsOf(facts);
	const branches = facts.branch === undefined ? ['main', 'master'] : [facts.branch];
	return {
		data: {
			branches,
			audits,
			minute: String(facts.files.length % 60),
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
