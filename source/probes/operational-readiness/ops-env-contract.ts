import type {Facts} from '../../facts/facts.ts';
import {fileAt, marksOf} from '../../facts/files.ts';
import {isReached} from '../../facts/reached.ts';
import {isOpenSetting, type Setting} from '../../facts/settings.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const shownNames = 4;
/** Languages of phones, whose programs have no environment. */
const phoneLanguages: ReadonlySet<string> = new Set(['Swift', 'Dart', 'Kotlin']);
const manyOptional = 5;

const probe: Probe = facts => {
	const {schemas, examples} = facts.settings;
	const named = facts.settings.named.filter(one => !(isOpenSetting(one) && isDead(one.path, facts)));
	const open = named.filter(one => isOpenSetting(one) && one.remarked === undefined);
	const aside = named.filter(one => isOpenSetting(one) && one.remarked !== undefined);
	const missing = [...open.filter(({secret}) => secret), ...open.filter(({secret}) => !secret)];
	const promised = missingExample(facts);
	if (missing.length > 0 || (promised !== undefined && named.length > 0 && schemas.length === 0 && examples.length === 0)) {
		const words =
			missing.length > 0
				? `${named.length === 1 ? 'the one setting' : `${missing.length} of the ${named.length} settings`} that the code reads ${missing.length === 1 ? 'stands' : 'stand'} in no list: ${namesOf(missing)}`
				: '';
		const example = promised === undefined ? '' : `the documents name an example file that is not there`;
		const low = missing.length === 1 && named.length >= 10 && !missing.some(({secret}) => secret);
		return gap(
			[words, example].filter(part => part !== '').join('; '),
			[...missing, ...(promised === undefined ? [] : [promised])].map(placeOf),
			{
				occurrences: Math.max(missing.length, 1),
				...(low ? {severity: 'low'} : {}),
			},
		);
	}
	if (aside.length > 0)
		return unknown(
			`${namesOf(aside)} ${aside.length === 1 ? 'is' : 'are'} named only in comments beside the code that needs ${aside.length === 1 ? 'it' : 'them'}`,
			aside.flatMap(({remarked}) => remarked ?? []).map(placeOf),
			{asks: 'Would whoever sets this up on a new machine find these comments before something fails?'},
		);
	const unread = unreadLanguage(facts);
	if (unread !== undefined && !phoneLanguages.has(unread)) return unknown(`code in ${unread} is not read yet`, examples);
	if (named.length === 0)
		return schemas.length > 0
			? pass('the settings are declared in a schema', schemas.map(placeOf))
			: notApplicable('the code reads no settings of its own');
	const bare = named.filter(({documented, checked}) => documented === undefined && !checked);
	if (bare.length >= manyOptional && bare.length * 2 > named.length)
		return gap(
			`${named.length === 1 ? 'the one setting' : `${bare.length} of the ${named.length} settings`} that the code reads ${bare.length === 1 ? 'stands' : 'stand'} in no list, although each has a default: ${namesOf(bare)}`,
			bare.map(placeOf),
			{occurrences: bare.length, severity: 'low'},
		);
	const listing = named.flatMap(({documented}) => documented ?? []);
	if (schemas.length === 0 && listing.length > 0 && listing.every(({path}) => inUse.test(path)))
		return unknown('the only list of the settings is a file with the values in use', distinct(listing).map(placeOf), {
			asks: `Would somebody who may not see ${listing[0]?.path ?? '.env'} know which settings to make, and does none of its values matter?`,
		});
	const proof = [...schemas, ...named.flatMap(({documented}) => documented ?? [])];
	const [whole, be, have] = named.length === 1 ? ['the one setting', 'is', 'has'] : [`all ${named.length} settings`, 'are', 'have'];
	const how = schemas.length > 0 ? `${be} checked by a schema at start, or listed` : `${be} listed, or ${have} a default`;
	return pass(
		`${whole} that the code reads ${how}`,
		distinct(proof.length > 0 ? proof : named)
			.slice(0, 5)
			.map(placeOf),
	);
};

export default probe;

const placeOf = ({path, line, text}: Place): Place => ({path, line, text});
const distinct = (places: readonly Place[]): readonly Place[] =>
	places.filter((one, index) => places.findIndex(({path}) => path === one.path) === index);

/** Settings as they are used, and no example of them. */
const inUse = /(?:^|\/)\.env(?:\.(?:prod|production|staging))?$/u;

/** No other file brings it in, and no command names it: what it asks for nobody is asked for. */
function isDead(path: string, facts: Facts): boolean {
	const file = fileAt(facts, path);
	if (file?.role !== 'app' || isReached(file, facts.reached) !== false || facts.entryPoints.points.length === 0) return false;
	const name = path.slice(path.lastIndexOf('/') + 1);
	return facts.program.scopes.modules.importersOf(path).length === 0 && !facts.commands.some(({command}) => command.includes(name));
}

function namesOf(settings: readonly Setting[]): string {
	const names = settings.slice(0, shownNames).map(({name}) => name);
	return settings.length > shownNames ? `${names.join(', ')} and ${settings.length - shownNames} more` : listed(names, 'and');
}

/** Where a document tells people to copy an example file that does not exist. */
function missingExample(facts: Facts): Place | undefined {
	if (facts.files.some(({path}) => /(?:^|\/)\.?env[\w.-]*(?:example|sample|template)/iu.test(path))) return undefined;
	return marksOf(facts, 'setting.promise', ['docs'])[0];
}
