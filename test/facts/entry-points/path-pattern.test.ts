import {expect, test} from 'vitest';
import {pathPattern} from '../../../source/facts/entry-points/path-pattern.ts';

test.each([
	['/notes', '/notes', true],
	['/notes', '/notes/1', false],
	['/notes/:path*', '/notes', true],
	['/notes/:path*', '/notes/1/2', true],
	['/notes/:path*', '/notesx', false],
	['/notes/:path+', '/notes', false],
	['/notes/:id', '/notes/1/2', false],
	['/notes/:id(\\d+)', '/notes/12', true],
	['/notes/:id(\\d+)', '/notes/x', false],
	['/:path*', '/', true],
	['/notes(.*)', '/notes/1', true],
	['/(api|trpc)(.*)', '/trpc/notes', true],
	['/(api|trpc)(.*)', '/notes', false],
	['/((?!api|_next/static|favicon.ico).*)', '/notes', true],
	['/((?!api|_next/static|favicon.ico).*)', '/', true],
	['/((?!api|_next/static|favicon.ico).*)', '/api/notes', false],
	['/((?!_next|.*\\.(?:svg|png)$).*)', '/logo.svg', false],
	['/((?!_next|.*\\.(?:svg|png)$).*)', '/logo.svg.d', true],
	['/((?!_next|[^?]*\\.(?:html?|js(?!on))).*)', '/a.json', true],
	['/((?!_next|[^?]*\\.(?:html?|js(?!on))).*)', '/a.js', false],
	['/((?!.+\\.[\\w]+$|_next).*)', '/notes', true],
	['/(de|en)/:path*', '/en/notes', true],
	['*.server.*', 'notes.server.ts', true],
	['*.server.*', 'server.ts', false],
])('%s covers %s: %s', (pattern, path, covered) => {
	expect(pathPattern(pattern)?.(path)).toBe(covered);
});

test.each(['/(unclosed', '/[a', '/(?<named>x)', `/${'a'.repeat(700)}`])('does not understand %s', pattern => {
	const read = pathPattern(pattern);
	expect(read === undefined || read('/x') === false).toBe(true);
});

test('gives up on a pattern that would take for ever, and on brackets without end', () => {
	expect(pathPattern('/((a*)*)*b')?.(`/${'a'.repeat(60)}`)).toBeUndefined();
	expect(pathPattern(`/${'('.repeat(300)}${')'.repeat(300)}`)).toBeUndefined();
});
