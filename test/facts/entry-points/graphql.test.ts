import {expect, test} from 'vitest';
import {graphql} from '../../../source/facts/entry-points/graphql.ts';
import {groundOf, linesOf, manifest} from './registered.ts';

test('the fields of queries, mutations and subscriptions are entry points, over files', () => {
	expect(
		linesOf(graphql, {
			'package.json': manifest('@apollo/server'),
			'server.ts':
				"import {ApolloServer} from '@apollo/server';\nimport {resolvers} from './resolvers';\nnew ApolloServer({typeDefs, resolvers});",
			'resolvers.ts':
				"import {users} from './users';\nexport const resolvers = {Query: {...users, note: (parent, {id}) => id}, Mutation: {add: signedIn(add)}, Subscription: {added: {subscribe: listen}}, User: {name: () => ''}};",
			'users.ts': 'export const users = {user: () => null};',
		}),
	).toEqual([
		'rpc QUERY user → user@users.ts',
		'rpc QUERY note → note@resolvers.ts',
		'rpc MUTATION add → signedIn@resolvers.ts',
		'rpc SUBSCRIPTION added → listen@resolvers.ts',
	]);
});

test('resolvers that cannot be followed, and schemas that are built otherwise, are not read, by name', () => {
	const ground = groundOf({
		'package.json': manifest('type-graphql'),
		'a.ts': "import {buildSchema} from 'type-graphql';\nawait buildSchema({resolvers: [Notes]});",
		'b.ts': "import {createYoga, createSchema} from 'graphql-yoga';\ncreateSchema({typeDefs, resolvers: loaded()});",
	});
	expect(graphql(ground).unread.map(({because, places}) => `${places[0]?.path} ${because}`)).toEqual([
		'a.ts the operations of a schema made with TypeGraphQL are not read',
		'b.ts its resolvers could not be followed',
	]);
});
