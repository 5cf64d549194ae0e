import {lastOf} from '../code/code.ts';
import type {UnreadEntryPoints} from './entry-point.ts';
import {originOf} from './origin.ts';
import type {Reader, Registered} from './registered.ts';
import {entryTerm} from './registering.ts';
import {knownOf, stepOf} from './running/arguments.ts';
import type {Known, Term} from './running/known.ts';
import {Machine} from './running/machine.ts';

/** Calls that are given `resolvers`, by their last name. */
const takers: ReadonlySet<string> = new Set([
	'ApolloServer',
	'makeExecutableSchema',
	'createSchema',
	'register',
	'mergeResolvers',
	'createApplication',
	'GraphQLServer',
]);
/** Builders of a schema whose resolvers are written in another form. */
const builders: ReadonlyMap<string, string> = new Map([
	['type-graphql:buildSchema', 'TypeGraphQL'],
	['type-graphql:buildSchemaSync', 'TypeGraphQL'],
	['@pothos/core:default', 'Pothos'],
	['nexus:makeSchema', 'Nexus'],
	['graphql:GraphQLSchema', 'graphql'],
	['graphql:buildSchema', 'graphql'],
	['express-graphql:graphqlHTTP', 'express-graphql'],
	['graphql-http/lib/use/express:createHandler', 'graphql-http'],
]);
const roots: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);
const packages =
	/^(?:@apollo\/server|apollo-server|graphql|@graphql-tools|mercurius|type-graphql|@pothos|nexus|express-graphql|@graphql-yoga)/u;

/** The operations of GraphQL servers whose resolvers are written out as objects. */
export const graphql: Reader = ({files, modules}) => {
	const found = new Map<string, Registered>();
	const unread: UnreadEntryPoints[] = [];
	const machine = new Machine(modules, []);
	for (const {path, code, role} of files) {
		if (code === undefined || role !== 'app' || !code.imports.some(({from, typeOnly}) => !typeOnly && packages.test(from))) continue;
		for (const [at, call] of code.calls.entries()) {
			const builder = builders.get(originOf(modules, path, at) ?? '');
			const place = {path, line: call.line, text: call.text};
			if (builder !== undefined)
				unread.push({framework: 'graphql', because: `the operations of a schema made with ${builder} are not read`, places: [place]});
			if (!takers.has(lastOf(call.to)) && !call.to.endsWith('Yoga')) continue;
			const frame = machine.moduleFrame(path);
			if (frame === undefined) continue;
			for (const value of call.args) {
				const resolvers = entryTerm(
					machine,
					{
						value,
						frame: {...frame, function: call.in, parent: frame, results: new Map(), held: new Map()},
						line: call.line,
						text: call.text,
					},
					'resolvers',
				);
				if (resolvers === undefined) continue;
				const inside = operationsIn(machine, resolvers, 0);
				for (const one of inside) found.set(`${one.method} ${one.route} ${one.path} ${one.line}`, one);
				if (inside.length === 0) unread.push({framework: 'graphql', because: 'its resolvers could not be followed', places: [place]});
			}
		}
	}
	return {found: [...found.values()], unread};
};

function operationsIn(machine: Machine, term: Term, depth: number): readonly Registered[] {
	if (depth > 8) return [];
	const known = knownOf(machine, term);
	if (known.is === 'list') return known.items.flatMap(item => operationsIn(machine, item, depth + 1));
	if (known.is === 'made') {
		const call = known.frame.code.calls[known.call];
		return (call?.args ?? []).flatMap(value =>
			operationsIn(machine, {value, frame: known.frame, line: term.line, text: term.text}, depth + 1),
		);
	}
	if (known.is !== 'object') return [];
	return known.entries.flatMap(entry => {
		const inside: Term = {
			value: entry.value.is === 'spread' ? entry.value.of : entry.value,
			frame: known.frame,
			line: entry.line,
			text: term.text,
		};
		if (entry.value.is === 'spread') return operationsIn(machine, inside, depth + 1);
		return roots.has(entry.key) ? fieldsOf(machine, entry.key.toUpperCase(), knownOf(machine, inside), 0) : [];
	});
}

function fieldsOf(machine: Machine, method: string, known: Known, depth: number): readonly Registered[] {
	if (known.is !== 'object' || depth > 8) return [];
	return known.entries.flatMap((entry): readonly Registered[] => {
		if (entry.value.is === 'spread') return fieldsOf(machine, method, machine.evaluate(entry.value.of, known.frame), depth + 1);
		const term: Term = {value: entry.value, frame: known.frame, line: entry.line, text: entry.key};
		const subscribed = method === 'SUBSCRIPTION' ? (entryTerm(machine, term, 'subscribe') ?? term) : term;
		const place = {path: known.frame.path, line: entry.line, text: entry.key};
		return [
			{
				...place,
				kind: 'rpc',
				framework: 'graphql',
				method,
				route: entry.key,
				handler: stepOf(subscribed),
				before: [],
				given: [],
				unresolved: [],
			},
		];
	});
}
