async function stripe() {
	if (!process.env.STRIPE_SECRET_KEY) return undefined;
	const {default: Stripe} = await import('stripe');
	return new Stripe(process.env.STRIPE_SECRET_KEY);
}

export async function charge(booking) {
	const client = await stripe();
	if (!client) {
		// TODO: take real money
		booking.paid = true;
		return;
	}
	const intent = await client.paymentIntents.create({amount: booking.price * 100, currency: 'eur', receipt_email: booking.email});
	booking.payment = intent.id;
	booking.paid = true;
}

export async function refund(booking) {
	const client = await stripe();
	if (client) await client.refunds.create({payment_intent: booking.payment});
}
