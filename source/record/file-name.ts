/** The folders of the record, one for each kind of decision. */
export const folders = {answer: 'answers', accepted: 'accepted', 'not-applicable': 'not-applicable', live: 'live'} as const;

const checkForm = /^(?:err|sec|obs|dat|cmp|int|scl|ops)-[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const loneSurrogate = /\p{Surrogate}/u;
const unsafeCharacter = /[^A-Za-z0-9._@-]/gu;

/** True of a check's id as it may stand in a file name. */
const isCheckId = (check: string): boolean => check.length <= 80 && checkForm.test(check);

const encoded = (folder: string): string =>
	folder
		.split('/')
		.map(part => part.replace(unsafeCharacter, character => encodeURIComponent(character).replace(/[!'()*~]/u, hexadecimal)))
		.join('+');

const hexadecimal = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** The name of the file that holds a decision; undefined when the names cannot stand in one. A package's `/` becomes `+`. */
export function fileNameOf(check: string, folder: string): string | undefined {
	if (!isCheckId(check) || loneSurrogate.test(folder)) {
		return undefined;
	}
	const name = folder === '.' ? `${check}.yaml` : `${check}--${encoded(folder)}.yaml`;
	return folder !== '' && name.length <= 200 ? name : undefined;
}

const nameForm = /^(?<check>[a-z0-9-]+?)(?:--(?<folder>[^/]+))?\.yaml$/u;

/** The check and the package that a file of the record is about; undefined when its name says neither. */
export function namedBy(fileName: string): {readonly check: string; readonly package: string} | undefined {
	const {check = '', folder} = nameForm.exec(fileName)?.groups ?? {};
	const parts = folder?.split('+').map(decoded);
	if (!isCheckId(check) || parts?.includes(undefined)) {
		return undefined;
	}
	const found = {check, package: parts?.join('/') ?? '.'};
	return fileNameOf(found.check, found.package) === fileName ? found : undefined;
}

const percentForm = /^(?:%[0-9A-F]{2}|[A-Za-z0-9._@-])*$/u;

function decoded(part: string): string | undefined {
	if (!percentForm.test(part)) {
		return undefined;
	}
	const text = new TextDecoder().decode(
		Buffer.from(
			part.replaceAll(/%([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
			'latin1',
		),
	);
	return text.includes('\uFFFD') ? undefined : text;
}
