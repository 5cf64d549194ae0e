import {holds, type PlainFacts} from '../../../facts/facts.ts';

/** What a person still does so that the platform asks an address: one line for each place that the repository names. */
export function askedBy(facts: PlainFacts, path: string): readonly string[] {
	const said: readonly (readonly [string, string])[] = [
		[
			'deploy.fly',
			`In fly.toml, under [http_service], add [[http_service.checks]] with path = "${path}", interval = "30s", timeout = "5s" and grace_period = "10s".`,
		],
		['deploy.render', `In render.yaml, give the web service healthCheckPath: ${path}.`],
		['deploy.railway', `In railway.json, set deploy.healthcheckPath to "${path}".`],
		['deploy.k8s', `In the Deployment, let the readinessProbe ask ${path}, and the livenessProbe the address that asks no database.`],
		['deploy.vercel', `Vercel asks nobody: let a monitor outside of it ask ${path} every minute.`],
	];
	const own = said.filter(([id]) => holds(facts, id)).map(([, line]) => line);
	return own.length > 0 ? own : [`Let what runs it ask ${path}, and a monitor outside of your own servers too.`];
}
