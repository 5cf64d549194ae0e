import {type Call, lastOf, textOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {DataOperation} from './data-call.ts';
import {type DataReader, entriesOf, limitOf, linked, seen} from './reading.ts';

const functions: ReadonlyMap<string, DataOperation> = new Map([
	['getDocs', 'read many'],
	['onSnapshot', 'read many'],
	['getDoc', 'read one'],
	['getCountFromServer', 'count'],
	['addDoc', 'insert'],
	['setDoc', 'upsert'],
	['updateDoc', 'update'],
	['deleteDoc', 'delete'],
]);
const methods: ReadonlyMap<string, DataOperation> = new Map([
	['get', 'read many'],
	['stream', 'read many'],
	['onSnapshot', 'read many'],
	['add', 'insert'],
	['create', 'insert'],
	['set', 'upsert'],
	['update', 'update'],
	['delete', 'delete'],
]);

/** Firestore from the browser's library and from the server's. */
export const firestore: DataReader = (chain, scope, ground) => {
	const [first] = chain.links;
	if (first === undefined || !ground.uses('baas.firebase')) return undefined;
	const operation = chain.head.length === 0 ? functions.get(first.verb) : undefined;
	if (operation !== undefined) {
		const parts = partsOf(first.call.args[0], first.call, scope);
		const isOne = parts.some(({to}) => lastOf(to) === 'doc') && operation === 'read many';
		const limit = parts.find(({to}) => /^(?:limit|limitToLast)$/u.test(lastOf(to)));
		const place = parts.find(({to}) => /^(?:collection|collectionGroup|doc)$/u.test(lastOf(to)));
		return seen(
			'firestore',
			isOne ? 'read one' : operation,
			place?.args
				.map(textOf)
				.filter(part => part !== undefined)
				.at(-1) ?? '',
			{
				filters: [
					...parts.flatMap(({to, args}) => (lastOf(to) === 'where' ? [textOf(args[0]) ?? ''] : [])),
					...(place !== undefined && (place.args.length > 2 || place.args.some(one => one.is === 'template')) ? ['parent'] : []),
				],
				limit:
					limit === undefined
						? operation === 'read many' && (parts.length === 0 || parts.some(one => isOwn(one, scope)))
							? 'unknown'
							: 'none'
						: limitOf(limit.args[0], limit, scope, ground),
				values: entriesOf(first.call.args[1]),
			},
		);
	}
	const places = chain.links.filter(({verb}) => verb === 'collection' || verb === 'collectionGroup');
	const doing = chain.links.findLast(({verb}) => methods.has(verb));
	const method = doing === undefined ? undefined : methods.get(doing.verb);
	if (places.length === 0 || doing === undefined || method === undefined) return undefined;
	const nested = chain.links.findLastIndex(({verb}) => verb === 'doc');
	const isDocument = nested > chain.links.findLastIndex(({verb}) => verb === 'collection');
	const limit = linked(chain, 'limit');
	return seen('firestore', method === 'read many' && isDocument ? 'read one' : method, textOf(places.at(-1)?.call.args[0]) ?? '', {
		filters: [
			...chain.links.flatMap(({verb, call}) => (verb === 'where' ? [textOf(call.args[0]) ?? ''] : [])),
			...(nested >= 0 && !isDocument ? ['parent'] : []),
		],
		limit: limit === undefined ? 'none' : limitOf(limit.args[0], limit, scope, ground),
		values: entriesOf(doing.call.args[0]),
	});
};

/** A function of the application puts the query together. */
const isOwn = (call: Call, scope: FileScope): boolean =>
	!call.to.includes('.') && (scope.code.functions.some(({name}) => name === call.to) || /^(?:build|make|apply|create)[A-Z]/u.test(call.to));

/** `query(collection(db, 'rooms'), where(…), limit(9))` as its calls. */
function partsOf(value: Value | undefined, call: Call, scope: FileScope, left = 4): readonly Call[] {
	if (value === undefined || left === 0) return [];
	if (value.is === 'name') {
		const binding = scope.binding(value.name, call.in, call.line);
		return binding?.is === 'variable' ? partsOf(binding.variable.value, call, scope, left - 1) : [];
	}
	const one = value.is === 'call' ? scope.code.calls[value.call] : undefined;
	return one === undefined ? [] : [one, ...one.args.flatMap(arg => partsOf(arg, one, scope, left - 1))];
}
