import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {text} from '../../source/reports/text.ts';
import {wrap} from '../../source/reports/wrap.ts';
import {safeText} from '../../source/safe-text.ts';
import {assessed, found, item} from '../assessment/example.ts';
import {hostile, reported} from './example.ts';

const widest = (whole: string): number => Math.max(...whole.split('\n').map(line => stringWidth(line)));

describe('The plain report', () => {
	test('It opens with what is right, then the level, what holds it, and what to do first', () => {
		const whole = text(reported);
		const headings = [
			'my-app',
			'Already right',
			'Level: Prototype proven',
			'What keeps it from Pilot (3)',
			'Fix first',
			'Security hardening',
			'What people said',
			'Not looked at',
		];
		const places = headings.map(heading => whole.indexOf(heading.replace('Security hardening', 'Title of security-hardening')));
		expect(places.every(place => place >= 0)).toBe(true);
		expect(places).toEqual(places.toSorted((one, other) => one - other));
	});

	test('It says the whole', () => {
		expect(text(reported)).toMatchInlineSnapshot(`
			"my-app

			Already right
			  ✓ fine: Changes to the database are written down (source/app.ts:3)

			Level: Prototype proven; gaps keep it there, and no answer alone takes it
			       further.
			       Show it; do not put real people's data in it.

			What keeps it from Pilot (3)
			  - A password that works is in the repository
			    sec-secret-in-repo: A key of a payment service is in a tracked file.
			  - Is dat-no-backup taken care of?
			    dat-no-backup: Only said, by Ana on 2026-11-01; nothing proves it yet.
			  - Nothing checks a change before it ships
			    ops-no-ci: The probe says gap.

			Fix first
			  Open blockers, then what the next level needs, then the rest; by worth per
			  hour, with at most one question among three.
			  1. A password that works is in the repository - about 40 min
			     sec-secret-in-repo: 20 × 1 × 1 × 1 / 0.7 h = 28.57
			  2. Is dat-no-backup taken care of? - a question
			     dat-no-backup: 20 × 1 × 1 × 0.5 / 0.05 h = 200
			  3. Nothing checks a change before it ships - about 3 h
			     ops-no-ci: 20 × 1 × 1 × 1 / 3 h = 6.67
			  4. Not live until: the address is published - a question
			     sec-vuln-process: 1 × 1 × 1 × 0.5 / 0.05 h = 10

			Title of security-hardening: Prototype proven
			  1 blocker · 1 not live · 5 % closed, 100 % looked at
			  ✗ gap, blocker: A password that works is in the repository
			    sec-secret-in-repo
			    A key of a payment service is in a tracked file.
			    source/app.ts:3 (3 places)  app.listen(3000)

			Title of data-integrity: Prototype proven, Production possible
			  1 said · 1 fine · 36 % closed, 100 % looked at

			Title of scalability: nothing here applies

			Title of operational-readiness: Prototype proven
			  1 blocker · 1 accepted · 0 % closed, 100 % looked at
			  ✗ gap, blocker: Nothing checks a change before it ships
			    ops-no-ci
			    The probe says gap.
			    Raised because strangers use it.

			What people said
			  - sec-vuln-process: Not live until: the address is published
			  - dat-no-backup: Ana said so on 2026-11-01. Nothing here proves it yet.
			  - ops-no-runbooks: Accepted by Ben until 2026-12-24: the pilot has three
			    users. The probe says gap.

			Not looked at
			  - films: too large
			"
		`);
	});

	test.each([40, 80, 120])('No line is wider than %i columns, whatever the repository holds', width => {
		expect(widest(text(reported, {width}))).toBeLessThanOrEqual(width);
		expect(widest(text(hostile, {width}))).toBeLessThanOrEqual(width);
	});

	test('A hostile repository reaches no terminal', () => {
		expect(text(hostile)).not.toMatch(/[^\P{C}\n]/u);
	});

	test('Asked for ASCII it writes ASCII', () => {
		expect(text(reported, {ascii: true})).toMatch(/^[\n -~]*$/u);
	});

	test('Where nothing applies it says so, and nothing else', () => {
		const nothing = {
			...reported,
			assessment: assessed([item('dat-x')], [found('dat-x', 'not-applicable')]),
			repository: {name: 'empty', packages: [], skipped: []},
		};
		expect(text(nothing)).toBe('empty\n\nLevel: There is nothing to assess yet: no check applies to what is here.\n');
	});

	test('A broken file of the record is named', () => {
		const broken = [{path: safeText('.shipworthy/answers/ops-no-ci.yaml'), line: 3, problem: safeText('`says` is missing.')}];
		expect(text({...reported, broken})).toContain('.shipworthy/answers/ops-no-ci.yaml:3 `says` is missing.');
	});
});

describe('Wrapping', () => {
	test.each([
		['one two three', 9, '', 'one two\nthree'],
		['one two three', 12, '- ', '- one two\n  three'],
		['abcdefghijklmnop', 8, '', 'abcdefgh\nijklmnop'],
		['日本語日本語', 8, '', '日本語日\n本語'],
		['', 8, '- ', '-'],
	])('%j in %i columns', (whole, width, first, lines) => {
		expect(wrap(whole, width, first)).toBe(lines);
	});
});
