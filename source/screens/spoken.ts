import type {Session} from '../coaching/session.ts';
import {safeText} from '../safe-text.ts';
import {identityOf} from './identity.ts';
import {isTyping, keysFor} from './keymap.ts';
import type {Line} from './line.ts';
import {menuOf} from './menu.ts';
import type {Paper} from './page.ts';
import {pageOf} from './page-of.ts';

/** Lines to be read aloud; a line that stays open for what is typed, when there is a new one; and text that continues it. */
export type Spoken = {readonly lines: readonly string[]; readonly prompt?: string; readonly echo: string};

/** Rows do not count where nothing is drawn. */
export const readAloud: Paper = {columns: 400, rows: 60, isRead: true};
const signs = /[✖◆▲✔❯▸▾│─↳]/gu;
/** Columns become parts of a sentence. */
const gaps = /\s{2,}/gu;
const mark = /^[-?+·] /u;
const dots = / · /gu;

/** A row as words: without signs, which have their words beside them, and without the spaces of columns. */
const plain = (text: string): string => safeText(text, 2000).replaceAll(signs, ' ').trim().replaceAll(dots, ', ').replaceAll(gaps, ', ');

/** A row as words. What a change brings or takes is said, as its colour and sign are not heard. */
function inWords(spans: Line): string {
	const text = spans.map(span => span.text).join('');
	const first = spans.find(span => span.text.trim() !== '');
	if (first?.tone === 'good' && first.text.startsWith('+ ')) return `added: ${plain(text).replace(mark, '')}`;
	if (first?.tone === 'gap' && first.text.startsWith('- ')) return `removed: ${plain(text).replace(mark, '')}`;
	return plain(text).replace(mark, '');
}

const isField = (spans: Line): boolean => spans.some(({tone}) => tone === 'cursor');
const isChosen = (spans: Line): boolean => spans.some(({text, tone}) => tone === 'accent' && text.includes('❯'));

/** A screen taken apart: its text, the row that is chosen, what is typed, and the menu. */
function partsOf(session: Session) {
	const {head, pinned = [], aside, body} = pageOf(session, readAloud);
	const rows = [...(aside?.lines ?? []), ...pinned, ...body];
	const field = rows.find(isField);
	const chosen = rows.find(row => isChosen(row) && !isField(row));
	// What matches is counted in the first line: reading every match at each letter would drown it.
	const isSearch = session.phase === 'coaching' && session.here.screen === 'search';
	const menu = menuOf(session);
	const at = session.phase !== 'left' && 'at' in session.here ? session.here.at : 0;
	return {
		lines: [head, ...(isSearch && chosen !== undefined ? [] : rows.filter(row => !isField(row)))].map(inWords).filter(text => text !== ''),
		chosen: chosen === undefined ? '' : inWords(chosen),
		typed: field === undefined ? undefined : inWords(field),
		menu: menu.map(({label}, index) => `${index + 1}. ${inWords([{text: label, tone: 'plain'}])}`),
		entry: menu[at] === undefined ? '' : `${at + 1} of ${menu.length}: ${inWords([{text: menu[at].label, tone: 'plain'}])}`,
	};
}

function keysInWords(session: Session): string {
	const keys = keysFor(session, readAloud)
		.filter(({rank, act}) => rank > 0 && (act === undefined || !('turn' in act)))
		.sort((one, other) => one.rank - other.rank)
		.slice(0, 8)
		.map(({key, shown, does}) => `${shown ?? key} ${does}`);
	return keys.length === 0 ? '' : `Keys: ${keys.join(', ')}.`;
}

const noticeOf = ({known: {notice}}: Session): string => (notice === undefined ? '' : inWords([{text: notice.text, tone: 'plain'}]));

/** The whole screen, from its first line to its keys. */
export function whole(session: Session): Spoken {
	if (session.phase === 'left') return {lines: [], echo: ''};
	const {lines, chosen, menu, entry, typed} = partsOf(session);
	// Enter takes the first, unless another is said to be in front.
	const front = entry === '' || entry.startsWith('1 of ') ? [] : [`Enter takes ${entry}`];
	const choose = menu.length === 0 ? [] : [...menu, 'Choose by number, or with the arrows and enter.', ...front];
	const all = [...lines, ...(chosen === '' ? [] : [`Chosen: ${chosen}`]), ...choose, noticeOf(session), keysInWords(session)];
	const said = {lines: ['', ...all.filter(text => text !== '')], echo: ''};
	return isTyping(session) ? {...said, prompt: `Typing: ${typed ?? ''}`} : said;
}

/** What another session says that the one before did not: the whole of a new screen, otherwise each change as a line. */
export function spoken(before: Session | undefined, after: Session): Spoken {
	if (after.phase === 'left') return {lines: [], echo: ''};
	if (before === undefined || before.phase === 'left' || identityOf(before) !== identityOf(after)) return whole(after);
	const [one, other] = [partsOf(before), partsOf(after)];
	const counted = before.known.progress !== after.known.progress;
	const known = new Set(one.lines);
	const changed = counted ? [] : other.lines.filter(text => !known.has(text));
	const chosen = other.chosen !== one.chosen && other.chosen !== '' ? [`Chosen: ${other.chosen}`] : [];
	const entry = one.entry !== other.entry && other.entry !== '' ? [other.entry] : [];
	const notice = noticeOf(after) !== noticeOf(before) ? [noticeOf(after)] : [];
	const lines = [...changed.filter(text => text !== other.chosen), ...chosen, ...entry, ...notice].filter(text => text !== '');
	const [old, now] = [one.typed, other.typed];
	if (now === undefined || now === old) return {lines, echo: ''};
	if (old !== undefined && now.startsWith(old) && lines.length === 0) return {lines, echo: now.slice(old.length)};
	return {lines, prompt: `Typing: ${now}`, echo: ''};
}
