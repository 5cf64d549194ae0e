import {hostingOf} from '../../facts/hosting.ts';
import {isLesson} from '../../facts/teaching.ts';
import {type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const parts: readonly {readonly name: string; readonly pattern: RegExp}[] = [
	{name: 'how bad is what', pattern: /severit|priorit|sev\b|classif|levels?\b/iu},
	{name: 'who does what', pattern: /roles?\b|responsib|commander|lead|who (?:does|decides|is)|team/iu},
	{name: 'whom to reach', pattern: /contact|on-?call|rota|reach|phone|pager/iu},
	{name: 'when to call for help', pattern: /escalat/iu},
	{name: 'what customers are told', pattern: /communicat|status page|customers?|announce|stakeholder|notif/iu},
	{name: 'what is learned', pattern: /post-?mortem|post-?incident|review|retrospective|lessons|follow-?up/iu},
];
const needed = 5;
const isPlan = /incident|on-?call|major[- ]outage|emergency[- ](?:plan|procedure|response)/iu;

const probe: Probe = facts => {
	const pages = facts.documents.filter(
		({kind, role, path, title, words}) =>
			kind === 'prose' &&
			!isLesson({path, title: title ?? ''}) &&
			role !== 'agent-tooling' &&
			words > 60 &&
			(isPlan.test(path) || isPlan.test(title ?? '')) &&
			!/template|post-?mortems?\//iu.test(path),
	);
	const judged = pages.map(page => ({page, absent: parts.filter(({pattern}) => !page.headings.some(({title}) => pattern.test(title)))}));
	const best = [...judged].sort((one, other) => one.absent.length - other.absent.length)[0];
	if (best && best.page.placeholders.length === 0 && parts.length - best.absent.length >= needed)
		return pass(`${best.page.path} says who does what when it breaks`, [best.page.firstLine, ...best.page.headings.slice(0, 4)]);
	if (facts.inside) return unknown('this folder lies inside a larger repository, and its documents stand above it');
	if (best) {
		const open =
			best.page.placeholders.length > 0
				? `still has ${best.page.placeholders.length === 1 ? 'a place' : `${best.page.placeholders.length} places`} to fill in`
				: `does not say ${listed(best.absent.slice(0, 3).map(({name}) => name))}`;
		return unknown(`${best.page.path} ${open}`, [best.page.firstLine]);
	}
	const [host] = hostingOf(facts);
	return unknown(
		`no document says who does what when it breaks${host === undefined ? '' : `, and the files are set up for ${host.name}`}`,
		host === undefined ? [] : [host.place],
	);
};

export default probe;
