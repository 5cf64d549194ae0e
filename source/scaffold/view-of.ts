import type {PlainFacts} from '../facts/facts.ts';
import type {Template} from './template.ts';
import {placeholderIn} from './validators/runbook.ts';
import {ciWorkflowView} from './view/ci-workflow.ts';
import {environmentExampleView} from './view/environment-example.ts';
import {incidentResponseView} from './view/incident-response.ts';
import {runbooksView} from './view/runbooks.ts';
import {securityPolicyView} from './view/security-policy.ts';
import {type CodeNow, type Given, said, type View, type ViewMaker} from './view.ts';

/** What each template sees, by its id. A template without one is never offered as a remedy. */
const makers: ReadonlyMap<string, ViewMaker> = new Map<string, ViewMaker>([
	['ci-workflow', ciWorkflowView],
	['environment-example', environmentExampleView],
	['incident-response', incidentResponseView],
	['runbooks', runbooksView],
	['security-policy', securityPolicyView],
]);

const plainAddress = /^https?:\/\/[\w.:[\]-]+(?:\/[\w.~%/-]*)?$/u;
const plainMail = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/u;

/** What is wrong with what a person gave, and what to give instead; undefined when nothing is. */
export function givenProblem(given: Given): string | undefined {
	const site = said(given, 'site');
	if (site !== undefined && !plainAddress.test(site))
		return 'The address of the site must be like https://shop.test or https://shop.test/login, without a query.';
	const mail = said(given, 'mail');
	if (mail !== undefined && !plainMail.test(mail))
		return 'The address for reports must be one that can be written to, like security@shop.test.';
	const empty = Object.entries(given.answers).find(([, answer]) => placeholderIn(answer) !== undefined);
	return (
		empty && `"${empty[1]}" is something to fill in. Leave ${empty[0]} empty until it is known: the pages then say that nobody knows it.`
	);
}

/** What a template sees of a repository. Undefined for a template that is never offered as a remedy. */
export const viewOf = (template: Template, facts: PlainFacts, given: Given, code: CodeNow): View | undefined =>
	makers.get(template.id)?.(facts, given, code);
