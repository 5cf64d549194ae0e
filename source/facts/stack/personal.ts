import type {Place} from '../../safe-text.ts';
import {type FileFact, marksOf, type PlacedMark} from '../files.ts';

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

/** Where forms ask for personal data, and where accounts are opened. One generic word is never enough. */
export function personalEvidence(files: readonly FileFact[]): readonly Place[] {
	const byFile = new Map<string, PlacedMark[]>();
	for (const mark of marksOf({files}, 'data.personal.form')) byFile.set(mark.path, [...(byFile.get(mark.path) ?? []), mark]);
	const fields = [...byFile].flatMap(([path, found]) =>
		isPersonal(new Set(found.map(kindOf)), path) ? found.filter(mark => naming.has(kindOf(mark)) || enough.has(kindOf(mark))) : [],
	);
	return [...fields.sort((one, other) => rank(one) - rank(other)), ...marksOf({files}, 'data.personal.account')].map(
		({path, line, text}) => ({path, line, text}),
	);
}

const rank = (mark: PlacedMark): number => (enough.has(kindOf(mark)) ? 0 : 1);
