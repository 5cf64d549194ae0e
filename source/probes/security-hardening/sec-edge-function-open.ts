import {isGuarded, type Standing, standingsOf} from '../../facts/access/standing.ts';
import {distinct} from '../../facts/places.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const platforms: ReadonlySet<string> = new Set(['supabase.functions', 'firebase.functions']);
const nameOf = ({point: {route}}: Standing): string => route.slice(route.lastIndexOf('/') + 1);
/** What somebody wrote to be run once. */
const once = /^(?:migrate|fix|cleanup|test|seed|debug|import|backfill)[-_A-Z]/u;

const probe: Probe = facts => {
	const all = standingsOf(facts).filter(({point}) => platforms.has(point.framework) && point.kind !== 'webhook');
	const webhooks = facts.entryPoints.points.filter(({framework, kind}) => platforms.has(framework) && kind === 'webhook');
	if (all.length === 0 && webhooks.length === 0)
		return notApplicable('no serverless function that answers requests stands in the repository');
	const open = all.flatMap(one => (one.is === 'open' ? [one] : []));
	const [first] = open;
	if (first !== undefined) {
		const unclear = all.filter(({is}) => is === 'unsure' || is === 'meant').length;
		const leftOver = open.filter(one => once.test(nameOf(one)));
		return gap(
			`${open.length} of ${all.length} ${all.length === 1 ? 'function' : 'functions'} (${open.slice(0, 3).map(nameOf).join(', ')}${open.length > 3 ? ', …' : ''}) ${open.length === 1 ? 'changes or spends' : 'change or spend'} for anyone who knows the address${leftOver.length > 0 ? `; ${leftOver.map(nameOf).slice(0, 2).join(', ')} look like left-overs` : ''}`,
			distinct(open.map(({point}) => point.handler ?? point)),
			{
				severity: open.some(({how}) => how === 'changes') ? 'blocker' : 'high',
				...(unclear === 0
					? {}
					: {remains: `of ${unclear} more ${unclear === 1 ? 'function' : 'functions'} files cannot tell whether strangers are meant`}),
			},
		);
	}
	const unsure = all.flatMap(one => (one.is === 'unsure' ? [one] : []));
	if (unsure[0] !== undefined)
		return unknown(
			`${all.length === 1 ? 'the one function' : `${unsure.length} of ${all.length} functions`} ${unsure.length === 1 ? 'answers' : 'answer'} strangers; for example ${nameOf(unsure[0])}: ${unsure[0].because}`,
			distinct(unsure.map(({point}) => point)),
		);
	const meant = all.filter(({is}) => is === 'meant');
	if (meant[0] !== undefined)
		return unknown(
			`${meant.map(nameOf).slice(0, 4).join(', ')} ${meant.length === 1 ? 'answers' : 'answer'} strangers and ${meant.length === 1 ? 'changes' : 'change'} something, as the name says`,
			distinct(meant.map(({point}) => point)),
		);
	const guarded = all.filter(({point}) => isGuarded(point));
	const effective = all.filter(({point}) => !isGuarded(point) && point.unresolved.length > 0);
	if (effective[0] !== undefined)
		return unknown(`what ${nameOf(effective[0])} does could not be followed`, distinct(effective.map(({point}) => point)));
	if (guarded.length === 0)
		return unknown('no function was seen to ask who is calling, nor to change or spend anything', distinct(all.map(({point}) => point)));
	return pass(
		`${all.length === 1 ? 'the one function' : `${guarded.length} of ${all.length} functions`} ${guarded.length === 1 ? 'asks' : 'ask'} who is calling${guarded.length === all.length ? '' : ', and the others change nothing'}`,
		distinct(guarded.flatMap(({point}) => point.guards)),
	);
};

export default probe;
