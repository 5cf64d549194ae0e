import {expect, test} from 'vitest';
import type {Term, Way} from '../../../source/facts/code/ways.ts';
import {parsers} from '../../support/facts.ts';

const waysOf = (path: string, text: string): readonly string[] => {
	const parsed = parsers.code(path, path.endsWith('.py') ? 'py' : 'ts', text);
	const code = parsed !== undefined && 'code' in parsed ? parsed.code : undefined;
	return (code?.functions[0]?.ways ?? []).map(shown);
};

const shown = ({does, under, value}: Way): string => [does, said(value), ...under.map(one => `if ${said(one)}`)].join(' ');

function said(term: Term): string {
	switch (term.is) {
		case 'text':
			return `'${term.text}'`;
		case 'literal':
			return String(term.value);
		case 'name':
			return term.name;
		case 'pattern':
			return `/${term.source}/`;
		case 'list':
			return `[${term.items.map(said).join()}]`;
		case 'not':
			return `!${said(term.of)}`;
		case 'all':
		case 'any':
			return `(${term.of.map(said).join(term.is === 'all' ? ' & ' : ' | ')})`;
		case 'same':
			return `${said(term.of[0])}=${said(term.of[1])}`;
		case 'call':
			return `${term.on === undefined ? '' : `${said(term.on)}.`}${term.to}(${term.args.map(said).join()})`;
		case 'choice':
			return `${said(term.test)}?${said(term.of[0])}:${said(term.of[1])}`;
		case 'object':
		case 'lambda':
		case 'unknown':
			return term.is;
	}
}

test('keeps what a function does in order, with the conditions as they are meant', () => {
	expect(
		waysOf(
			'a.ts',
			`export function gate({url}) {
				const open = ['/a'];
				if (!user && !open.includes(url.pathname)) { return deny(); } else if (/^.x/u.test(url.pathname)) return;
				user || redirect('/in');
				try { await ask(); } catch { throw error(500); }
			}`,
		),
	).toEqual([
		"names ['/a']",
		'returns deny() if (!user & !open.includes(url.pathname))',
		'returns null if !(!user & !open.includes(url.pathname)) if /^.x/.test(url.pathname)',
		"acts redirect('/in') if !user",
		'acts ask()',
		'throws error(500) if unknown',
	]);
});

test('keeps the same of Python', () => {
	expect(
		waysOf(
			'a.py',
			`
def gate():
    if request.endpoint not in OPEN and user is None:
        return deny(), 401
    elif request.path.startswith('/a'):
        return
    else:
        abort(403)
`,
		),
	).toEqual([
		'returns [deny(),401] if (!OPEN.in(request.endpoint) & user=null)',
		"returns null if !(!OPEN.in(request.endpoint) & user=null) if request.path.startswith('/a')",
		"acts abort(403) if !(!OPEN.in(request.endpoint) & user=null) if !request.path.startswith('/a')",
	]);
});

test('keeps nothing of files that do not decide by a path', () => {
	expect(waysOf('a.ts', 'export function add(a, b) { if (a) return b; }')).toEqual([]);
});
