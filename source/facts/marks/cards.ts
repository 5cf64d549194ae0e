import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;
const card =
	'cc-(?:number|csc|exp(?:-month|-year)?|name)|(?:credit_?|debit_?|payment_?|c)?card_?(?:num(?:ber)?|no)|(?:card_?)?(?:cvc2?|cvv2?|csc)(?:_?(?:code|number))?|card_?(?:security_?code|code)|card_?(?:expiry|expiration|exp)(?:_?(?:date|month|year))?|(?:exp|expiry|expiration)_?(?:date|month|year)|card_?holder(?:_?name)?|name_?on_?card';

/** Where forms of one's own ask for payment cards, and where a provider draws the fields itself. */
export const cardMarks: readonly MarkRule[] = [
	{
		/** Fields of one's own forms that ask for a payment card. */
		kind: 'card.field',
		languages: [...script, 'html', 'dart'],
		literals: ['ardN', 'ard_n', 'ardn', 'ard-n', 'ardHolder', 'cc-n', 'cc-c', 'cc-e', 'cvc', 'cvv', 'Cvc', 'Cvv', 'CVC', 'CVV'],
		pattern: new RegExp(
			`(?:\\b(?:name|id|formControlName|autocomplete|autoComplete|v-model(?:\\.\\w+)*|controlName)\\s*=\\s*\\{?\\s*|\\bregister\\(\\s*|\\[\\(ngModel\\)\\]\\s*=\\s*)["'\`](?:[\\w$.]{0,60}[.])?(?<value>${card})["'\`]|\\b(?:bind:value|value)=\\{\\s*(?:[\\w$.]{0,60}[.])?(?<other>(?:credit_?)?card_?num(?:ber)?|cvc|cvv)\\s*\\}`,
			'giu',
		),
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'card.field',
		languages: [...script, 'html'],
		literals: ['1234 ', '4242 ', '0000 ', '4111 ', '1234-', 'ard number', 'ard Number', 'CVC', 'CVV', 'MM/YY', 'MM / YY'],
		pattern:
			/\bplaceholder\s*=\s*\{?\s*["'`](?<value>(?:1234|4242|0000|4111)[ -](?:\d{4}|x{4})[ -]\d{4}[ -]\d{4}|Card number|CVC|CVV|MM\s?\/\s?YY)["'`]/giu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** Fields and frames that a payment provider draws in its own page. */
		kind: 'card.hosted',
		languages: [...script, 'html', 'py', 'rb', 'php', 'go'],
		literals: [
			'CardElement',
			'PaymentElement',
			'CardNumberElement',
			'EmbeddedCheckout',
			'checkout.sessions',
			'checkout.Session',
			'hosted-fields',
			'hostedFields',
			'PayPalButtons',
			'redirectToCheckout',
			'js.stripe.com',
			'buy.stripe.com',
			'Paddle.Checkout',
			'checkout.razorpay.com',
			'AdyenCheckout',
			'PaymentSheet',
		],
		pattern:
			/\b(?:CardElement|PaymentElement|CardNumberElement|EmbeddedCheckout|PayPalButtons|AdyenCheckout|initPaymentSheet|presentPaymentSheet)\b|\bcheckout\.sessions?\.create\b|\bcheckout\.Session\.create\b|\bhosted-?[fF]ields\b|\bredirectToCheckout\b|js\.stripe\.com|buy\.stripe\.com|\bPaddle\.Checkout\b|checkout\.razorpay\.com/gu,
		on: 'code',
		roles: ['app'],
	},
];
