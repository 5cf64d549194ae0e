import type {Standing} from '../assessment/assessment.ts';
import type {Tone} from './line.ts';

/** How a tone is shown: one of the terminal's own 16 colours, so that the person's theme decides. */
export type Style = {readonly color?: string; readonly bold?: boolean; readonly dimColor?: boolean; readonly inverse?: boolean};

const dark: Readonly<Record<Tone, Style>> = {
	plain: {},
	strong: {bold: true},
	quiet: {dimColor: true},
	good: {color: 'green'},
	gap: {color: 'red'},
	warn: {color: 'yellow'},
	ask: {color: 'cyan'},
	accent: {color: 'cyan', bold: true},
	cursor: {inverse: true},
	string: {color: 'green'},
	comment: {dimColor: true},
	keyword: {color: 'magenta'},
	number: {color: 'yellow'},
};

/** Yellow, cyan and faint text cannot be read on white. */
const light: Readonly<Record<Tone, Style>> = {
	...dark,
	quiet: {color: 'gray'},
	warn: {color: 'magenta'},
	ask: {color: 'blue'},
	accent: {color: 'blue', bold: true},
	comment: {color: 'gray'},
	number: {color: 'blue'},
};

const none: Readonly<Record<Tone, Style>> = {
	...dark,
	quiet: {},
	good: {},
	gap: {},
	warn: {},
	ask: {},
	accent: {bold: true},
	string: {},
	comment: {},
	keyword: {},
	number: {},
};

const themes: Readonly<Record<Theme, Readonly<Record<Tone, Style>>>> = {dark, light, none};

/** Which colours are used. */
export type Theme = 'dark' | 'light' | 'none';

/** The style of each tone; without colour, weight and the words carry the meaning. */
export const styles = (theme: Theme): Readonly<Record<Tone, Style>> => themes[theme];

/** Whether colour is wanted: FORCE_COLOR decides, then NO_COLOR. */
export function wantsColour(environment: Readonly<Record<string, string | undefined>>): boolean {
	const forced = environment.FORCE_COLOR;
	if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
	return environment.NO_COLOR === undefined || environment.NO_COLOR === '';
}

/** A glyph, its word and its tone: never colour alone. */
export type Sign = {readonly glyph: string; readonly word: string; readonly tone: Tone};

/** The sign of how a check stands. */
export function signOf(standing: Pick<Standing, 'outcome' | 'severity'>): Sign {
	switch (standing.outcome) {
		case 'gap':
			return {glyph: '✖', word: standing.severity, tone: standing.severity === 'blocker' || standing.severity === 'high' ? 'gap' : 'warn'};
		case 'unknown':
			return {glyph: '?', word: 'to answer', tone: 'ask'};
		case 'attested':
			return {glyph: '◆', word: 'said', tone: 'ask'};
		case 'accepted':
			return {glyph: '▲', word: 'accepted', tone: 'warn'};
		case 'pass':
			return {glyph: '✔', word: 'fine', tone: 'good'};
		case 'not-applicable':
			return {glyph: '-', word: 'does not apply', tone: 'quiet'};
	}
}

const ascii: Readonly<Record<string, string>> = {
	'✖': 'x',
	'◆': '*',
	'▲': '!',
	'✔': '+',
	'❯': '>',
	'▸': '>',
	'▾': 'v',
	'·': '-',
	'→': '>',
	'←': '<',
	'“': '"',
	'”': '"',
	'…': '~',
	'–': '-',
	'×': 'x',
	'│': '|',
	'─': '-',
	'’': "'",
	'↑': '^',
	'↓': 'v',
	'↳': '>',
	'␛': '?',
	'⏎': ' ',
};
const ours = new RegExp(`[${Object.keys(ascii).join('')}]`, 'gu');

/** A text with the program's own signs in ASCII, each as wide as before. */
export const inAscii = (text: string): string => text.replace(ours, sign => ascii[sign] ?? sign);
