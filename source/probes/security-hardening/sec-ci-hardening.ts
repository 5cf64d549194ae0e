import type {Severity} from '../../checklists/checklist.ts';
import {type CiRisk, ciRisksIn, hardenable} from '../../facts/ci-risks.ts';
import {distinct} from '../../facts/places.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const severe: Readonly<Record<CiRisk['kind'], Severity>> = {
	'strangers code': 'high',
	'untrusted text': 'high',
	'unpinned with secrets': 'high',
	unpinned: 'medium',
	'wide permissions': 'low',
};

const probe: Probe = facts => {
	const workflows = hardenable(facts);
	if (workflows.length === 0) return notApplicable('no workflow of GitHub Actions or its like was found');
	const risks = ciRisksIn(facts);
	const [worst] = risks;
	if (worst !== undefined) {
		const same = risks.filter(({kind}) => kind === worst.kind).length;
		const others = risks.length - same;
		return gap(
			`${worst.said}${same > 1 ? `, and ${same - 1} more like it` : ''}${others > 0 ? ` (${others} lesser ${others === 1 ? 'weakness' : 'weaknesses'} besides)` : ''}`,
			distinct(risks),
			{severity: severe[worst.kind], occurrences: risks.length},
		);
	}
	const [broken] = workflows.filter(one => one.broken !== undefined);
	if (broken !== undefined) return unknown(`${broken.path} could not be parsed`, [broken]);
	return pass(
		`${workflows.length === 1 ? 'the workflow pins' : `all ${workflows.length} workflows pin`} what others wrote, say what their token may do and run no stranger's text`,
		distinct(workflows),
	);
};

export default probe;
