import type {PlainFacts} from '../../facts/facts.ts';
import type {Data} from '../template-language.ts';
import {type Given, said, type View} from '../view.ts';
import {personalDataOf} from './personal-data.ts';

/** What can come of it for people when a kind of data leaks. */
const harms: Readonly<Record<string, string>> = {
	health: 'shame, loss of work or insurance; it cannot be taken back',
	'biometric data': 'it cannot be changed like a password',
	'data of children': 'harm to somebody who cannot defend themselves',
	'identity numbers and papers': 'contracts and credits in their name',
	'payment data': 'money is taken',
	'passwords and tokens': 'somebody signs in as them, here and elsewhere',
	'ways to reach people': 'fraud by mail and telephone, in your name',
	'where people are': 'somebody stands at their door',
	names: 'little alone; with anything else, they can be found',
};

const listed = (names: readonly string[]): Data => names.map((name, index) => ({name, more: index < names.length - 1}));

/** What the page on leaks says of this repository: what can leak, at whom, and which clocks count. */
export function breachProcessView(facts: PlainFacts, given: Given): View {
	const {columns, asked, processors} = personalDataOf(facts);
	const rows = [...columns, ...asked];
	const kinds = [...new Set(rows.map(({kind}) => kind))];
	return {
		data: {
			app: given.name,
			owner: said(given, 'owner') ?? '',
			deputy: said(given, 'deputy') ?? '',
			helpers: said(given, 'helpers') ?? '',
			countries: said(given, 'countries') ?? '',
			kinds: kinds.map(words => ({
				words,
				where: rows
					.filter(({kind}) => kind === words)
					.map(({name}) => name)
					.slice(0, 6)
					.join(', '),
				harm: harms[words] ?? '',
			})),
			health: kinds.includes('health'),
			payments: listed(processors.filter(({role}) => role === 'payments').map(({name}) => name)),
			processors: listed(processors.map(({name}) => name)),
		},
		after: ['Print the page: it is needed when nothing else can be reached.'],
		owes: [],
		scripts: {},
	};
}
