import type {PlainFacts} from '../facts/facts.ts';
import type {Template} from './template.ts';
import {placeholderIn} from './validators/runbook.ts';
import {ciWorkflowView} from './view/ci-workflow.ts';
import {environmentExampleView} from './view/environment-example.ts';
import {incidentResponseView} from './view/incident-response.ts';
import {runbooksView} from './view/runbooks.ts';
import {securityPolicyView} from './view/security-policy.ts';
import type {View} from './view.ts';

/** What a person gave for a template's `needs`, and the repository's name. */
export type Given = {readonly name: string; readonly answers: Readonly<Record<string, string>>};

const answer = (given: Given, id: string): string | undefined => {
	const said = Object.hasOwn(given.answers, id) ? given.answers[id]?.trim() : undefined;
	return said === '' ? undefined : said;
};

/** What was said to each of the named needs; what was left unsaid is not there. */
const saidOf = <Id extends string>(given: Given, ids: readonly Id[]): {readonly [id in Id]?: string} =>
	Object.assign({}, ...ids.map(id => ({[id]: answer(given, id)})).filter(one => Object.values(one)[0] !== undefined));

const plainAddress = /^https?:\/\/[\w.:[\]-]+(?:\/[\w.~%/-]*)?$/u;

const plainMail = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/u;

/** What is wrong with what a person gave, and what to give instead; undefined when nothing is. */
export function givenProblem(given: Given): string | undefined {
	const site = answer(given, 'site');
	if (site !== undefined && !plainAddress.test(site))
		return 'The address of the site must be like https://shop.test or https://shop.test/login, without a query.';
	const mail = answer(given, 'mail');
	if (mail !== undefined && !plainMail.test(mail))
		return 'The address for reports must be one that can be written to, like security@shop.test.';
	const empty = Object.entries(given.answers).find(([, said]) => placeholderIn(said) !== undefined);
	return (
		empty && `"${empty[1]}" is something to fill in. Leave ${empty[0]} empty until it is known: the pages then say that nobody knows it.`
	);
}

/** What a template sees of a repository. Undefined for a template that is never offered as a remedy. */
export function viewOf(template: Template, facts: PlainFacts, given: Given): View | undefined {
	switch (template.id) {
		case 'ci-workflow':
			return facts.branch === undefined ? ciWorkflowView(facts) : ciWorkflowView(facts, [facts.branch]);
		case 'environment-example':
			return environmentExampleView(facts, given.name);
		case 'runbooks':
			return runbooksView(facts, {name: given.name, ...saidOf(given, ['owner', 'contact', 'site'])});
		case 'incident-response':
			return incidentResponseView(facts, {name: given.name, ...saidOf(given, ['owner', 'contact', 'deputy', 'hours', 'status'])});
		case 'security-policy':
			return securityPolicyView(facts, {name: given.name, ...saidOf(given, ['mail'])});
	}
	return undefined;
}
