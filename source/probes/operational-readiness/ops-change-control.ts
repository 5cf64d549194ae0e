import {pagesAbout} from '../../facts/pages-about.ts';
import type {Place} from '../../safe-text.ts';
import {type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const rules = /^\.github\/(?:settings\.ya?ml|rulesets\/[\w.-]+\.(?:json|ya?ml))$/u;
const owners = /^(?:\.github\/|\.gitlab\/|docs\/)?CODEOWNERS$/u;
const forAgents = /^(?:AGENTS|CLAUDE|GEMINI)\.md$|^\.github\/copilot-instructions\.md$|^\.cursor\/rules\//u;
const request = /^(?:\.github\/|docs\/)?pull_request_template(?:\.md|\/)/iu;
const changes = /\b(?:change[-_ ](?:control|management|policy)|review[-_ ]policy|branch[-_ ]protection)\b/iu;

const probe: Probe = facts => {
	const at = (pattern: RegExp): readonly Place[] =>
		facts.files.filter(({path, tracked}) => pattern.test(path) && tracked !== false).map(({firstLine}) => firstLine);
	const protection = at(rules);
	const [page] = pagesAbout(facts, changes);
	if (protection.length > 0 && page !== undefined)
		return pass(`the rules of the branch are kept in ${protection[0]?.path}, and ${page.path} says who reviews what`, [
			...protection.slice(0, 1),
			page.firstLine,
		]);
	const held = [
		...protection.map(({path}) => ({path, says: 'rules of the branch'})),
		...at(owners).map(({path}) => ({path, says: 'who is asked about which files'})),
		...at(request)
			.slice(0, 1)
			.map(({path}) => ({path, says: 'what a change has to say of itself'})),
		...at(forAgents)
			.slice(0, 1)
			.map(({path}) => ({path, says: 'rules for coding agents'})),
	];
	const seen =
		held.length === 0
			? 'no file says who reads a change before it is live'
			: `there is ${listed(
					held.map(({path, says}) => `${path} (${says})`),
					'and',
				)}`;
	return unknown(`${seen}; whether a change can go around it stands in the settings of the place that keeps the code`, [
		...protection,
		...at(owners),
		...at(request).slice(0, 1),
		...at(forAgents).slice(0, 1),
	]);
};

export default probe;
