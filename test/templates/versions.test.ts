import {expect, it} from 'vitest';
import {readTemplates} from '../../source/scaffold/templates.ts';
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

it('reads what was compiled in as templates, sorted, and names the one that is none', () => {
	const folder = (id: string) => ({described: {id, title: 'B', version: 1, files: {}}, files: {}});
	expect(readTemplates({b: folder('b'), a: folder('a')}).map(({id}) => id)).toEqual(['a', 'b']);
	expect(() => readTemplates({c: {described: null, files: {'c.md': 'x'}}})).toThrow('templates/c/template.yaml is wrong; mend it');
});
