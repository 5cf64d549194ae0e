const boundary = /[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/u;

/** The words of an identifier or a dotted path, in small letters: `requireUser.id` is require, user, id. */
export const wordsOf = (name: string): readonly string[] =>
	name
		.slice(0, 200)
		.split(boundary)
		.filter(word => word !== '')
		.map(word => word.toLowerCase());

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const identity = words(
	'auth authed authenticated authenticate authentication authorize authorized authorization session user viewer token jwt principal claims identity credential credentials logged signedin subject',
);
const role = words(
	'role roles permission permissions admin superuser superadmin staff owner author member membership moderator ability abilities scopes privilege privileges can policy',
);
const key = words('secret apikey');
const signature = words('signature hmac');
const password = words('password passwd bcrypt argon2 scrypt pbkdf2 passwords otp totp captcha recaptcha turnstile hcaptcha');
const notAPerson = words('csrf xsrf nonce agent checkout billing stripe paypal payment tokenizer');
const guarding = words(
	'require required ensure assert protect protected guard authorize authenticate authenticated auth authorization authentication permission permissions verify check restrict',
);

const grants = words('has have check can require verify assert deny grant ensure allowed user');

const has = (all: ReadonlySet<string>, name: string): boolean => wordsOf(name).some(word => all.has(word));

/** The name speaks of who the caller is: `session`, `currentUser`, `isAuthenticated`. */
export const namesIdentity = (name: string): boolean => {
	const said = wordsOf(name);
	return (
		!said.some(word => notAPerson.has(word) || password.has(word)) &&
		said.some(word => identity.has(word) || role.has(word) || word === 'access')
	);
};

/** The name speaks of what the caller may do: `isAdmin`, `user.role`, `canEdit`, `post.ownerId`. */
export const namesRole = (name: string): boolean => {
	const said = wordsOf(name);
	return said.some(word => role.has(word)) || (said.includes('access') && said.some(word => grants.has(word)));
};

/** The name speaks of a shared secret: `CRON_SECRET`, `apiKey`. */
export const namesKey = (name: string): boolean => {
	const said = wordsOf(name);
	return said.some(
		(word, at) => key.has(word) || (word === 'api' && said[at + 1] === 'key') || (word === 'access' && said[at + 1] === 'key'),
	);
};

/** The name speaks of a signature over what was sent. */
export const namesSignature = (name: string): boolean => {
	const said = wordsOf(name);
	return said.some(word => signature.has(word)) || (said.at(-1) === 'signed' && /^(?:is|was)$/u.test(said.at(-2) ?? ''));
};

/** The name speaks of a password: asking for one is how people sign in, not how a route is kept. */
export const namesPassword = (name: string): boolean => has(password, name);

const entering: ReadonlySet<string> = words('login logout signin signout signup register registration sign log');

/** The name speaks of requests from other sites: asking for such a token says nothing of who the caller is. */
export const namesForgery = (name: string): boolean => wordsOf(name).some(word => word === 'csrf' || word === 'xsrf');

const otherwise = words(
	'origin cors csrf xsrf host hostname captcha recaptcha turnstile bot limit limiter limits rate throttle quota valid validate validation validator sanitize schema body payload parse parser json content type method accept upload file size ' +
		'db database connect connection pool client transaction maintenance feature flag flags enabled version locale lang language region country geo cache log logger logging trace metrics error errors async try catch onboard onboarding onboarded setup install installed config env settings',
);

/** The name says that it is for something else than who the caller is: `checkOrigin`, `validateBody`, `connectToDatabase`. */
export const namesOtherwise = (name: string): boolean => has(otherwise, name);

/** The name says that people sign in or out by it. */
export const namesSignIn = (name: string): boolean => entering.has(wordsOf(name)[0] ?? '');

/** The name says that it turns people away: `requireUser`, `authMiddleware`, `canEdit`. */
export const namesGuard = (name: string): boolean => {
	const said = wordsOf(name);
	if (said.some(word => password.has(word) || word === 'csrf' || word === 'xsrf')) return false;
	return (
		said.some(word => guarding.has(word)) &&
		(said[0] === 'can' || said.some(word => identity.has(word) || role.has(word) || key.has(word) || word === 'access'))
	);
};

/** The parts of a dotted path, without brackets of calls. */
export const partsOf = (name: string): readonly string[] => name.replaceAll('()', '').split('.').slice(0, 12);
