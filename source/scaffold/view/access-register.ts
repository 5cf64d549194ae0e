import type {Role} from '../../facts/data-map/data-map.ts';
import {holds, type PlainFacts} from '../../facts/facts.ts';
import {hostingOf} from '../../facts/hosting.ts';
import type {Data} from '../template-language.ts';
import {type Given, said, type View} from '../view.ts';

/** What whoever signs in to such a service can do. */
export const powers: Readonly<Record<Role, string>> = {
	payments: 'charge, refund, pay out, read customers',
	models: 'spend your money, read what was asked',
	backend: 'read, change and delete all data and all accounts',
	database: 'read, change and delete all data',
	'sign-in': 'read and change accounts, sign in as anyone',
	mail: 'send in your name, read who got what',
	messages: 'send in your name and at your cost',
	errors: 'read what stands in the reports of errors',
	analytics: 'read what visitors do',
	files: 'read and delete what people uploaded',
	support: 'read what customers write, answer in your name',
	search: 'read and change what is found',
	hosting: 'put any code live, read every secret',
};
const mostSecrets = 20;
/** Hosts that the list of companies does not hold. */
const noAccount: ReadonlySet<string> = new Set(['a container image', 'Docker Compose']);

/** What the list of accounts says of this repository: each service that it uses, and what whoever signs in there can do. */
export function accessRegisterView(facts: PlainFacts, given: Given): View {
	const companies = facts.people.thirdParties.map(({name, role}) => ({name, power: powers[role]}));
	const hosts = hostingOf(facts)
		.filter(({name}) => !noAccount.has(name) && !companies.some(one => one.name === name))
		.map(({name}) => ({name, power: powers.hosting}));
	const hosted = facts.people.thirdParties.some(({role}) => role === 'backend' || role === 'database');
	const rows = [
		{
			name: holds(facts, 'ci.github') ? 'GitHub' : 'the place that keeps the code',
			power: 'change the code and put it live, read the secrets of the pipeline',
		},
		{name: 'domain and DNS', power: 'send your visitors and your mail anywhere'},
		{name: 'the mailbox that resets passwords', power: 'reset every other password on this page'},
		...hosts,
		...companies,
		...(holds(facts, 'db.any') && !hosted ? [{name: 'the database', power: powers.database}] : []),
		{name: 'the password manager', power: 'everything on this page'},
	];
	const secrets = [...new Set(facts.settings.named.filter(({secret}) => secret).map(({name}) => name))].slice(0, mostSecrets);
	const listed: Data = secrets.map((name, index) => ({name, more: index < secrets.length - 1}));
	return {
		data: {
			app: given.name,
			owner: said(given, 'owner') ?? '',
			people: said(given, 'people') ?? '',
			deputy: said(given, 'deputy') ?? '',
			rows,
			secrets: listed,
		},
		after: ['Nothing in the repository says who can sign in where: only the members page of each service does.'],
		owes: [],
		scripts: {},
	};
}
