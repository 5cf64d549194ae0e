import {expect, it} from 'vitest';
import {parseTemplates} from '../../source/scaffold/templates.ts';
import {nodeVersion} from '../../source/scaffold/view/ci-node.ts';

it.each([
	['20', '20'],
	['20.x', '20'],
	['^18.17.0', '18'],
	['>=18', '22'],
	['>=24.1', '24'],
	['18 || 20', '22'],
	['lts/*', '22'],
	['', '22'],
])('reads the version of Node that %j asks for as %s', (range, version) => {
	expect(nodeVersion(range)).toBe(version);
});

it('reads folders of text as templates, sorted, and names the one that is none', () => {
	const yaml = 'id: b\ntitle: B\nversion: 1\nfiles: {}\n';
	expect(parseTemplates({b: {'template.yaml': yaml}, a: {'template.yaml': yaml.replace('id: b', 'id: a')}}).map(({id}) => id)).toEqual([
		'a',
		'b',
	]);
	expect(() => parseTemplates({c: {'c.md': 'x'}})).toThrow('templates/c/template.yaml is wrong; mend it');
});
