import {createHmac, timingSafeEqual} from 'node:crypto';

const oldest = 5 * 60;

/** Whether Stripe signed these bytes with the secret, and not longer ago than five minutes. */
export function isSigned(header, body, secret) {
	const parts = Object.fromEntries((header ?? '').split(',').map(part => part.split('=', 2)));
	if (!/^\d+$/.test(parts.t ?? '')) return false;
	if (Math.abs(Date.now() / 1000 - Number(parts.t)) > oldest) return false;
	const expected = createHmac('sha256', secret).update(`${parts.t}.`).update(body).digest();
	const given = Buffer.from(parts.v1 ?? '', 'hex');
	return given.length === expected.length && timingSafeEqual(given, expected);
}
