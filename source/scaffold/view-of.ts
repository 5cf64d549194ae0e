import type {PlainFacts} from '../facts/facts.ts';
import type {Template} from './template.ts';
import {placeholderIn} from './validators/runbook.ts';
import {accessPoliciesView} from './view/access-policies.ts';
import {accessRegisterView} from './view/access-register.ts';
import {agentsMdView} from './view/agents-md.ts';
import {aiCardView} from './view/ai-card.ts';
import {authGuardView} from './view/auth-guard.ts';
import {backupRestoreView} from './view/backup-restore.ts';
import {breachProcessView} from './view/breach-process.ts';
import {ciSecurityView} from './view/ci-security.ts';
import {ciWorkflowView} from './view/ci-workflow.ts';
import {dataInventoryView} from './view/data-inventory.ts';
import {dependencyUpdatesView} from './view/dependency-updates.ts';
import {deployRollbackView, readPlatform} from './view/deploy-rollback.ts';
import {deployWorkflowView} from './view/deploy-workflow.ts';
import {dockerfileView} from './view/dockerfile.ts';
import {environmentExampleView} from './view/environment-example.ts';
import {errorTrackingView} from './view/error-tracking.ts';
import {gracefulShutdownView} from './view/graceful-shutdown.ts';
import {healthEndpointView} from './view/health-endpoint.ts';
import {incidentResponseView} from './view/incident-response.ts';
import {lastResortView} from './view/last-resort.ts';
import {loadTestView, readPeak} from './view/load-test.ts';
import {lockedInstallsView} from './view/locked-installs.ts';
import {metricsDashboardView} from './view/metrics-dashboard.ts';
import {migrationPolicyView} from './view/migration-policy.ts';
import {modelSpendCapView} from './view/model-spend-cap.ts';
import {privacyNoticeView} from './view/privacy-notice.ts';
import {rateLimitView} from './view/rate-limit.ts';
import {requiredSettingsView} from './view/required-settings.ts';
import {retentionView} from './view/retention.ts';
import {retriesView} from './view/retries.ts';
import {runbooksView} from './view/runbooks.ts';
import {secretsToSettingsView} from './view/secrets-to-settings.ts';
import {securityHeadersView} from './view/security-headers.ts';
import {securityPolicyView} from './view/security-policy.ts';
import {readPager} from './view/slo/pager.ts';
import {readTarget} from './view/slo/target.ts';
import {sloAlertsView} from './view/slo-alerts.ts';
import {structuredLoggingView} from './view/structured-logging.ts';
import {supabaseErrorsView} from './view/supabase-errors.ts';
import {threatModelView} from './view/threat-model.ts';
import {timeoutsView} from './view/timeouts.ts';
import {tracingView} from './view/tracing.ts';
import {uploadLimitsView} from './view/upload-limits.ts';
import {readKinds} from './view/uploads/kinds.ts';
import {webhookHandlerView} from './view/webhook-handler.ts';
import {type CodeNow, type Given, type SeenAt, said, type View, type ViewMaker} from './view.ts';

/** What each template sees, by its id. A template without one is never offered as a remedy. */
const makers: ReadonlyMap<string, ViewMaker> = new Map<string, ViewMaker>([
	['access-policies', accessPoliciesView],
	['access-register', accessRegisterView],
	['agents-md', agentsMdView],
	['ai-card', aiCardView],
	['auth-guard', authGuardView],
	['backup-restore', backupRestoreView],
	['breach-process', breachProcessView],
	['ci-security', ciSecurityView],
	['ci-workflow', ciWorkflowView],
	['data-inventory', dataInventoryView],
	['dependency-updates', dependencyUpdatesView],
	['deploy-rollback', deployRollbackView],
	['deploy-workflow', deployWorkflowView],
	['dockerfile', dockerfileView],
	['environment-example', environmentExampleView],
	['error-tracking', errorTrackingView],
	['graceful-shutdown', gracefulShutdownView],
	['health-endpoint', healthEndpointView],
	['incident-response', incidentResponseView],
	['last-resort', lastResortView],
	['locked-installs', lockedInstallsView],
	['metrics-dashboard', metricsDashboardView],
	['migration-policy', migrationPolicyView],
	['model-spend-cap', modelSpendCapView],
	['privacy-notice', privacyNoticeView],
	['required-settings', requiredSettingsView],
	['retention', retentionView],
	['rate-limit', rateLimitView],
	['load-test', loadTestView],
	['runbooks', runbooksView],
	['secrets-to-settings', secretsToSettingsView],
	['security-headers', securityHeadersView],
	['security-policy', securityPolicyView],
	['slo-alerts', sloAlertsView],
	['structured-logging', structuredLoggingView],
	['supabase-errors', supabaseErrorsView],
	['threat-model', threatModelView],
	['retries', retriesView],
	['timeouts', timeoutsView],
	['tracing', tracingView],
	['upload-limits', uploadLimitsView],
	['webhook-handler', webhookHandlerView],
]);

const plainAddress = /^https?:\/\/[\w.:[\]-]+(?:\/[\w.~%/-]*)?$/u;
const plainMail = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/u;

const isAddress = (words: string): boolean => plainAddress.test(words);

/** What a need takes, where not everything that could be typed will do, and what to give instead. */
const taken: readonly (readonly [need: string, takes: (words: string) => boolean, instead: string])[] = [
	['site', isAddress, 'The address of the site must be like https://shop.test or https://shop.test/login, without a query.'],
	['mail', words => plainMail.test(words), 'The address for reports must be one that can be written to, like security@shop.test.'],
	[
		'target',
		words => readTarget(words) !== undefined,
		'The share must be a number from 95 to 99.99 with at most two digits behind the point, such as 99.5.',
	],
	[
		'pager',
		words => readPager(words) !== undefined,
		'What rings must be pagerduty, opsgenie, or slack and the channel, such as slack #on-call. Leave it empty for anything else: the page then says that nobody is told yet.',
	],
	[
		'platform',
		words => readPlatform(words) !== undefined,
		'Where it runs must be one of vercel, netlify, cloudflare, fly, render, railway, heroku, dokku, firebase, appengine, kubernetes, helm or compose. Leave it empty for anything else.',
	],
	['peak', words => readPeak(words) !== undefined, 'How many requests a second must be a whole number from 1 to 10000, such as 20.'],
	[
		'kinds',
		words => readKinds(words) !== undefined,
		'The kinds of files must be of jpeg, png, gif, webp, pdf, mp4 and zip, such as jpeg, png. Leave it empty for pictures and PDF.',
	],
	['staging', isAddress, 'The address of the place for trials must be like https://staging.shop.test, without a query.'],
	['pages', isAddress, 'The address of the folder docs must be like https://code.test/shop/docs, without a query.'],
];

/** What is wrong with what a person gave, and what to give instead; undefined when nothing is. */
export function givenProblem(given: Given): string | undefined {
	const wrong = taken.find(([need, takes]) => {
		const words = said(given, need);
		return words !== undefined && !takes(words);
	});
	if (wrong !== undefined) return wrong[2];
	const empty = Object.entries(given.answers).find(([, answer]) => placeholderIn(answer) !== undefined);
	return (
		empty && `"${empty[1]}" is something to fill in. Leave ${empty[0]} empty until it is known: the pages then say that nobody knows it.`
	);
}

/** What a template sees of a repository. Undefined for a template that is never offered as a remedy. */
export const viewOf = (template: Template, facts: PlainFacts, given: Given, code: CodeNow, seenAt: SeenAt): View | undefined =>
	makers.get(template.id)?.(facts, given, code, seenAt);
