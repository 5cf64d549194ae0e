import {resolve, sep} from 'node:path';
import {languageOf} from '../facts/language.ts';
import {roleOf} from '../facts/role.ts';
import {withoutSecrets} from '../facts/secrets/mask.ts';
import {decoded, readCapped} from '../repository/read.ts';
import {type SafeText, safeText} from '../safe-text.ts';
import {hiddenText} from './hidden.ts';

/** Lines of a file with the number of the first one, fit to be shown. */
export type Around = {readonly from: number; readonly lines: readonly SafeText[]};

const largest = 1024 * 1024;
const longestLine = 300;
/** Settings of machines and keys are shown by the one line that was found, and nothing beside it. */
const mostlySecret = /(?:^|\/)\.env[\w.-]*$|\.(?:pem|key|p12|pfx|tfvars|tfstate)$/u;

/** The lines around one line of a file, every credential masked. Undefined when the file cannot be shown, or the line is not the one that was seen any more. */
export function linesAround(
	root: string,
	place: {readonly path: string; readonly line: number; readonly text: string},
	reach: number,
): Around | undefined {
	const path = resolve(root, place.path);
	if (!path.startsWith(`${root}${sep}`) || mostlySecret.test(place.path)) return undefined;
	const bytes = readCapped(path, largest);
	const raw = bytes === undefined ? undefined : decoded(bytes);
	if (raw === undefined) return undefined;
	const language = languageOf(place.path);
	const lines = hiddenText({path: place.path, language, role: roleOf(place.path, language)}, raw).split(/\r\n?|\n/u);
	const from = Math.max(1, place.line - reach);
	const shown = lines.slice(from - 1, place.line + reach).map(line => {
		const code = line.trimStart();
		return safeText(`${line.slice(0, Math.min(80, line.length - code.length))}${withoutSecrets(code.slice(0, longestLine)).trimEnd()}`);
	});
	const at = shown[place.line - from];
	return at === undefined || !isSame(at.trim(), place.text) ? undefined : {from, lines: shown};
}

/** What was seen may have been cut, or begin in the middle of a line. */
const isSame = (now: string, seen: string): boolean => {
	const start = seen.replace(/…$/u, '').trim().slice(0, 60);
	return start !== '' && now.replaceAll(/\s+/gu, ' ').includes(start.replaceAll(/\s+/gu, ' '));
};
