import type {PlainFacts} from '../../facts/facts.ts';
import {type Given, said, type View} from '../view.ts';

/** What the policy says of this repository: where reports go. Without an address, to the private reports of the place that keeps the code. */
export function securityPolicyView(facts: PlainFacts, given: Given): View {
	const {name} = given;
	const mail = said(given, 'mail') ?? '';
	const github =
		facts.stack.some(({id, value}) => id === 'ci.github' && value !== false) || facts.files.some(({path}) => path.startsWith('.github/'));
	const owed = 'write down an address that somebody reads, or where reports are taken privately';
	return {
		data: {app: name, mail, github},
		after: github ? ['Switch on private reports: Settings, Advanced Security, Private vulnerability reporting.'] : [],
		owes: mail === '' && !github ? [{check: 'sec-vuln-process', owes: owed}] : [],
		scripts: {},
	};
}
