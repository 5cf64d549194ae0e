import type {Value} from '../../code/code.ts';
import {targetOf} from '../../entry-points/resolve.ts';
import type {Scopes, Spot} from '../../entry-points/scope.ts';
import {wordsOf} from '../words.ts';

const signInText =
	/(?:^|[^a-z])(?:log[-_]?in|sign[-_]?in|sign[-_]?up|auth[a-z]*|unauthori[sz]ed|unauthenticated|forbidden|denied|no[-_]?access|40[13])(?:[^a-z]|$)/iu;
const signInWords: ReadonlySet<string> = new Set('login signin auth signup unauthorized forbidden denied'.split(' '));

/** Whether an address leads to where people sign in. */
export function leadsToSignIn(scopes: Scopes, value: Value, spot: Spot, left = 4): boolean {
	if (left === 0) return false;
	if (value.is === 'text' || value.is === 'template')
		return (
			signInText.test(value.text.slice(0, 300)) ||
			(value.is === 'template' && value.holes.some(hole => leadsToSignIn(scopes, hole, spot, left - 1)))
		);
	if (value.is === 'call') {
		const call = scopes.at(spot.path)?.code.calls[value.call];
		return (
			call !== undefined &&
			(wordsOf(call.to).some(word => signInWords.has(word)) || call.args.some(arg => leadsToSignIn(scopes, arg, spot, left - 1)))
		);
	}
	if (value.is === 'object') return value.entries.some(entry => leadsToSignIn(scopes, entry.value, spot, left - 1));
	if (value.is === 'either') return value.of.some(one => leadsToSignIn(scopes, one, spot, left - 1));
	if (value.is !== 'name') return false;
	const said = wordsOf(value.name);
	if (said.some((word, at) => signInWords.has(word) || ((word === 'sign' || word === 'log') && said[at + 1] === 'in'))) return true;
	const scope = scopes.at(spot.path);
	if (
		scope?.assignmentsIn(spot.in).some(one => one.to.startsWith(`${value.name}.`) && leadsToSignIn(scopes, one.value, spot, left - 1)) ===
		true
	)
		return true;
	const target = targetOf(scopes, value, spot);
	return target.is === 'value' && target.value.is !== 'name' && leadsToSignIn(scopes, target.value, target.spot, left - 1);
}
