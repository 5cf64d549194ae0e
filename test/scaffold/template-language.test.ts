// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
import {describe, expect, it} from 'vitest';
import {TemplateError} from '../../source/scaffold/template-error.ts';
import {type Data, limits, meets, render} from '../../source/scaffold/template-language.ts';

const text = (source: string, data: {readonly [name: string]: Data} = {}, more: Record<string, string> = {}): string =>
	render({t: source, ...more}, 't', data);

describe('the template language', () => {
	it('leaves the syntax of every output language alone', () => {
		const all = '{{ go }} ${{ actions }} ${shell} $(sub) [[ test ]] {% jinja %} %{http_code} <div>';
		expect(text(all)).toBe(all);
	});

	it('prints values, numbers and booleans', () => {
		expect(text('<%= a.b %> <%= n %> <%= yes %>', {a: {b: 'x'}, n: 3, yes: true})).toBe('x 3 true');
	});

	it.each([
		['<% if a %>1<% elif b %>2<% else %>3<% end %>', {a: 'x', b: false}, '1'],
		['<% if a %>1<% elif b %>2<% else %>3<% end %>', {a: '', b: true}, '2'],
		['<% if a %>1<% elif b %>2<% else %>3<% end %>', {a: [], b: 0}, '3'],
		['<% if not a and b == x or c %>1<% end %>', {a: false, b: 'x', c: false}, '1'],
		['<% if a != x %>1<% end %>', {a: 'x'}, ''],
		['<% for x in list %>[<%= x.n %>]<% end %>', {list: [{n: 1}, {n: 2}]}, '[1][2]'],
		['<% for x in list %><% for y in x %><%= y %><% end %>;<% end %>', {list: [['a', 'b'], []]}, 'ab;;'],
		['a<%# note %>b', {}, 'ab'],
	])('renders %s', (source, data, expected) => {
		expect(text(source, data)).toBe(expected);
	});

	it('leaves no line behind where a line holds only a statement', () => {
		expect(text('a\n<% if yes %>\n  b\n<% end %>\nc\n', {yes: true})).toBe('a\n  b\nc\n');
	});

	it('includes a file beside it, and only that', () => {
		expect(text('<% include part.md %>\nend', {x: 'y'}, {'part.md': 'part <%= x %>\n'})).toBe('part y\nend');
		expect(() => text('<% include other.md %>')).toThrow(/no other\.md beside it/u);
		expect(() => text('<% include ../x.md %>')).toThrow(/cannot read/u);
		expect(() => text('<% include t.md %>', {}, {'t.md': '<% include t.md %>'})).toThrow(/nested too deeply/u);
	});

	it('never reads what it printed again', () => {
		expect(text('<%= a | md %>', {a: '<%= secret %>', secret: 's'})).not.toContain('s |');
		expect(text('<%= a | comment %>', {a: '<%= secret %>', secret: 's'})).toBe('<%= secret %>');
	});

	it.each(['constructor', 'toString', '__proto__', 'a.constructor', 'a.__proto__', 'list.length', 'a.b.length', 'missing', 'a.missing'])(
		'knows nothing as %s, though JavaScript does',
		path => {
			expect(() => text(`\n<%= ${path} | json %>`, {a: {b: 'x'}, list: ['y']})).toThrow(`t:2: nothing is known as ${path}`);
			expect(() => text(`<% if ${path} %>x<% end %>`, {a: {b: 'x'}, list: ['y']})).toThrow(TemplateError);
		},
	);

	it.each([
		['a\n\n<% if x %>\nb', 't:3: this is never closed with <% end %>'],
		['a\n<% if x %>\n<% elif %>\n<% end %>', 't:3: cannot read the condition'],
		['a\nb <%= x', 't:2: a <% is never closed'],
		['<% while x %>', 't:1: cannot read <% while x %>'],
		['\n<% end %>', 't:2: cannot read <% end %>'],
		['<%= x + 1 %>', 't:1: cannot read'],
		['<% for a in x %><%= a %><% end %>', 't:1: x is not a list'],
		['<%= y %>', 't:1: a list or a record cannot be printed'],
	])('says file and line for %j', (source, problem) => {
		expect(() => text(source, {x: 'x', y: []})).toThrow(problem);
	});

	it('stops at its limits of steps and bytes', () => {
		const many = Array.from({length: 400}, () => 'x');
		expect(() => text('<% for a in l %><% for b in l %><%= a %><% end %><% end %>', {l: many})).toThrow(`more than ${limits.steps} steps`);
		expect(() => text('<% for a in l %><%= big %><% end %>', {l: many, big: 'x'.repeat(10_000)})).toThrow(
			`more than ${limits.bytes} bytes`,
		);
	});

	it('throws nothing but its own error, whatever it is given', () => {
		const bits = ['<%', '%>', '=', ' if ', ' end ', ' for x in ', 'a', '|', ' sh', '\n', '.', '"', ' include ', 'else', '{{', '\0'];
		let seed = 7;
		const next = (): number => {
			seed = (seed * 1103515245 + 12345) % 2147483648;
			return seed;
		};
		for (let round = 0; round < 3000; round += 1) {
			const source = Array.from({length: 12}, () => bits[next() % bits.length]).join('');
			try {
				text(source, {a: ['b']});
			} catch (error) {
				expect(error, source).toBeInstanceOf(TemplateError);
			}
		}
	});

	it('decides a condition on its own', () => {
		expect(meets('database == postgres and not queue', {database: 'postgres', queue: ''}, 'x')).toBe(true);
		expect(() => meets('nothing', {}, 'template.yaml')).toThrow('template.yaml:1');
	});
});
