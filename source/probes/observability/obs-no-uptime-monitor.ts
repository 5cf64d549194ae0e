import type {Facts} from '../../facts/facts.ts';
import {holds} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import {isLibrary} from '../../facts/library.ts';
import type {Place} from '../../safe-text.ts';
import {notApplicable, type Probe, pass, unknown} from '../probe.ts';

const kept = /(?:^|\/)(?:checkly\.config\.[cm]?[jt]s|\.upptimerc\.ya?ml)$/u;
const asksOutside = /\bcurl\b[^\n]{0,200}\bhttps:\/\/[^\s"']{1,200}\/(?:_?health\w*|ping|status|readyz?|livez?|heartbeat|up)\b/u;
const asksAction = /^(?:upptime\/uptime-monitor|jtalk\/url-health-check-action|srt32\/uptime|lakuapik\/.*uptime)/u;

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('it is code that others build on: there is nothing to watch');
	const files = facts.files
		.filter(({path, role}) => kept.test(path) && role !== 'test' && role !== 'example')
		.map(({firstLine}) => firstLine);
	const checks = [...files, ...marksOf(facts, 'uptime.check', ['app', 'config', 'script', 'test']).map(plain), ...scheduledAsks(facts)];
	if (checks.length > 0) return pass('checks from outside are kept as code', checks);
	const own = marksOf(facts, 'uptime.own', ['app', 'config', 'script']).map(plain);
	if (own.length > 0)
		return unknown('a monitor of your own is set up, and whether it runs on another machine than what it watches cannot be told', own);
	const named = marksOf(facts, 'uptime.named', ['app', 'config', 'docs']).map(plain);
	if (named.length > 0) return unknown('an outside monitor is named, and nothing shows what it asks, how often, and whom it rings', named);
	const health = facts.health.map(plain).slice(0, 2);
	return unknown(
		health.length > 0
			? 'there is a route that says whether the service works, and nothing in the repository shows that anyone asks it from outside'
			: 'nothing in the repository asks from outside whether it works',
		health,
		{asks: questionFor(facts)},
	);
};

export default probe;

/** Steps of a pipeline that run by the clock and ask an address of the product. */
const scheduledAsks = ({workflows}: Facts): readonly Place[] =>
	workflows.flatMap(workflow =>
		!workflow.triggers.schedule
			? []
			: workflow.jobs.flatMap(({steps}) =>
					steps.filter(({run = '', uses = ''}) => asksOutside.test(run) || asksAction.test(uses)).map(plain),
				),
	);

const plain = ({path, line, text}: Place): Place => ({path, line, text});

/** The question, put to where it runs. */
function questionFor(facts: Facts): string {
	const ask = 'which address does it ask, how often, and whom does it ring?';
	if (holds(facts, 'deploy.vercel', 'deploy.netlify', 'deploy.cloudflare'))
		return `Which monitor outside your hosting asks whether the site works: ${ask}`;
	if (holds(facts, 'deploy.k8s', 'deploy.helm')) return `Which monitor outside the cluster asks whether the service works: ${ask}`;
	return `Which monitor outside your own servers asks whether it works: ${ask}`;
}
