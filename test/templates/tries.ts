import {expect} from 'vitest';
import type {Running} from '../support/frameworks.ts';

/** Ten tries, and no more, by each who calls; everything else goes on. `wrong` is the answer to a wrong password, `atLeast` the seconds to wait. */
export const isLimited =
	(path: string, {wrong = 401, about = '/about', atLeast = 800} = {}) =>
	async ({url}: Running): Promise<void> => {
		const attempt = async (from: string) => {
			const headers = {'content-type': 'application/json', 'x-forwarded-for': from};
			const response = await fetch(`${url}${path}`, {method: 'POST', headers, body: '{"password":"guess"}'});
			return {status: response.status, after: Number(response.headers.get('retry-after'))};
		};
		const tries = async (from: string, times: number) => {
			const all: number[] = [];
			for (let at = 0; at < times; at++) all.push((await attempt(from)).status);
			return all;
		};
		expect(await tries('203.0.113.7', 11)).toEqual([...Array.from({length: 10}, () => wrong), 429]);
		const {status, after} = await attempt('203.0.113.7');
		expect(status).toBe(429);
		expect(after).toBeGreaterThan(atLeast);
		expect(after).toBeLessThanOrEqual(900);
		// What the caller wrote into the header before the proxy added its word changes nothing; another caller is another one.
		expect(await tries('198.51.100.1, 203.0.113.7', 1)).toEqual([429]);
		expect(await tries('203.0.113.8', 1)).toEqual([wrong]);
		// A network of version 6 is one caller.
		expect(await tries('2001:db8::1', 10)).toEqual(Array.from({length: 10}, () => wrong));
		expect(await tries('2001:db8:0:0:ffff::2', 1)).toEqual([429]);
		expect(await tries('2001:db8:0:1::2', 1)).toEqual([wrong]);
		expect((await fetch(`${url}${about}`, {headers: {'x-forwarded-for': '203.0.113.7'}})).status).toBe(200);
		expect((await fetch(`${url}${path}`, {method: 'OPTIONS', headers: {'x-forwarded-for': '203.0.113.7'}})).status).not.toBe(429);
	};

/** Where tries are counted by the quarter of an hour, one that ends in this moment would start anew in the middle of a test: waits for the next. */
export const inOneQuarter = (): Promise<void> =>
	expect.poll(() => 900 - ((Date.now() / 1000) % 900), {timeout: 40_000, interval: 500}).toBeGreaterThan(25);
