import {leaves, pageThatSaysNever, scheduledCopies} from '../../facts/copies.ts';
import type {Facts} from '../../facts/facts.ts';
import {holds} from '../../facts/facts.ts';
import {marksOf, type PlacedMark} from '../../facts/files.ts';
import {hostingOf} from '../../facts/hosting.ts';
import {distinct} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {type Answer, gap, type Probe, pass, unknown} from '../probe.ts';

const roles = ['app', 'config', 'script'] as const;

const probe: Probe = facts =>
	clusterAnswer(facts) ??
	infrastructureAnswer(facts) ??
	blueprintAnswer(facts) ??
	scheduleAnswer(facts) ??
	unknown('nothing in the repository makes a copy of the data', [], {asks: questionFor(facts)});

export default probe;

const plain = ({path, line, text}: Place): Place => ({path, line, text});

/** Litestream, operators and backup containers. */
function clusterAnswer(facts: Facts): Answer | undefined {
	const streamed = marksOf(facts, 'backup.litestream', roles);
	if (streamed.length > 0) return pass('the database is copied elsewhere as it changes', streamed.map(plain));
	const services = marksOf(facts, 'backup.service', roles);
	const away = services.filter(
		service =>
			!/image:/u.test(service.text) || service.file.marks.some(({kind}) => kind === 'backup.elsewhere' || kind === 'backup.target'),
	);
	if (away.length > 0) return pass('a service copies the database elsewhere on a schedule', away.map(plain));
	if (services.length > 0)
		return unknown('a service copies the database, and nothing says that the copy leaves the machine', services.map(plain), {
			asks: 'Where do these copies go, would they survive the loss of the machine, and who can delete them?',
		});
	return undefined;
}

/** Managed databases in Terraform. */
function infrastructureAnswer(facts: Facts): Answer | undefined {
	const kept = marksOf(facts, 'backup.retention', roles);
	const none = kept.filter(({value}) => value === '0');
	if (none.length > 0) return gap('the database is told to keep no backup', none.map(plain));
	const certain = kept.filter(({value}) => value === undefined || /^\d+$/u.test(value));
	if (certain.length > 0) return pass('the database is told to keep backups', certain.map(plain));
	if (kept.length > 0)
		return unknown('a variable decides how long backups are kept', kept.map(plain), {
			asks: 'For how many days are backups kept in production?',
		});
	const instances = marksOf(facts, 'backup.instance', roles).filter(({value}) => value === 'aws_db_instance');
	return instances.length > 0
		? gap('the database is ordered without a backup period, and the default is none', instances.map(plain))
		: undefined;
}

/** What stands beside a blueprint without being another place where the product runs. */
const besideBlueprints: ReadonlySet<string> = new Set(['Render', 'a container image', 'Docker Compose']);

/** Databases of a Render blueprint: the free plan keeps no copy, the paid ones do. */
function blueprintAnswer(facts: Facts): Answer | undefined {
	const sections = marksOf(facts, 'render.section', roles);
	const plans = marksOf(facts, 'render.plan', roles).filter(plan => sectionOf(plan, sections) === 'databases');
	const free = plans.filter(({value}) => value === 'free');
	const [other] = hostingOf(facts).filter(({name}) => !besideBlueprints.has(name));
	if (free.length > 0 && other !== undefined)
		return unknown(
			`one of the ways to run this orders a free database, of which the platform keeps no backup; another is ${other.name}`,
			[...free.map(plain), other.place],
			{asks: questionFor(facts)},
		);
	if (free.length > 0) return gap('the blueprint orders a free database, of which the platform keeps no backup', free.map(plain));
	return plans.length > 0 ? pass('the blueprint orders a database on a plan that keeps backups', plans.map(plain)) : undefined;
}

const sectionOf = (plan: PlacedMark, sections: readonly PlacedMark[]): string | undefined =>
	sections.filter(({path, line}) => path === plan.path && line < plan.line).at(-1)?.value;

/** A scheduled job that dumps the data, itself or by a script, and sends the copy away. */
function scheduleAnswer(facts: Facts): Answer | undefined {
	const dumps = marksOf(facts, 'backup.dump', roles).filter(isRun);
	const scheduled = scheduledCopies(facts, 'backup.dump').filter(({mark}) => isRun(mark));
	const away = distinct(scheduled.filter(one => leaves(one, facts)).map(({mark}) => mark));
	const never = pageThatSaysNever(facts, 'copied');
	if (away.length > 0 && never !== undefined)
		return unknown(`a scheduled job is there, and ${never.path} says that no copy was made yet`, [never.firstLine, ...away], {
			asks: `Did a copy arrive where it should? Then write its day after “copied” at the top of ${never.path}.`,
		});
	if (away.length > 0) return pass('a scheduled job dumps the data and sends the copy elsewhere', away);
	if (dumps.length > 0)
		return unknown(
			scheduled.length > 0
				? 'a scheduled job dumps the data, and nothing says where the copy goes'
				: 'a script dumps the data, and nothing says that it runs on a schedule',
			distinct(scheduled.length > 0 ? scheduled.map(({mark}) => mark) : dumps),
			{asks: 'How often does this run, where do the copies go, how long are they kept, and who is told when it fails?'},
		);
	return undefined;
}

/** In a program a dump is run by a call; elsewhere the word stands in a command. */
const isProgram = ({file}: PlacedMark): boolean => file.language === 'ts' || file.language === 'js' || file.language === 'py';
const runsPrograms = /spawn|exec|subprocess|Popen|\brun\s*\(|os\.system|\$`/u;

const isRun = (dump: PlacedMark): boolean => !isProgram(dump) || runsPrograms.test(dump.text);

/** The question, put to whoever keeps the data. */
function questionFor(facts: Facts): string {
	const ask = 'how often is a copy made, how long is it kept, where does it lie, and who can delete it?';
	if (holds(facts, 'baas.supabase')) return `On which Supabase plan is the project (the free one keeps no backup), and ${ask}`;
	if (holds(facts, 'baas.firebase')) return `Are scheduled backups or point-in-time recovery on for Firestore, and ${ask}`;
	if (holds(facts, 'deploy.fly', 'deploy.render', 'deploy.railway', 'deploy.heroku'))
		return `On which plan does the platform keep the database, and ${ask}`;
	if (holds(facts, 'deploy.vercel', 'deploy.netlify', 'deploy.cloudflare'))
		return `Which provider keeps the database, on which plan, and ${ask}`;
	if (holds(facts, 'db.mongo')) return `Is MongoDB managed (which plan) or run by you, and ${ask}`;
	if (holds(facts, 'deploy.compose', 'deploy.docker', 'deploy.k8s')) return `What copies the database's volume to another machine: ${ask}`;
	if (holds(facts, 'db.sqlite')) return `What copies the database file to another machine: ${ask}`;
	return `Who keeps the database, and ${ask}`;
}
