import {expect, test} from 'vitest';
import {covers, joinPaths, routePath} from '../../../source/facts/entry-points/route-path.ts';

test.each([
	['', '/'],
	['users/', '/users'],
	['//users//:id', '/users/:id'],
	['/users/:id(\\d+)', '/users/:id'],
	['/users/:id{[0-9]{2,3}}', '/users/:id'],
	['/files(?!/own)/:name', '/files/:name'],
	['/files/*', '/files/*'],
	['/files/*rest', '/files/*'],
	['/files{/*rest}', '/files/*'],
	['/files/(.*)', '/files/*'],
	['/files/:path+', '/files/*'],
	['/files/:path{.+}', '/files/*'],
	['/users{/:id}', '/users/:id?'],
	['/s/:id.:format', '/s/:id.:format'],
	['/((', '/'],
])('%s is %s', (written, path) => {
	expect(routePath(written)).toBe(path);
});

test('paths are joined with one slash between them', () => {
	expect(joinPaths('/', '/api/', '', 'users')).toBe('/api/users');
	expect(joinPaths('', '/')).toBe('/');
});

test.each([
	['/', '/a', false, true],
	['/', '/a', true, false],
	['/admin', '/admin/users', false, true],
	['/admin', '/administer', false, false],
	['/admin', '/admin/users', true, false],
	['/admin/*', '/admin/users/:id', true, true],
	['/:org/admin', '/x/admin/y', false, true],
	['/users/me', '/users/:id', false, false],
] as const)('%s covers %s (exactly: %s): %s', (prefix, route, exact, yes) => {
	expect(covers(prefix, route, exact)).toBe(yes);
});
