import {expect, test} from 'vitest';
import {addressIn} from '../../../source/facts/addresses/host.ts';

test.each([
	['http://localhost:3000/reset', 'local'],
	['ws://127.0.0.1:8787', 'local'],
	['http://[::1]:80', 'local'],
	['https://3f2a.ngrok-free.app/live', 'tunnel'],
	['https://api-m.sandbox.paypal.com/v2', 'sandbox'],
	['https://example.com/terms', 'placeholder'],
	['https://your-domain.com', 'placeholder'],
	['http://link-to-app/verify', 'placeholder'],
	['https://api.stripe.com/v1', 'other'],
	['https://myshop.io', 'other'],
	['https://via.placeholder.com/600', 'other'],
	['http://backend:8000', 'other'],
])('%s is %s', (text, kind) => {
	expect(addressIn(text)?.kind).toBe(kind);
});

test.each(['/orders', 'mailto:a@b.test', 'postgres://localhost/shop', 'see http://localhost'])(
	'%s is no address of a web service',
	text => {
		expect(addressIn(text)).toBeUndefined();
	},
);
