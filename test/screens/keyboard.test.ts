import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {Keyboard, keysIn} from '../../source/screens/keyboard.ts';

class FakeStdin extends PassThrough {
	raw = false;
	setRawMode(on: boolean): this {
		this.raw = on;
		return this;
	}
}

const tick = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

test.each([
	['j\rq', ['j', '\r', 'q']],
	['\u001B[A\u001B[6~x', ['\u001B[A', '\u001B[6~', 'x']],
	['\u001Bj', ['\u001B', 'j']],
	['\u001B\u001B', ['\u001B', '\u001B']],
	['\n', ['\r']],
	['e\u0301日', ['e\u0301', '日']],
	['\u001B[200~two\nlines\u001B[201~q', ['\u001B[200~two\nlines\u001B[201~', 'q']],
	['a paste that no terminal has marked as one', ['a paste that no terminal has marked as one']],
	['\u007F\u007F', ['\u007F', '\u007F']],
])('%j is taken apart into keys', (chunk, keys) => {
	expect(keysIn(chunk)).toEqual(keys);
});

test('keys typed before anybody reads are kept, and handed on one by one', async () => {
	const stdin = new FakeStdin();
	const keyboard = new Keyboard(stdin, () => {});
	stdin.write('1j\r');
	await tick();
	const heard: string[] = [];
	keyboard.on('readable', () => {
		for (let key = keyboard.read(); key !== null; key = keyboard.read()) heard.push(String(key));
	});
	await expect.poll(() => heard).toEqual(['1', 'j', '\r']);
	expect(stdin.raw).toBe(true);
});

test('Ctrl-C before anybody reads ends the program; later it overtakes what waits', async () => {
	const stdin = new FakeStdin();
	let interrupted = 0;
	const keyboard = new Keyboard(stdin, () => {
		interrupted += 1;
	});
	stdin.write('abc\u0003');
	await expect.poll(() => interrupted).toBe(1);
	const heard: string[] = [];
	keyboard.on('readable', () => {
		for (let key = keyboard.read(); key !== null; key = keyboard.read()) heard.push(String(key));
	});
	await tick();
	stdin.write('x'.repeat(20));
	stdin.write('\u0003');
	await expect.poll(() => heard.at(-1)).toBe('\u0003');
	expect(heard.length).toBeLessThan(20);
	expect(interrupted).toBe(1);
});
