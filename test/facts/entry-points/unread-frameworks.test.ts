import {expect, test} from 'vitest';
import {unreadFrameworksReader} from '../../../source/facts/entry-points/unread-frameworks.ts';
import {groundOf, manifest} from './registered.ts';

const unread = (files: Readonly<Record<string, string>>): readonly string[] =>
	unreadFrameworksReader(groundOf(files)).unread.map(({framework, places}) => `${framework} ${places.map(({path}) => path).join(' ')}`);

test('names frameworks that serve files and are not read', () => {
	expect(unread({'web/package.json': manifest('@tanstack/react-start', 'react')})).toEqual(['TanStack Start web/package.json']);
	expect(unread({'package.json': manifest('expo'), 'app/notes+api.ts': 'export const GET = () => 1;'})).toEqual([
		'Expo API routes app/notes+api.ts',
	]);
	expect(unread({'package.json': manifest('gatsby'), 'src/api/notes.ts': 'export default () => {};'})).toEqual([
		'Gatsby functions src/api/notes.ts',
	]);
});

test('names none for a framework that is read, or that only builds pages', () => {
	expect(unread({'package.json': manifest('next', 'express', 'gatsby', '@tanstack/react-query')})).toEqual([]);
});
