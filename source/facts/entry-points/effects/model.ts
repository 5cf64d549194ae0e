import type {Call} from '../../code/code.ts';
import {textOf} from '../../code/code.ts';
import {wordsOf} from '../../guards/words.ts';
import {isRepository} from '../effect-words.ts';
import type {FileScope} from '../scope.ts';

/** The model or table by the callee, the call that it hangs on, or the first argument. */
export function modelOf(parts: readonly string[], call: Call, scope: FileScope): string {
	const on = call.on === undefined ? undefined : scope.code.calls[call.on];
	for (let one = on, steps = 0; one !== undefined && steps < 8; steps++) {
		const name = textOf(one.args[0]);
		if (name !== undefined && /(?:^|\.)(?:from|collection|table|into)$|^(?:knex|db|trx)$/u.test(one.to)) return name;
		one = one.on === undefined ? undefined : scope.code.calls[one.on];
	}
	const before = parts
		.slice(0, -1)
		.filter(part => part !== 'objects' && part !== 'query' && part !== 'filter' && part !== 'this' && part !== 'self');
	const kept = before.at(-1) ?? '';
	const said = wordsOf(kept);
	// What keeps one sort of record is called after it: `cardsRepository`.
	return isRepository(said) ? said.slice(0, -1).join('_') : kept;
}
