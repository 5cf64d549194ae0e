import {describe, expect, test} from 'vitest';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const documents = (files: Readonly<Record<string, string>>) => factsOf(inMemory(files)).documents;
const only = (path: string, text: string) => {
	const [document] = documents({[path]: text});
	if (document === undefined) throw new Error(`${path} is not a document`);
	return document;
};

const runbook = `---
title: Database down
owner: "Ana Pires"
rehearsed: 2026-03-04
---
# Trigger

Owner: Ana Pires
| Phone | +351 000 |

\`\`\`bash
# not a heading
psql -h <host>
\`\`\`

Escalate
--------
Ask [the list](escalation.md#who) before 12 March 2026. TODO: number.
`;

describe('a Markdown document', () => {
	const document = only('docs/runbooks/db-down.md', runbook);

	test('has headings with lines, and none from code blocks or front matter', () => {
		expect(document.headings.map(({title, level, line}) => [title, level, line])).toEqual([
			['Trigger', 1, 6],
			['Escalate', 2, 16],
		]);
	});
	test('has its front matter and its fields', () => {
		expect(document.frontMatter).toEqual({title: 'Database down', owner: 'Ana Pires', rehearsed: '2026-03-04'});
		expect(document.fields).toEqual({owner: 'Ana Pires', phone: '+351 000'});
		expect(document.title).toBe('Database down');
	});
	test('says what was left to fill in, and whether it stands in a code block', () => {
		expect(document.placeholders.map(({kind, line, fenced}) => [kind, line, fenced])).toEqual([
			['todo', 18, false],
			['angle', 13, true],
		]);
	});
	test('has dates in one form, links and code blocks', () => {
		expect(document.dates.map(({date, line}) => [date, line])).toEqual([
			['2026-03-04', 4],
			['2026-03-12', 18],
		]);
		expect(document.links).toMatchObject([{target: 'escalation.md#who', label: 'the list', line: 18}]);
		expect(document.fencedBlocks).toBe(1);
	});
});

describe('a page', () => {
	test('counts the words between tags and in sentences, not classes, code or imports', () => {
		const page = only(
			'src/pages/Privacy.tsx',
			`import {Card} from '@/components/ui/card which is a module';
const items = [{title: 'Data', content: 'We keep your name and address.'}];
export default function Privacy() {
	const many = a > 3 && b < 4; // a comment of five words
	return <main className="flex relative hidden block grid inline"><h1>Privacy policy</h1><p>Mail [Company Name] today.</p></main>;
}`,
		);
		expect(page.words).toBe(6 + 2 + 4);
		expect(page.headings).toMatchObject([{title: 'Privacy policy', level: 1, line: 5}]);
		expect(page.placeholders).toMatchObject([{kind: 'bracket', line: 5}]);
		expect(page.kind).toBe('page');
	});
	test('knows its links with the words on them', () => {
		const page = only(
			'src/components/Footer.jsx',
			`const links = [{href: '/terms', label: 'Terms'}, {href: '/privacy', label: 'Privacidade'}];
export const Footer = () => <footer><Link to="/contact">
	Contact us
</Link><a href={'https://notices.test/p'}>Privacy</a></footer>;`,
		);
		expect(page.links.map(({target, label, line}) => [target, label, line])).toEqual([
			['/terms', 'Terms', 1],
			['/privacy', 'Privacidade', 1],
			['/contact', 'Contact us', 2],
			['https://notices.test/p', 'Privacy', 4],
		]);
	});
	test('does not read scripts, styles and template tags of HTML as words', () => {
		expect(
			only('templates/privacy.html', '<style>p { color: red }</style>{% load i18n %}<p>Two words</p><script>let x = 1</script>').words,
		).toBe(2);
	});
	test('counts scripts without spaces by two characters a word', () => {
		expect(only('privacy.html', '<p>プライバシー</p>').words).toBe(3);
	});
});

test('dependency lists, vendored, generated, test and tooling files are no documents', () => {
	expect(
		documents({
			'requirements.txt': 'flask==3.0.0',
			'vendor/x/README.md': '# x',
			'dist/index.html': '<p>x</p>',
			'test/notes.md': '# x',
			'.claude/agents/incident.md': '# x',
			'src/server.ts': 'export const x = 1',
			SECURITY: 'Report to us.',
		}).map(({path}) => path),
	).toEqual(['SECURITY']);
});
