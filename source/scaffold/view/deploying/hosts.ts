/** A platform that a workflow can put something live on: its name, and what a person sets up before. */
export type Host = {readonly name: string; readonly before: readonly string[]; readonly automatic: string};

const forRender = 'Variable RENDER_SERVICE: srv-… in the address of its page in the dashboard.';

/** The platforms whose commands are known from beginning to end. */
export const hosts: ReadonlyMap<string, Host> = new Map([
	[
		'fly',
		{
			name: 'Fly.io',
			before: ['Secret FLY_API_TOKEN: what fly tokens create deploy prints.'],
			automatic: '',
		},
	],
	[
		'render',
		{
			name: 'Render',
			before: ['Secret RENDER_API_KEY: Account Settings, API Keys.', forRender],
			automatic: 'Render: the service, Settings, Auto-Deploy: Off',
		},
	],
	[
		'railway',
		{
			name: 'Railway',
			before: [
				'Secret RAILWAY_TOKEN: a project token of this environment, from Project Settings, Tokens.',
				'Variable RAILWAY_SERVICE: the name of the service.',
			],
			automatic: 'Railway: the service, Settings, Source: disconnect the branch',
		},
	],
	[
		'vercel',
		{
			name: 'Vercel',
			before: [
				'Secret VERCEL_TOKEN: Account Settings, Tokens.',
				'Variables VERCEL_ORG_ID and VERCEL_PROJECT_ID: vercel link writes both to .vercel/project.json.',
			],
			automatic: 'vercel.json: "git": {"deploymentEnabled": {"main": false}}, with the name of the main branch',
		},
	],
	[
		'compose',
		{
			name: 'Docker Compose',
			before: [
				'Secret SSH_KEY: a key of its own for this, which the account on the server lets in.',
				'Secret SSH_KNOWN_HOSTS: what ssh-keyscan prints for the server, compared with the server itself.',
				'Variable SSH_HOST: the account and the server, such as deploy@shop.test. Variable SSH_FOLDER: the folder of the compose file there.',
			],
			automatic: '',
		},
	],
	[
		'k8s',
		{
			name: 'Kubernetes',
			before: [
				'Secret KUBECONFIG: of an account that may change this deployment and nothing else.',
				'The cluster must be let in to the images of this repository (ghcr.io): imagePullSecrets.',
			],
			automatic: '',
		},
	],
]);
