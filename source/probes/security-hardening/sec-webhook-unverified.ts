import type {Func} from '../../facts/code/code.ts';
import {codeLanguages} from '../../facts/language.ts';
import {distinct} from '../../facts/places.ts';
import {sendsOn} from '../../facts/protection/sends-on.ts';
import {webhooksIn} from '../../facts/protection/webhooks.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const webhookPath = /(?:^|[/._-])web-?hooks?(?=[/._-])/iu;

/** Its code may answer a request: a file that only sends to addresses of other services takes none. */
const takesRequest = ({parameters, decorators}: Func): boolean =>
	decorators.length > 0 ||
	parameters.some(
		({name, decorators: own}) => own.length > 0 || /^_?(?:req|request|ctx|c|context|event|body|payload|args?|\{.*)$/u.test(name),
	);

const probe: Probe = facts => {
	const all = webhooksIn(facts);
	const changes = ({point}: (typeof all)[number]): boolean => point.writes.length > 0 || point.costs.length > 0;
	const acts = (one: (typeof all)[number]): boolean => changes(one) || sendsOn(one.point, facts);
	const open = all
		.filter(({is}) => is === 'open')
		.toSorted((one, other) => Number(other.grave) - Number(one.grave) || Number(acts(other)) - Number(acts(one)));
	const [worst] = open;
	if (worst !== undefined && open.some(acts))
		return gap(
			`${all.length === 1 ? 'the one address' : `${open.length} of ${all.length} addresses`} that other services call ${open.length === 1 ? 'does' : 'do'} not check who calls (${worst.point.route})`,
			distinct(open.map(({at}) => at)),
			{severity: worst.grave ? 'blocker' : open.some(changes) ? 'high' : 'medium'},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unclear = [...open, ...all.filter(({is}) => is === 'unclear')];
	const [doubtful] = unclear;
	if (doubtful !== undefined)
		return unknown(
			`whether ${doubtful.point.route} refuses a message that its service did not sign could not be followed`,
			distinct(unclear.map(({at}) => at)),
		);
	if (all.length > 0)
		return pass(
			`${all.length === 1 ? 'the address' : `all ${all.length} addresses`} that other services call ${all.length === 1 ? 'checks' : 'check'} who calls`,
			distinct(all.map(({at}) => at)),
		);
	const unread = facts.entryPoints.unread.flatMap(({places}) => places);
	const named = facts.files.filter(
		file =>
			file.role === 'app' &&
			file.side !== 'client' &&
			codeLanguages.has(file.language) &&
			webhookPath.test(file.path) &&
			file.code?.functions.some(takesRequest) !== false,
	);
	if (unread.length > 0 && named.length > 0)
		return unknown(
			'files speak of messages from other services, and not all routes could be read',
			named.map(({firstLine}) => firstLine),
		);
	return notApplicable('no address here is called by another service');
};

export default probe;
