/** What a host offers against failing requests, as its own pages describe it; plans and menus change, so each says what to look for. */
export const hostAlerts: readonly {readonly fact: string; readonly name: string; readonly how: string}[] = [
	{
		fact: 'deploy.vercel',
		name: 'Vercel',
		how: 'the project, Observability, Alerts: it knows "error anomaly" for functions, and can tell Slack or an address of yours. It depends on the plan. Vercel keeps logs for a short time: it tells you that, not why.',
	},
	{
		fact: 'deploy.netlify',
		name: 'Netlify',
		how: 'it tells of failed deploys, not of failing requests. Use an error tracker in the functions and in the pages.',
	},
	{
		fact: 'deploy.cloudflare',
		name: 'Cloudflare',
		how: 'the account, Notifications: what is offered depends on the plan. Without an alert on errors, use an error tracker in the Worker.',
	},
	{
		fact: 'deploy.fly',
		name: 'Fly.io',
		how: 'it keeps response codes of every app in its own Prometheus (fly_edge_http_responses_count), shown in its Grafana. Ask that from a Grafana of your own that can send alerts.',
	},
	{
		fact: 'deploy.render',
		name: 'Render',
		how: 'the service, Settings, Notifications: it tells when the health check fails or a deploy does, not when single requests fail. Set a health check path, and use an error tracker for the rest.',
	},
	{
		fact: 'deploy.railway',
		name: 'Railway',
		how: 'it tells of crashes and failed deploys, by mail and webhook. For failing requests use an error tracker.',
	},
	{
		fact: 'deploy.heroku',
		name: 'Heroku',
		how: 'the app, Metrics, Configure alerts: failed requests and response time, on the larger types of dyno.',
	},
	{
		fact: 'baas.supabase',
		name: 'Supabase',
		how: 'its reports show errors of the database, of sign-in and of storage, and nothing there rings. Count errors where the pages call it, in an error tracker.',
	},
	{
		fact: 'baas.firebase',
		name: 'Firebase',
		how: 'Google Cloud, Monitoring, Alerting: the executions of functions that end with an error, by name of the function.',
	},
];

/** Hosts on which nothing of yours runs all the time: no Prometheus can read numbers out of the program there. */
export const withoutLongRuns: ReadonlySet<string> = new Set(['deploy.vercel', 'deploy.netlify', 'deploy.cloudflare']);
