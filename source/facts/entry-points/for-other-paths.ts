import {textOf} from '../code/code.ts';
import type {FoundGuard} from '../guards/found.ts';
import type {Registered} from './registered.ts';
import {targetOf} from './resolve.ts';
import type {Scopes, Spot} from './scope.ts';

const asksList = /\.(?:has|includes)\(\)$/u;

/** `if (limited.has(path)) {…}`: a limit in front of everything is only for the paths that it lists. */
export const isForOtherPaths = (guard: FoundGuard, one: Registered, scopes: Scopes): boolean =>
	guard.kind === 'limiter' &&
	guard.when.some(name => {
		if (!asksList.test(name)) return false;
		const texts = listed(name.replace(asksList, ''), {path: guard.rejects.path, in: -1}, scopes).filter(text => text.startsWith('/'));
		return texts.length > 0 && !texts.includes(one.route);
	});

/** The texts of a list or a set that a name stands for. */
function listed(name: string, spot: Spot, scopes: Scopes): readonly string[] {
	const target = targetOf(scopes, {is: 'name', name}, spot);
	if (target.is !== 'value') return [];
	const [made] = target.value.is === 'call' ? (scopes.at(target.spot.path)?.code.calls[target.value.call]?.args ?? []) : [target.value];
	return made?.is === 'list' ? made.items.flatMap(item => textOf(item) ?? []) : [];
}
