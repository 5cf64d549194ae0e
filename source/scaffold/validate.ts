import {type ParseError, parseTree, printParseErrorCode} from 'jsonc-parser';
import {parseDocument} from 'yaml';
import {safeText} from '../safe-text.ts';
import type {Plan} from './plan.ts';
import type {ValidatorId} from './template.ts';
import {collectorProblem} from './validators/collector.ts';
import {dashboardProblem} from './validators/dashboard.ts';
import {dependabotProblem} from './validators/dependabot.ts';
import {deployWorkflowProblem} from './validators/deploy-workflow.ts';
import {dockerfileProblem} from './validators/dockerfile.ts';
import {documentProblem} from './validators/document.ts';
import {environmentProblem} from './validators/environment.ts';
import {alertmanagerProblem, prometheusRulesProblem} from './validators/prometheus.ts';
import {runbookIndexProblem, runbookProblem} from './validators/runbook.ts';
import {shellProblem} from './validators/shell.ts';
import {workflowProblem} from './validators/workflow.ts';
import type {Scripts} from './view.ts';

/** A rendered file and what a validator must know around it: all rendered paths, and the scripts of the packages. */
export type Render = {readonly path: string; readonly text: string; readonly scripts: Scripts; readonly beside: readonly string[]};

type Verdict = Plan['validated'][number];

function yamlProblem(text: string): string | undefined {
	const document = parseDocument(text, {uniqueKeys: true});
	return (document.errors[0] ?? document.warnings[0])?.message;
}

function jsonProblem(text: string): string | undefined {
	const errors: ParseError[] = [];
	parseTree(text, errors);
	const [first] = errors;
	return first && printParseErrorCode(first.error);
}

const verdict = (path: string, by: string, problem: string | undefined): Verdict =>
	problem === undefined ? {path, by} : {path, by, problem: safeText(problem)};

function namesBeside({path, beside}: Render): readonly string[] {
	const folder = path.slice(0, path.lastIndexOf('/') + 1);
	return beside
		.filter(other => other.startsWith(folder) && !other.slice(folder.length).includes('/'))
		.map(other => other.slice(folder.length));
}

/** Has one rendered file looked at by its validators. A verdict with a problem means that the template is wrong. */
export function validate(by: ValidatorId, render: Render): readonly Verdict[] {
	const {path, text, scripts} = render;
	switch (by) {
		case 'none':
			return [];
		case 'yaml':
			return [verdict(path, 'the built-in YAML parser', yamlProblem(text))];
		case 'environment':
			return [verdict(path, "Node's own parser of settings", environmentProblem(text))];
		case 'prometheus-rules':
			return [verdict(path, 'the built-in checker of Prometheus rules', prometheusRulesProblem(text))];
		case 'alertmanager':
			return [verdict(path, 'the built-in checker of Alertmanager', alertmanagerProblem(text))];
		case 'otel-collector':
			return [verdict(path, 'the built-in checker of the OpenTelemetry Collector', collectorProblem(text))];
		case 'grafana-dashboard':
			return [verdict(path, 'the built-in checker of dashboards', dashboardProblem(text))];
		case 'dockerfile':
			return [verdict(path, 'the built-in checker of Dockerfiles', dockerfileProblem(text))];
		case 'dependabot':
			return [verdict(path, 'the built-in checker of Dependabot', dependabotProblem(text))];
		case 'json':
			return [verdict(path, 'the built-in JSON parser', jsonProblem(text))];
		case 'shell':
			return [verdict(path, 'the built-in checker of scripts', shellProblem(text))];
		case 'document':
			return [verdict(path, 'the built-in checker of pages', documentProblem(text))];
		case 'workflow':
			return [verdict(path, 'the built-in workflow checker', workflowProblem(text, scripts))];
		case 'deploy-workflow':
			return [verdict(path, 'the built-in checker of deploy workflows', deployWorkflowProblem(text))];
		case 'runbook':
			return [verdict(path, 'the built-in runbook checker', runbookProblem(text, namesBeside(render)))];
		case 'runbook-index':
			return [verdict(path, 'the built-in runbook checker', runbookIndexProblem(text, namesBeside(render)))];
	}
}
