import {editorField, type Setting, settings} from '../../coaching/preferences.ts';
import type {Coaching} from '../../coaching/session.ts';
import {safeText} from '../../safe-text.ts';
import {fieldLine} from '../field-lines.ts';
import {blank, type Line, line, padLine} from '../line.ts';
import {isTall, isWide, type Page, type Paper} from '../page.ts';
import {header, pointer, prose} from './blocks.ts';

const names: Readonly<Record<Setting, {readonly name: string; readonly about: string}>> = {
	theme: {name: 'Colours', about: 'For a dark or a light terminal, or none. Words and signs say the same without them.'},
	editor: {name: 'Editor', about: 'The command that opens a line, for example: code --wait. Empty: what VISUAL or EDITOR says.'},
	alternateScreen: {name: 'Own screen', about: 'With it, what was in your terminal is there again after leaving.'},
	pace: {name: 'Pause', about: 'How long until a pause is offered. It is one line; nothing stops.'},
};

const themes = {dark: 'for a dark terminal', light: 'for a light terminal', none: 'none'} as const;

function valueIn({known: {preferences}}: Coaching, setting: Setting): string {
	switch (setting) {
		case 'theme':
			return themes[preferences.theme];
		case 'editor':
			return preferences.editor === '' ? 'what EDITOR says' : safeText(preferences.editor);
		case 'alternateScreen':
			return preferences.alternateScreen ? 'yes' : 'no';
		case 'pace':
			return preferences.pace === 0 ? 'never' : `after ${preferences.pace} minutes`;
	}
}

/** The person's own settings. Each change holds and is saved at once. */
export function preferencesPage(session: Coaching, at: number, typing: boolean, paper: Paper): Page {
	const parts = settings.map((setting, index): readonly Line[] => {
		const chosen = index === at;
		const {name, about} = names[setting];
		const label = padLine([...pointer(chosen), {text: name, tone: chosen ? 'accent' : 'plain'}], 16);
		const value: Line = chosen && typing ? fieldLine(editorField(session), paper.columns - 18) : line(valueIn(session, setting), 'strong');
		const decided = session.known.decided.includes(setting)
			? prose('For this run the command line or the environment decides it.', paper, 'warn', 5)
			: [];
		return [
			[...label, ...value],
			...(chosen || isTall(paper) ? prose(about, paper, 'quiet', 5) : []),
			...decided,
			...(isTall(paper) ? [blank] : []),
		];
	});
	const before = parts.slice(0, at + 1).reduce((sum, lines) => sum + lines.length, 0);
	return {
		head: header('preferences', isWide(paper) ? 'yours, in every repository' : 'in every repository', paper),
		body: parts.flat(),
		keep: Math.max(0, before - 1),
	};
}
