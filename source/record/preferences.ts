import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import * as v from 'valibot';
import {type SafeText, safeText} from '../safe-text.ts';
import {codeOf, readPlain, replaceWhole} from './plain-file.ts';
import {jsonIn} from './scans.ts';
import {setAside} from './set-aside.ts';

/** The file that holds the preferences. */
export const preferencesFile = (folder: string): string => join(folder, 'preferences.json');

const themes = ['dark', 'light', 'none'] as const;
const schema = v.object({
	theme: v.optional(v.picklist(themes)),
	editor: v.optional(v.pipe(v.string(), v.maxLength(300))),
	alternateScreen: v.optional(v.boolean()),
	pace: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(240))),
});
const largest = 64 * 1024;

/** The person's own settings, whatever the repository. */
export type Preferences = {
	/** `none` is without colour. */
	readonly theme: (typeof themes)[number];
	/** The editor's command; empty: what `VISUAL` or `EDITOR` says. */
	readonly editor: string;
	/** Whether the coach has a screen of its own, which leaves what was in the terminal as it was. */
	readonly alternateScreen: boolean;
	/** Minutes after which a pause is offered; 0 is never. */
	readonly pace: number;
};

/** What the person has set; what is not set is absent. A file that cannot be used is set aside and said in `trouble`; it never stops the program. */
export async function readPreferences(folder: string): Promise<{readonly preferences: Partial<Preferences>; readonly trouble?: SafeText}> {
	const path = preferencesFile(folder);
	const plain = await readPlain(path, largest);
	if (plain.kind === 'absent') return {preferences: {}};
	if (plain.kind === 'refused') return {preferences: {}, trouble: (await setAside(path, `was not read: ${plain.because}`)).problem};
	const parsed = v.safeParse(schema, jsonIn(plain.bytes.toString('utf8')));
	if (!parsed.success) return {preferences: {}, trouble: (await setAside(path, 'is damaged')).problem};
	const {theme, editor, alternateScreen, pace} = parsed.output;
	return {
		preferences: {
			...(theme === undefined ? {} : {theme}),
			...(editor === undefined ? {} : {editor}),
			...(alternateScreen === undefined ? {} : {alternateScreen}),
			...(pace === undefined ? {} : {pace}),
		},
	};
}

/** Saves the preferences whole. Undefined when all went well, otherwise what is wrong. */
export async function savePreferences(folder: string, preferences: Preferences): Promise<SafeText | undefined> {
	try {
		await mkdir(folder, {recursive: true, mode: 0o700});
		await replaceWhole(preferencesFile(folder), `${JSON.stringify(preferences, undefined, '\t')}\n`, 0o600);
		return undefined;
	} catch (error) {
		const code = codeOf(error);
		if (code === undefined) throw error;
		return safeText(`${folder} cannot be written (${code}), so that your preferences hold for this visit only.`, 600);
	}
}
