import type {Place} from '../../safe-text.ts';
import {type Class, lastOf} from '../code/code.ts';
import {type FileFact, marksOf, type PlacedMark} from '../files.ts';
import {type Personal, personalIn} from '../schema/personal.ts';

type Kind = 'email' | 'phone' | 'person' | 'birth' | 'identity' | 'bank' | 'health' | 'address' | 'password' | 'other';

const kinds: readonly (readonly [RegExp, Kind])[] = [
	[/mail$|mailaddress$/u, 'email'],
	[/phone|mobile|tele|^tel$/u, 'phone'],
	[/first|last|full|surname|given|family|patientname/u, 'person'],
	[/birth|^dob$/u, 'birth'],
	[/ssn|socialsecurity|nationalid|nhs|passport|^nif$/u, 'identity'],
	[/iban|bank/u, 'bank'],
	[/diagnos|medic|patient/u, 'health'],
	[/street|address|postal|zip/u, 'address'],
	[/password/u, 'password'],
];

function kindOf(mark: PlacedMark): Kind {
	const word = (mark.value ?? '').toLowerCase().replaceAll('_', '');
	return kinds.find(([pattern]) => pattern.test(word))?.[1] ?? 'other';
}

const enough: ReadonlySet<Kind> = new Set<Kind>(['birth', 'identity', 'bank', 'health']);
const naming: ReadonlySet<Kind> = new Set<Kind>(['email', 'phone', 'person']);
const asksForMail = /newsletter|subscri|waitlist|contact|sign-?up|register/iu;

/** Whether what one file holds is about people: something that only people have, or a way to reach or name one together with something else. */
function isPersonal(found: ReadonlySet<Kind>, path: string): boolean {
	if ([...found].some(kind => enough.has(kind))) return true;
	const telling = [...found].filter(kind => naming.has(kind));
	return telling.length > 1 || (telling.length === 1 && found.size > 1) || (found.has('email') && asksForMail.test(path));
}

/** What describes the data that a request brings, in Python. */
const requests: ReadonlySet<string> = new Set(['BaseModel', 'Schema', 'Serializer', 'ModelSerializer', 'Form', 'ModelForm', 'FlaskForm']);
const suffices: ReadonlySet<Personal> = new Set<Personal>(['identity', 'health', 'payment', 'child', 'biometric']);
const reaching: ReadonlySet<Personal> = new Set<Personal>(['contact', 'name']);

/** Fields of requests that say something about a person: what only people have, or a way to reach or name one together with something else. */
function askedInRequests(files: readonly FileFact[]): readonly Place[] {
	return files.flatMap(({path, role, language, code}) => {
		if (role !== 'app' || language !== 'py' || code === undefined) return [];
		return code.classes.filter(isRequest).flatMap(one => {
			const fields = one.fields.flatMap(field => {
				const kind = personalIn(field.name, one.name);
				return kind === undefined ? [] : [{kind, place: {path, line: field.line, text: field.text}}];
			});
			const found = new Set(fields.map(({kind}) => kind));
			const holds = [...found].some(kind => suffices.has(kind)) || (found.size > 1 && [...found].some(kind => reaching.has(kind)));
			return holds ? fields.filter(({kind}) => suffices.has(kind) || reaching.has(kind)).map(({place}) => place) : [];
		});
	});
}

const isRequest = ({bases}: Class): boolean =>
	bases.some(base => (base.is === 'name' || base.is === 'generic') && requests.has(lastOf(base.name)));

/** Where forms and requests ask for personal data, and where accounts are opened. One generic word is never enough. */
export function personalEvidence(files: readonly FileFact[]): readonly Place[] {
	const byFile = new Map<string, PlacedMark[]>();
	for (const mark of marksOf({files}, 'data.personal.form')) byFile.set(mark.path, [...(byFile.get(mark.path) ?? []), mark]);
	const fields = [...byFile].flatMap(([path, found]) =>
		isPersonal(new Set(found.map(kindOf)), path) ? found.filter(mark => naming.has(kindOf(mark)) || enough.has(kindOf(mark))) : [],
	);
	return [
		...fields.sort((one, other) => rank(one) - rank(other)),
		...askedInRequests(files),
		...marksOf({files}, 'data.personal.account'),
	].map(({path, line, text}) => ({path, line, text}));
}

const rank = (mark: PlacedMark): number => (enough.has(kindOf(mark)) ? 0 : 1);
