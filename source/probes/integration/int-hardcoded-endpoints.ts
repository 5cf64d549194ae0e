import {type Address, addressesOf, fixedAddressesOf, ownBackendsOf} from '../../facts/addresses/addresses.ts';
import type {HostKind} from '../../facts/addresses/host.ts';
import {localHostsOf} from '../../facts/addresses/local-hosts.ts';
import {localOriginsOf} from '../../facts/addresses/local-origins.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import type {Setting} from '../../facts/settings.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const addressSetting = /(?:^|_)(?:URLS?|URI|HOST|HOSTNAME|ENDPOINT|ORIGIN|DOMAIN|SITE|SERVER|BASE|ROOT|DSN)(?:_|$)/iu;
/** A domain of mail is no address that is called. */
const ofMail = /mail/iu;
/** What every copy of the database is made with. */
const migration = /(?:^|\/)migrations?\/[^\n]{1,200}\.sql$/u;
const onThisMachine = /localhost|127\.0\.0\.1/u;
const wrongPlaces: ReadonlySet<HostKind> = new Set<HostKind>(['local', 'tunnel', 'placeholder']);
const said: Readonly<Record<HostKind, string>> = {
	local: 'a developer’s own machine',
	tunnel: 'a temporary preview',
	sandbox: 'a vendor’s sandbox',
	placeholder: 'an example that was never replaced',
	other: 'another system',
};

const probe: Probe = facts => {
	const addresses = addressesOf(facts);
	const inSettings = addresses.filter(one => one.inSettings && one.use !== 'chosen' && wrongPlaces.has(one.kind) && one.isAsked);
	const all = addresses.filter(isWrong);
	const isToldOf = (one: Address): boolean => one.use === 'fallback' && settingOf(one, facts)?.documented !== undefined;
	// What whoever deploys is told to set is no news beside what nobody can set.
	const untoldOf = all.filter(one => !isToldOf(one));
	const wrong = untoldOf.length > 0 ? untoldOf : all;
	if (wrong.length > 0) {
		const sorted = [...wrong].sort((one, other) => rankOf(one) - rankOf(other));
		const kinds = [...new Set(sorted.map(({kind}) => said[kind]))];
		const isFixed = sorted.some(({use}) => use === 'fixed');
		const isTold = !isFixed && all.some(isToldOf);
		const how = isFixed ? (sorted.length === 1 ? 'leads' : 'lead') : sorted.length === 1 ? 'falls back' : 'fall back';
		return gap(
			`${sorted.length === 1 ? 'one address' : `${sorted.length} addresses`} in code ${how} to ${listed(kinds, 'and')} (${[...new Set(sorted.map(({host}) => host))].slice(0, 3).join(', ')})`,
			distinct(sorted),
			{occurrences: sorted.length, ...(isTold ? {severity: 'low' as const} : {})},
		);
	}
	const unread = facts.files.flatMap(({path, marks, role}) =>
		role === 'app' || migration.test(path)
			? marks.flatMap(({kind, line, text, value = ''}) => (kind === 'address.written' ? [{path, line, text, value}] : []))
			: [],
	);
	if (unread.length > 0)
		return unknown(
			`${listed([...new Set(unread.map(({value}) => value))].slice(0, 3), 'and')} ${unread.length === 1 ? 'is' : 'are'} written into ${unread.every(({path}) => path.endsWith('.sql')) ? 'SQL' : 'code'} that every copy of the product runs`,
			distinct(unread),
			{occurrences: unread.length, asks: 'Does a copy for tests, or one for trying things out, speak to what your customers use?'},
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const untold = inSettings.filter(one => settingOf(one, facts)?.documented === undefined);
	if (untold.length > 0)
		return unknown(
			`a file of settings falls back to ${listed([...new Set(untold.map(({host}) => host))].slice(0, 3), 'and')}, and nothing tells whoever deploys to set it`,
			distinct(untold),
		);
	const own = ownBackendsOf(facts);
	if (own.length > 0)
		return unknown(
			`${own.length === 1 ? 'an address' : `${own.length} addresses`} on a hosting platform (${listed([...new Set(own.map(({host}) => host))].slice(0, 3), 'and')}) ${own.length === 1 ? 'is' : 'are'} written into code, and no setting can replace ${own.length === 1 ? 'it' : 'them'}`,
			distinct(own),
			{occurrences: own.length, asks: 'Is that your own backend, and do tests and trial versions speak to the same one as your customers?'},
		);
	const origins = localOriginsOf(facts);
	if (origins.length > 0)
		return unknown('the only pages that may ask the server from a browser are on a developer’s own machine', distinct(origins), {
			asks: 'From which address do people open the product, and what lets that one in?',
		});
	const hosts = localHostsOf(facts);
	const fixed = hosts.filter(({use}) => use === 'fixed');
	if (fixed.length > 0)
		return unknown(
			`${fixed.length === 1 ? 'a database, cache or queue is' : `databases, caches or queues are (${fixed.length})`} looked for on the machine that the code runs on (localhost), and no setting can change that`,
			distinct(fixed),
			{occurrences: fixed.length, asks: 'Does that run on the same machine for your customers, and will it when there are two of them?'},
		);
	const settings = facts.settings.named.filter(({name}) => addressSetting.test(name) && !ofMail.test(name));
	const chosen = addresses.filter(({use}) => use === 'chosen');
	const named = distinct([...settings, ...chosen, ...inSettings]);
	// What proves it is a line that leads nowhere else.
	const clear = named.filter(({text}) => !onThisMachine.test(text));
	const leftOut =
		clear.length < named.length || hosts.some(({use}) => use === 'fallback')
			? ' but where a setting is left out'
			: inSettings.length > 0
				? ' but where a setting is left out that whoever deploys is told of'
				: '';
	const places = clear.length > 0 ? clear : named.length > 0 ? named : distinct(fixedAddressesOf(facts));
	if (places.length === 0) return notApplicable('no address of another system was found in code that runs');
	return pass(
		settings.length > 0
			? `${settings.length === 1 ? 'the address of another system comes' : `the addresses of other systems (${settings.length}) come`} from settings, and none in code leads to a developer’s machine${leftOut}`
			: `no address in code leads to a developer’s machine, a preview, a sandbox or an example${leftOut}`,
		places,
	);
};

function isWrong(one: Address): boolean {
	if (one.use === 'chosen') return false;
	if (one.kind === 'sandbox') return one.use === 'fixed' && one.isAsked;
	if (!wrongPlaces.has(one.kind) || one.inSettings) return false;
	return one.use === 'fallback' || one.isAsked;
}

const rankOf = ({use, file, isAsked, path}: Address): number =>
	(use === 'fixed' ? 0 : 2) + (file.side === 'client' ? 1 : 0) + (isAsked ? 0 : 3) + (trial.test(path) ? 8 : 0);
/** What people who build the product look at it with. */
const trial = /(?:^|[/._-])(?:debug|test|tests|sample|samples|preview|dev|playground)(?:[/._-]|$)/iu;

const settingOf = ({insteadOf}: Address, facts: Facts): Setting | undefined =>
	facts.settings.named.find(({name}) => insteadOf.some(one => one.split('.').includes(name) || one.toUpperCase() === name));

export default probe;
