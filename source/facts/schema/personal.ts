import type {Column} from './schema.ts';

export type Personal = NonNullable<Column['personal']>;

/** A name as its words: `dateOfBirth`, `date_of_birth` and `DateOfBirth` are `date of birth`. */
const segmentsOf = (name: string): readonly string[] =>
	name
		.replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, ' ')
		.toLowerCase()
		.split(/[^a-z\d]+/u)
		.filter(each => each !== '');

/** Words that say it by themselves, wherever they stand in a name; several words must follow each other. */
const certain: readonly (readonly [Personal, string])[] = [
	[
		'credential',
		'password, passwd, pwd, passphrase, password hash, hashed password, totp secret, otp secret, mfa secret, two factor secret, access token, refresh token, api key, private key, recovery codes, backup codes, client secret, session token, reset token',
	],
	[
		'payment',
		'card number, cardnumber, pan, cvc, cvv, iban, bic, swift code, account number, bank account, routing number, sort code, card last4, card expiry, credit card',
	],
	[
		'identity',
		'ssn, nif, nie, nino, cpf, curp, aadhaar, passport, passport number, passport no, nhs, nhs number, national id, tax id, identity card, id card, driver license, driving licence, license number, social security, dob, birthday, birthdate, birth date, date of birth, gender, ethnicity, religion, nationality, sexual orientation, marital status',
	],
	[
		'health',
		'diagnosis, diagnoses, medication, medications, prescription, prescriptions, patient, patients, icd, icd10, mrn, allergies, allergy, symptom, symptoms, blood type, blood pressure, medical, disease, disability, insulin, weight kg, height cm, heart rate',
	],
	['biometric', 'fingerprint template, face encoding, face embedding, face id, faceprint, voiceprint, iris, biometric, retina'],
	['child', 'parental, parent email, guardian, child name, children, minor, school grade, parental consent, guardian email'],
	['contact', 'email, emails, mail address, phone, phones, phone number, telephone, tel, mobile number, whatsapp, fax'],
	[
		'name',
		'first name, firstname, last name, lastname, full name, fullname, surname, given name, family name, middle name, maiden name, display name, legal name, contact name, customer name, patient name, guest name, recipient name, sender name, author name, user name',
	],
	[
		'location',
		'street, street address, address line, address line1, address line2, address1, address2, home address, postal address, shipping address, billing address, postcode, postal code, zip, zipcode, zip code, ip, ip address, ipaddress, client ip, remote addr, remote address, last ip, latitude, longitude, lat, lng, geolocation, gps',
	],
];

/** Words that say it only of a person: in a table about people. */
const aboutPeople: readonly (readonly [Personal, string])[] = [
	['name', 'name, username, nickname, firstname, lastname'],
	['location', 'address, city, location'],
	['contact', 'mobile, mail'],
	['credential', 'token, secret, hash, salt, pin'],
	['identity', 'age, sex, birth'],
	['health', 'weight, height, condition, conditions'],
	['biometric', 'fingerprint, face'],
	['child', 'child, parent'],
];

const people = new Set(
	'user users profile profiles customer customers client clients patient patients employee employees member members person people contact contacts student students teacher teachers attendee attendees guest guests lead leads candidate candidates applicant applicants subscriber subscribers visitor visitors author authors driver drivers resident residents staff admin admins doctor doctors participant participants donor donors respondent respondents recipient recipients signer signers child children guardian guardians'.split(
		' ',
	),
);

/** Words behind which a name says something about a thing, not the thing itself: `email_verified`, `password_reset_count`. */
const about = new Set(
	'id ids verified verification enabled disabled count counts sent at on status type required template templates subject body provider confirmed optional visible hidden length policy expires expired expiry expiration updated changed attempts is has allow allowed notifications notification settings preference preferences opt opted in out format label column field config version prefix last4 url event events queue log logs frequency digest domain domains code codes'.split(
		' ',
	),
);
/** Words before which a name says whether, not what. */
const whether = new Set('is has can should must allow enable use show hide num number total max min requires require send'.split(' '));

const keysOf = (table: readonly (readonly [Personal, string])[]): ReadonlyMap<string, Personal> =>
	new Map(table.flatMap(([kind, words]) => words.split(', ').map(each => [each, kind] as const)));

const certainly = keysOf(certain);
const possibly = keysOf(aboutPeople);
const longest = 3;

/** The kind of personal data that a column's name says it holds, in a table of this name. One word that may mean anything needs a table about people. */
export function personalIn(column: string, table: string): Personal | undefined {
	const words = segmentsOf(column);
	const last = words.at(-1) ?? '';
	if (words.length > 1 && (about.has(last) || whether.has(words[0] ?? '')) && !certainly.has(words.join(' '))) return undefined;
	for (let size = longest; size > 0; size -= 1)
		for (let at = words.length - size; at >= 0; at -= 1) {
			const kind = certainly.get(words.slice(at, at + size).join(' '));
			if (kind !== undefined && (size > 1 || words.length <= 4)) return kind;
		}
	const isOfPeople = people.has(segmentsOf(table).at(-1) ?? '');
	return isOfPeople ? possibly.get(words.join(' ')) : undefined;
}
