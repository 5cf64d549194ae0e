import {lastOf, moduleLevel} from '../../../facts/code/code.ts';
import {broughtFrom} from './databases.ts';
import {type Into, offeredFunction, type Question} from './question.ts';
import type {Source} from './sources.ts';

/** What is asked of a client of MongoDB. */
export const ping = 'getClient().db().command({ping: 1})';

/** Mongoose keeps its connection itself: whoever imports it has it. */
export function mongooseQuestion(sources: readonly Source[], into: Into | undefined): Question | undefined {
	const connecting = sources.find(({code}) =>
		code.imports.some(
			({from, name, local}) =>
				from === 'mongoose' &&
				local !== undefined &&
				code.calls.some(({to}) => to === `${local}.connect` || (to === local && name === 'connect')),
		),
	);
	if (connecting === undefined) return undefined;
	// Where nothing runs before the first request, a function of one's own connects.
	const opening = into === undefined ? offeredFunction(connecting, 'connect', into, 'connect') : undefined;
	const there = into?.code.imports.find(({from, name}) => from === 'mongoose' && (name === 'default' || name === '*'))?.local;
	return {
		ask: `() => ${there ?? 'mongoose'}.connection.${ping}`,
		imports: [
			...(there === undefined ? [{name: 'default', local: 'mongoose', from: {package: 'mongoose'}}] : []),
			...(opening?.imports ?? []),
		],
		kind: 'mongoose',
		handle: opening?.name ?? '',
	};
}

/** A client of MongoDB that is kept as what it will be: `export default clientPromise`. */
export function promisedMongo(sources: readonly Source[], into: Into | undefined): Question | undefined {
	for (const source of sources) {
		const {code} = source;
		if (!code.imports.some(({from}) => from === 'mongodb')) continue;
		const promised = code.variables.find(
			({in: at, type, value, names}) =>
				at === moduleLevel &&
				((type?.is === 'generic' && type.name === 'Promise' && type.of.some(one => one.is === 'name' && one.name === 'MongoClient')) ||
					(value.is === 'call' && lastOf(code.calls[value.call]?.to ?? '') === 'connect') ||
					/promise$/iu.test(names[0] ?? '')),
		);
		const brought = promised && broughtFrom(source, promised.names[0] ?? '', into, 'database');
		if (brought !== undefined)
			return {
				ask: `async () => (await ${brought.name}).db().command({ping: 1})`,
				imports: brought.imports,
				kind: 'mongo-promise',
				handle: brought.name,
			};
	}
	return undefined;
}
