import type {View} from '../../view.ts';

/** What to do once a check of Stripe's messages is written. */
export const afterOf = (known: string | undefined, secret: string, once: boolean): View['after'] => [
	...(known === undefined ? [`Set ${secret} (it begins with whsec_) to what Stripe shows for this address: Developers, Webhooks.`] : []),
	...(once
		? ['Before the release, run sql/webhook-events.sql on every database: until the table is there, every message is refused.']
		: []),
	'Try it: send one message twice (stripe events resend); the second changes nothing. A POST without a signature answers 400.',
];
