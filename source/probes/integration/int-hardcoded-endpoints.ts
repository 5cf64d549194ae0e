import {type Address, addressesOf, fixedAddressesOf, ownBackendsOf} from '../../facts/addresses/addresses.ts';
import type {HostKind} from '../../facts/addresses/host.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import type {Setting} from '../../facts/settings.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const addressSetting = /(?:^|_)(?:URLS?|URI|HOST|HOSTNAME|ENDPOINT|ORIGIN|DOMAIN|SITE|SERVER|BASE|ROOT|DSN)(?:_|$)/iu;
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
	const wrong = addresses.filter(isWrong);
	if (wrong.length > 0) {
		const sorted = [...wrong].sort((one, other) => rankOf(one) - rankOf(other));
		const kinds = [...new Set(sorted.map(({kind}) => said[kind]))];
		const isFixed = sorted.some(({use}) => use === 'fixed');
		const isTold = !isFixed && sorted.some(one => settingOf(one, facts)?.documented !== undefined);
		const how = isFixed ? (sorted.length === 1 ? 'leads' : 'lead') : sorted.length === 1 ? 'falls back' : 'fall back';
		return gap(
			`${sorted.length === 1 ? 'one address' : `${sorted.length} addresses`} in code ${how} to ${listed(kinds, 'and')} (${[...new Set(sorted.map(({host}) => host))].slice(0, 3).join(', ')})`,
			distinct(sorted),
			{occurrences: sorted.length, ...(isTold ? {severity: 'low' as const} : {})},
		);
	}
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
	const settings = facts.settings.named.filter(({name}) => addressSetting.test(name));
	const chosen = addresses.filter(({use}) => use === 'chosen');
	const named = distinct([...settings, ...chosen, ...inSettings]);
	const places = named.length > 0 ? named : distinct(fixedAddressesOf(facts));
	if (places.length === 0) return notApplicable('no address of another system was found in code that runs');
	return pass(
		settings.length > 0
			? `${settings.length === 1 ? 'the address of another system comes' : `the addresses of other systems (${settings.length}) come`} from settings, and none in code leads to a developer’s machine`
			: 'no address in code leads to a developer’s machine, a preview, a sandbox or an example',
		places,
	);
};

function isWrong(one: Address): boolean {
	if (one.use === 'chosen') return false;
	if (one.kind === 'sandbox') return one.use === 'fixed' && one.isAsked;
	if (!wrongPlaces.has(one.kind) || one.inSettings) return false;
	return one.use === 'fallback' || one.isAsked;
}

const rankOf = ({use, file}: Address): number => (use === 'fixed' ? 0 : 2) + (file.side === 'client' ? 1 : 0);

const settingOf = ({insteadOf}: Address, facts: Facts): Setting | undefined =>
	facts.settings.named.find(({name}) => insteadOf.some(one => one.split('.').includes(name)));

export default probe;
