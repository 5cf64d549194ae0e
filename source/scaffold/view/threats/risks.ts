import {holds, type PlainFacts} from '../../../facts/facts.ts';
import type {SeenAt} from '../../view.ts';
import {atPlace} from '../personal-data.ts';

/** A risk that was seen to stand open. */
export type Risk = {readonly risk: string; readonly at: string; readonly test: string};

/** What checks find open, the worst first: what happens to whom, and how somebody sees that it no longer does. */
const known: readonly (readonly [check: string, risk: string, test: string])[] = [
	['sec-secret-in-repo', 'whoever has the code holds a key to production', 'the old key is refused by the service that gave it'],
	[
		'sec-sql-injection',
		'text of a stranger becomes a part of a question to the database',
		"a value with ' in it is answered like any other",
	],
	['sec-code-injection', 'text of a stranger is run on the server', 'a value with ; or $( in it is answered like any other'],
	['sec-entrypoint-no-auth', 'strangers change, spend or read without an account', 'curl without a session is answered 401'],
	[
		'sec-supabase-rls-off',
		'every visitor reads and changes tables with the public key',
		'a request with the public key alone gives no rows',
	],
	['sec-firebase-open-rules', 'every visitor reads and changes all data', 'a request without a sign-in is denied by the rules'],
	['sec-edge-function-open', 'strangers set a function of the backend going', 'curl without a session is answered 401'],
	[
		'sec-jwt-not-verified',
		'anyone signs in as somebody else with a token of their own making',
		'a token signed with another key is answered 401',
	],
	['sec-fallback-secret', 'the secret that signs sessions stands in the code', 'it does not start without the setting'],
	['sec-default-admin', 'there is an administrator whose password everybody can read', 'that password is refused'],
	['sec-role-at-registration', 'whoever signs up names the own role', 'a sign-up with role: admin makes an ordinary account'],
	['sec-webhook-unverified', 'anyone can say that a payment was made', 'a webhook without a signature is answered 400'],
	['sec-client-sets-price', 'customers choose what they pay', 'an order with a price of 1 costs what the catalogue says'],
	['sec-llm-output-executed', 'the text of a stranger makes the model run commands', 'what the model answers is never run'],
	['sec-secret-in-client', 'every visitor can read a key that is for the server', 'the key is not in the built page'],
	['sec-no-rate-limit', 'passwords can be tried, and money spent, without end', 'the eleventh try in a minute is answered 429'],
	['sec-xss-raw-html', 'the text of one person runs in the browser of others', 'a name with <b> in it is shown as it was typed'],
	['sec-untrusted-url-path', 'strangers decide what the server calls or which file it opens', 'an address of the own network is refused'],
	['sec-upload-unbounded', 'one file fills the disk or the memory', 'a file that is too large is answered 413'],
	['sec-cors-credentials', 'any website acts with the session of your visitors', 'another origin gets no header that allows it'],
	['sec-sensitive-fields-returned', 'hashed passwords or tokens are handed out', 'no answer holds such a field'],
	['sec-dev-endpoints-shipped', 'a door that was made for testing is open to everyone', 'it is answered 404 in production'],
];
const most = 10;

/** The worst of what the checks found open. */
export const risksOf = (seenAt: SeenAt): readonly Risk[] =>
	known
		.flatMap(([check, risk, test]) => {
			const [place] = seenAt(check);
			return place === undefined ? [] : [{risk, test, at: atPlace(place)}];
		})
		.slice(0, most);

/** How somebody with bad intentions would use what this product offers, as far as it offers it. */
export function abusesOf(facts: PlainFacts): readonly {readonly text: string}[] {
	const {points} = facts.entryPoints;
	const roles = new Set(facts.people.thirdParties.map(({role}) => role));
	const does = new Set(points.flatMap(({writes, costs}) => [...writes, ...costs].map(one => one.does)));
	const routes = points.map(({route}) => route.toLowerCase()).join(' ');
	const cases: readonly (readonly [boolean, string])[] = [
		[
			holds(facts, 'auth.any') || /sign|login|register/u.test(routes),
			'Makes a thousand accounts overnight, or tries a list of leaked passwords on yours. What stops it, and who notices?',
		],
		[/reset|forgot/u.test(routes), 'Asks for a new password for somebody else, again and again. What does that person see?'],
		[
			roles.has('payments'),
			'Buys with a price, a currency or a coupon of their own, asks for a refund twice, or stops paying and keeps what was bought.',
		],
		[points.some(({kind}) => kind === 'webhook'), 'Sends a webhook by hand that says "paid", or the same real one ten times.'],
		[
			does.has('asks a model') || roles.has('models'),
			'Lets a program ask your model all night, or hides orders to it in a text that it reads. What is the most that this may cost, and what may the model do?',
		],
		[does.has('stores a file'), 'Uploads a page with a script in it, a file of five gigabytes, or something that it is a crime to keep.'],
		[does.has('mails') || does.has('texts'), 'Sends mail or messages to strangers through your forms, in your name and at your cost.'],
		[
			points.some(({parameters}) => parameters.length > 0),
			'Counts up the numbers in an address and copies every record. Who notices, and when?',
		],
		[true, 'Gets the phone or the mailbox of one of you. What can be changed with it alone?'],
		[true, 'Was one of you until last week. What still opens?'],
	];
	return cases.flatMap(([fits, text]) => (fits ? [{text}] : []));
}
