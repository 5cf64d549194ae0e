import type {Place} from '../../safe-text.ts';
import {lastOf} from '../code/code.ts';
import {type Facts, holds} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';

/** Words in the names of functions that put routes on the server they are given. */
const mounting: ReadonlySet<string> = new Set(['mount', 'route', 'routes', 'router', 'register', 'api']);
/** One or two routes before it are those that say whether the service works. */
const manyBefore = 3;
const mounts = /\.(?:get|post|put|patch|delete|all|use|route)$/u;

/** Whether it stands in a function that is called with the server after several routes, or most of them, were mounted on it. */
export function isMountedLate(place: Place, facts: Facts): boolean {
	const {scopes} = facts.program;
	const code = scopes.at(place.path)?.code;
	if (!holds(facts, 'fw.express') || code === undefined) return false;
	const around = code.functions.filter(one => one.line <= place.line && place.line <= one.end);
	const uses = code.calls.find(({to, line, end}) => /\.use$/u.test(to) && line <= place.line && place.line <= end);
	const outer = around.find(({name}) => name !== '');
	if (uses === undefined || outer === undefined) return false;
	const app = uses.to.slice(0, -'.use'.length);
	return scopes.modules.importersOf(place.path).some(path => {
		const calls = scopes.at(path)?.code.calls ?? [];
		const call = calls.find(({to, args}) => lastOf(to) === outer.name && args.some(arg => arg.is === 'name'));
		if (call === undefined) return false;
		const names = new Set(call.args.flatMap(arg => (arg.is === 'name' ? [arg.name] : [])));
		const routes = calls.filter(
			({to, args: [first], in: at}) =>
				at === call.in &&
				((mounts.test(to) && names.has(to.replace(mounts, '')) && first?.is === 'text' && first.text.startsWith('/')) ||
					(first?.is === 'name' && names.has(first.name) && wordsOf(to).some(word => mounting.has(word)))),
		);
		const before = routes.filter(({line}) => line < call.line).length;
		return app !== '' && (before >= manyBefore || before * 2 > routes.length);
	});
}
