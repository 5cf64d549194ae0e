import {lastOf, textOf} from '../../code/code.ts';
import type {RunningFile} from '../running.ts';
import type {Default} from './defaults.ts';
import {reader} from './setting-read.ts';

/** Somewhere in the file the program stops when the setting is missing or still its default. */
export function isGuarded({name, given}: Default, {code}: RunningFile): boolean {
	const own = lastOf(given);
	const names = (said: string): boolean => {
		const last = lastOf(said);
		return last === name || last === own || said.includes(`'${name}'`);
	};
	if (code.exits.some(exit => exit.how === 'throw' && exit.when.some(names))) return true;
	return code.calls.some(
		call =>
			(/(?:^|\.)exit$/u.test(call.to) && call.when.some(names)) ||
			(/check|validate|ensure|assert|require/iu.test(lastOf(call.to)) &&
				call.args.some(arg => (arg.is === 'name' && names(arg.name)) || textOf(arg) === name) &&
				!reader.test(call.to)),
	);
}
