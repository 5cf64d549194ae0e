import type {Place} from '../../safe-text.ts';
import type {FileFact} from '../files.ts';
import {marksOf} from '../files.ts';
import {type TrackerStart, trackerStarts} from '../trackers.ts';

/** Agents that count and trace every request by themselves once they are started. */
const names: ReadonlySet<string> = new Set([
	'Datadog',
	'New Relic',
	'Elastic APM',
	'AppSignal',
	'Application Insights',
	'Logfire',
	'HyperDX',
]);
const inBrowser = /^@datadog\/browser|^@elastic\/apm-rum|^@microsoft\/applicationinsights-|^@newrelic\/browser/u;
const command = /ddtrace-run|newrelic|dd-trace|elastic-apm|elastic-opentelemetry|applicationinsights|dd-java/u;

/** Where such an agent is started on the server: in code, or by the start command of the repository. */
export function agentsIn(files: readonly FileFact[], all: readonly FileFact[]): readonly (Place & {readonly agent: string})[] {
	const starts = trackerStarts(files)
		.filter(start => names.has(start.tracker) && start.file.side !== 'client' && !onlyInBrowser(start))
		.map(({path, line, text, tracker}) => ({path, line, text, agent: tracker}));
	const commands = marksOf({files: all}, 'tracker.command', ['app', 'config', 'script'])
		.filter(({text}) => command.test(text))
		.map(({path, line, text}) => ({path, line, text, agent: 'An agent in the start command'}));
	return [...starts, ...commands];
}

const onlyInBrowser = ({file}: TrackerStart): boolean => file.imports.some(({source}) => inBrowser.test(source));
