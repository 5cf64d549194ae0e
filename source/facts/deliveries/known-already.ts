import {lastOf} from '../code/code.ts';
import type {Effect} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {namesWithin} from '../outbound/status.ts';
import {nearest} from '../schema/nearest.ts';
import type {RunCall} from './handled.ts';

/** What adds a row, by the name of the method. */
export const adds: ReadonlySet<string> = new Set(
	'create createMany insert insertOne insertMany insert_one insert_many add add_all addDoc increment bulkCreate bulk_create push append'.split(
		' ',
	),
);
/** The name of a table of messages that came before. */
export const eventTable = /webhook_?events?|processed_?events?|stripe_?events?|event_?log|idempoten|webhook_?deliver/iu;

/** A row with the message's id is added, other things are written after it, and neither one transaction nor a later word on that row holds them together. */
export function keptFirst(calls: readonly RunCall[], effects: readonly Effect[]): boolean {
	const at = ({path, line}: Effect): RunCall | undefined => calls.find(({call, scope}) => scope.path === path && call.line === line);
	const kept = effects.find(effect => {
		const run = at(effect);
		return run !== undefined && adds.has(lastOf(run.call.to)) && eventTable.test(effect.what);
	});
	if (kept === undefined || calls.some(({call}) => /transaction|atomic|begin/iu.test(call.to))) return false;
	const others = effects.filter(effect => effect !== kept);
	return others.length > 0 && !others.some(({what, does}) => what === kept.what || does === 'deletes');
}

const idOfMessage =
	/(?:^|\.)(?:payload|body|event|data|message|msg|notification|alert|webhook|evt)\.(?:\w{0,40}(?:_|[a-z](?=[IUKR])))?(?:id|uid|uuid|key|reference)$/iu;

/** `const known = await find({uid: payload.uid}); if (known) return`. */
export function leavesWhenKnown({call, scope, far}: RunCall): boolean {
	if (far > 1 || !call.args.some(arg => namesWithin(arg, 4).some(name => idOfMessage.test(name)))) return false;
	const kept = scope.code.variables.find(({value, in: at, line}) => {
		const whole = at === call.in && value.is === 'call' ? scope.code.calls[value.call] : undefined;
		return whole !== undefined && line <= call.line && call.end <= whole.end;
	});
	return (
		kept !== undefined &&
		scope
			.exitsIn(call.in)
			.some(({how, line, when}) => how === 'return' && line > call.line && when.some(name => kept.names.includes(name.split('.')[0] ?? '')))
	);
}

/** A table whose rows are refused when they come twice: by a column that must be unique, or by a key that is given and not made. */
export function isUnique({what, path}: Effect, facts: Facts): boolean {
	const wanted = what.toLowerCase().replaceAll('_', '');
	const named = facts.schema.tables.filter(one =>
		[one.name, one.described?.model ?? '']
			.map(name => name.toLowerCase().replaceAll('_', ''))
			.some(name => name !== '' && (name === wanted || name === `${wanted}s`)),
	);
	return nearest(named, path, facts.packages).some(one => {
		const key = one.columns.find(({name}) => one.primaryKey.length === 1 && name === one.primaryKey[0]);
		const isGiven = key !== undefined && key.default === undefined && /^(?:string|text|varchar|character varying|char)$/iu.test(key.type);
		return isGiven || one.uniques.length > 0 || one.indexes.some(({unique}) => unique);
	});
}
