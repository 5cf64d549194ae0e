import type {Standing} from '../assessment/assessment.ts';
import type {Tone} from './line.ts';

/** How a tone is shown: one of the terminal's own 16 colours, so that the person's theme decides. */
export type Style = {readonly color?: string; readonly bold?: boolean; readonly dimColor?: boolean; readonly inverse?: boolean};

const coloured: Readonly<Record<Tone, Style>> = {
	plain: {},
	strong: {bold: true},
	quiet: {dimColor: true},
	good: {color: 'green'},
	gap: {color: 'red'},
	warn: {color: 'yellow'},
	ask: {color: 'cyan'},
	accent: {color: 'cyan', bold: true},
	cursor: {inverse: true},
};

const plain: Readonly<Record<Tone, Style>> = {...coloured, quiet: {}, good: {}, gap: {}, warn: {}, ask: {}, accent: {bold: true}};

/** The style of each tone; without colour, weight and the words carry the meaning. */
export const styles = (colour: boolean): Readonly<Record<Tone, Style>> => (colour ? coloured : plain);

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
