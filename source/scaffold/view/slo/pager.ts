/** What rings: a service that Alertmanager knows, the file with its key, and the channel where there are some. */
export type Pager = {
	readonly kind: 'pagerduty' | 'opsgenie' | 'slack';
	readonly channel: string;
	readonly keyFile: string;
	readonly called: string;
};

const slack = /^slack\s*:?\s*(?<channel>#[a-z0-9][a-z0-9_-]{0,79})$/u;

/** Reads what a person says rings; undefined for what no configuration can be written for. */
export function readPager(said: string): Pager | undefined {
	const word = said.trim().toLowerCase();
	if (word === 'pagerduty') return {kind: 'pagerduty', channel: '', keyFile: '/etc/alertmanager/pagerduty_key', called: 'PagerDuty'};
	if (word === 'opsgenie') return {kind: 'opsgenie', channel: '', keyFile: '/etc/alertmanager/opsgenie_key', called: 'Opsgenie'};
	const channel = slack.exec(word)?.groups?.channel;
	if (channel === undefined) return undefined;
	return {kind: 'slack', channel, keyFile: '/etc/alertmanager/slack_url', called: `Slack ${channel}`};
}
