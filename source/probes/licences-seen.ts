import type {Facts} from '../facts/facts.ts';
import type {DirectLicence} from '../facts/known-licences/dependency-licences.ts';

/** The names of a few packages, and how many more there are. */
export const listed = (all: readonly DirectLicence[]): string => {
	const names = all.slice(0, 3).map(({name}) => name);
	return all.length > 3 ? `${names.join(', ')} and ${all.length - 3} more` : names.join(' and ');
};

/** What was seen of the dependencies' licences, how they are known, and what was not looked at. */
export function seenOf(facts: Facts, direct: readonly DirectLicence[]): string {
	const locked = facts.licences.locked.flatMap(({entries}) => entries);
	if (direct.length === 0)
		return locked.length === 0 ? 'there are no production dependencies' : `none of ${locked.length} locked dependencies asks more`;
	const known = direct.filter(({terms}) => terms !== undefined);
	const dark = direct.filter(({terms}) => terms === undefined);
	const byLock = known.filter(({by}) => by === 'lockfile').length;
	const which =
		direct.length === 1 ? `${direct[0]?.name} asks no more` : `none of ${known.length} packages that the manifests name asks more`;
	return [
		`${which} (${waysOf(known.length, byLock)})`,
		...(dark.length > 0 ? [`no licence is known of ${listed(dark)}`] : []),
		...furtherOf(locked),
	].join('; ');
}

function waysOf(known: number, byLock: number): string {
	if (byLock === known) return 'says the lockfile';
	return byLock === 0 ? 'as is widely known' : `${byLock} by the lockfile, the others widely known`;
}

/** What the named packages bring along. */
function furtherOf(locked: readonly {readonly words: string}[]): readonly string[] {
	if (locked.length === 0) return ['what they bring along was not looked at'];
	const silent = locked.filter(({words}) => words === '').length;
	return silent === 0 ? [] : [`${silent} of ${locked.length} locked ones name no licence`];
}
