import {holds} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import type {Place} from '../../safe-text.ts';
import {type Probe, pass, unknown} from '../probe.ts';

const roles = ['app', 'config', 'script'] as const;

const probe: Probe = facts => {
	const rules = marksOf(facts, 'alert.rule', roles).map(plain);
	const receivers = marksOf(facts, 'alert.receiver', roles).map(plain);
	const [rule] = rules;
	if (rule !== undefined && receivers.length > 0)
		return pass(
			`${rules.length} alert ${rules.length === 1 ? 'rule is' : 'rules are'} kept as code, and someone is named who receives them`,
			[rule, ...receivers, ...rules.slice(1)],
		);
	if (rule !== undefined)
		return unknown(
			`${rules.length} alert ${rules.length === 1 ? 'rule is' : 'rules are'} kept as code, and none says who receives it`,
			rules,
			{
				asks: 'Who receives these alerts, on what device, and when did one last reach them?',
			},
		);
	return unknown('no alert rule is kept in the repository', [], {asks: questionFor(facts)});
};

export default probe;

const plain = ({path, line, text}: Place): Place => ({path, line, text});

/** The question, put to where it runs. */
function questionFor(facts: Parameters<Probe>[0]): string {
	const ask = 'what fires it, who receives it, and when did it last reach them?';
	if (holds(facts, 'deploy.k8s', 'deploy.helm')) return `Which alerts watch the cluster and what runs in it: for each, ${ask}`;
	if (holds(facts, 'deploy.vercel'))
		return `Which alerts are set in Vercel, in your error tracker or in an outside monitor: for each, ${ask}`;
	if (holds(facts, 'deploy.fly', 'deploy.render', 'deploy.railway', 'deploy.heroku'))
		return `Which alerts are set where it is hosted or in an outside monitor: for each, ${ask}`;
	if (holds(facts, 'deploy.terraform', 'deploy.cdk', 'deploy.serverless', 'deploy.pulumi', 'deploy.sst'))
		return `Which alarms exist in the cloud account although they are not in this repository: for each, ${ask}`;
	if (holds(facts, 'baas.supabase', 'baas.firebase'))
		return `Which alerts are set in the hosted backend's console or in an outside monitor: for each, ${ask}`;
	return `Which three alerts do you have: for each, ${ask}`;
}
