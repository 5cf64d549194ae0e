import type {PlainFacts} from '../../facts/facts.ts';
import type {Data} from '../template-language.ts';
import {type Given, said, type View} from '../view.ts';
import {personalDataOf} from './personal-data.ts';

const consent = 'your explicit consent';
const contract = 'the contract with you';
/** What usually allows a kind of data; a lawyer says whether it does here. */
const allows: Readonly<Record<string, string>> = {
	health: consent,
	'biometric data': consent,
	'data of children': 'the consent of a parent',
	'payment data': `${contract}, and the law on keeping books`,
};
const sentenceEnd = /[.\s]+$/u;

/** Rows with a mark on all but the last, for lists with commas. */
const listed = (names: readonly string[]): Data => names.map((name, index) => ({name, more: index < names.length - 1}));

/** What the privacy notice says of this repository: which kinds of data, for what, and who gets them. */
export function privacyNoticeView(facts: PlainFacts, given: Given): View {
	const {columns, asked, about, processors} = personalDataOf(facts);
	const rows = [...columns, ...asked];
	const kinds = rows.filter(({kind}, index) => rows.findIndex(one => one.kind === kind) === index);
	const of = (role: string): Data => listed(processors.filter(one => one.role === role).map(({name}) => name));
	return {
		data: {
			app: given.name,
			controller: said(given, 'controller')?.replace(sentenceEnd, '') ?? '',
			contact: said(given, 'contact') ?? '',
			purpose: said(given, 'purpose')?.replace(sentenceEnd, '') ?? '',
			kept: said(given, 'kept')?.replace(sentenceEnd, '') ?? '',
			kinds: kinds.map(({kind, use}) => ({words: kind, use, allows: allows[kind] ?? contract})),
			sensitive: rows.some(one => one.sensitive),
			activity: listed(about.slice(0, 8).map(({name}) => name.replace(/[_-]+/gu, ' ').toLowerCase())),
			processors: processors.map(({name, does, gets}) => ({name, does, gets})),
			models: of('models'),
			analytics: of('analytics'),
		},
		after: [],
		owes: [],
		scripts: {},
	};
}
