import {expect, test} from 'vitest';
import type {TestFile} from '../../source/facts/test-files.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const testIn = (path: string, text: string, more: Readonly<Record<string, string>> = {}): TestFile | undefined =>
	factsOf(inMemory({'src/cart.ts': 'export const cart = 1;', 'shop/cart.py': 'x = 1', ...more, [path]: text})).testFiles.find(
		one => one.path === path,
	);

test.each<[string, string, TestFile['reaches']]>([
	['src/cart.test.ts', "import {cart} from './cart';\nit('a', () => expect(cart).toBe(1));", 'code'],
	['test/cart.test.ts', "import {cart} from '@/cart';\nit('a', () => expect(cart).toBe(1));", 'code'],
	['test/cart.test.ts', "import {cart} from 'src/cart';\nit('a', () => expect(cart).toBe(1));", 'code'],
	['test/cart.test.ts', "import {it} from 'vitest';\nit('a', () => expect(2).toBe(1));", undefined],
	['test/cart.test.ts', "import {help} from './help';\nit('a', () => help());", 'http'],
	['e2e/cart.spec.ts', "test('a', async ({page}) => { await page.goto('/'); });", 'browser'],
	['tests/test_cart.py', 'from shop.cart import x\ndef test_a():\n    assert x == 1\n', 'code'],
	['tests/test_cart.py', 'import os\ndef test_a():\n    assert os.sep\n', undefined],
	['cart_test.go', 'func TestCart(t *testing.T) {}', 'code'],
])('%s %s reaches: %s', (path, text, reaches) => {
	expect(
		testIn(path, text, {'test/help.ts': "import request from 'supertest';\nexport const help = () => request(app).get('/');"}),
	).toMatchObject({reaches});
});

test.each<[string, string, boolean, boolean]>([
	['should be defined', "it('should be defined', () => expect(cart).toBeDefined());", true, false],
	[
		'two cases, one of them real',
		"it('should be defined', () => expect(cart).toBeDefined());\nit('adds', () => expect(cart).toBe(1));",
		false,
		false,
	],
	['snapshots only', "it('adds', () => expect(cart).toMatchSnapshot());", false, true],
	['a constant', "it('works', () => expect(true).toBe(true));", false, true],
])('%s: sample %s, hollow %s', (_name, text, sample, hollow) => {
	expect(testIn('src/cart.test.ts', `import {cart} from './cart';\n${text}`)).toMatchObject({sample, hollow});
});

test('a file in a test folder without a case is no test', () => {
	expect(testIn('test/set-up.ts', 'export const page = 1;')).toBeUndefined();
});
