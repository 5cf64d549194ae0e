import {Box, useWindowSize} from 'ink';
import {type ReactNode, useRef} from 'react';
import type {Session} from '../coaching/session.ts';
import {count} from '../coaching/words.ts';
import {menuKeys, type Turn} from './bindings.ts';
import {footerLine} from './footer.ts';
import {identityOf} from './identity.ts';
import {keysFor} from './keymap.ts';
import {cut, type Line, line, wrap} from './line.ts';
import {menuOf} from './menu.ts';
import {MenuList} from './menu-list.tsx';
import {isTall, type Laid, lay, noticeRows, type Paper, smallest} from './page.ts';
import {pageOf} from './page-of.ts';
import {Row} from './row.tsx';
import {styles} from './theme.ts';
import {useKeys} from './use-keys.ts';
import {type Program, useProgram} from './use-program.ts';

export type AppProps = Program & {
	/** Without it no theme is used. */
	readonly colour: boolean;
	readonly ascii: boolean;
	/** Rows that stay free below the screen: 1 without the alternate screen. */
	readonly spare: number;
};

const scrollOf = (session: Session): number => (session.phase !== 'left' && 'scroll' in session.here ? session.here.scroll : 0);
const atOf = (session: Session): number => (session.phase !== 'left' && 'at' in session.here ? session.here.at : 0);

function turned({turn}: Turn, {top, room, most}: Laid): number {
	switch (turn) {
		case 'page-down':
			return Math.min(most, top + Math.max(1, room - 1));
		case 'page-up':
			return Math.max(0, top - Math.max(1, room - 1));
		case 'top':
			return 0;
		case 'bottom':
			return most;
		case 'down':
			return Math.min(most, top + 1);
		case 'up':
			return Math.max(0, top - 1);
	}
}

const signs = {good: '✔', warn: '▲', quiet: '·'} as const;

/** What was just said, in rows. Where there is little room it gives way to whoever reads on. */
const wordsOf = (session: Session, paper: Paper): readonly string[] => {
	const {notice} = session.known;
	const isReadingOn = !isTall(paper) && scrollOf(session) > 0 && notice?.tone !== 'warn';
	return notice === undefined || isReadingOn ? [] : wrap(`${signs[notice.tone]} ${notice.text}`, paper.columns - 2);
};

/** What is not on screen, in one line; empty when everything is. */
function hidden(laid: Laid, entries: number): string {
	const choices = entries - laid.menuRows;
	const parts = [
		...(laid.below > 0 ? [`${count(laid.below, 'more line', 'more lines')} (pgdn)`] : []),
		...(choices > 0 ? [`${count(choices, 'more choice', 'more choices')}`] : []),
	];
	return parts.length === 0 ? '' : `↓ ${parts.join(', ')}`;
}

const atWork = ({known: {doing, watching}}: Session): string =>
	doing !== undefined ? '· Working.' : watching ? '· Watching what you save.' : '';

function noticeLines(session: Session, laid: Laid, rows: number, entries: number, paper: Paper): readonly Line[] {
	const words = wordsOf(session, paper);
	const tone = session.known.notice?.tone ?? 'quiet';
	const said =
		words.length > rows ? [...words.slice(0, rows - 1), cut(`${words[rows - 1] ?? ''} ${words[rows] ?? ''}`, paper.columns - 2)] : words;
	const more = hidden(laid, entries);
	const working = session.phase !== 'coaching' ? '' : atWork(session);
	const quiet = more === '' && said.length === 0 ? working : more;
	const last = said.length < rows && quiet !== '' ? [line(` ${quiet}`, 'quiet')] : [];
	const status = [...said.map(text => line(` ${text}`, tone)), ...last];
	return [...Array.from({length: Math.max(0, rows - status.length)}, (): Line => []), ...status];
}

/** The program: the session in, one screen out; keys become events. */
export function App({colour, ascii, spare, stop, ...program}: AppProps): ReactNode {
	const {session, send, lend} = useProgram({stop, ...program}, true);
	const look = {styles: styles(colour ? session.known.preferences.theme : 'none'), ascii};
	const size = useWindowSize();
	const paper: Paper = {columns: size.columns, rows: size.rows - spare};
	const isSmall = paper.columns < smallest.columns || paper.rows < smallest.rows - spare;
	const menu = menuOf(session);
	const bindings = keysFor(session, paper);
	const identity = identityOf(session);
	const previous = useRef({identity, top: 0});
	const before = previous.current.identity === identity ? previous.current.top : 0;
	const notice = noticeRows(paper, wordsOf(session, paper).length);
	const laid = lay(pageOf(session, paper), {menu: menu.length, notice}, paper, scrollOf(session), before);
	previous.current = {identity, top: laid.top};

	useKeys(session, send, {
		isDeaf: isSmall,
		paper,
		menu: name => (menu.length > 0 && menuKeys.includes(name) ? [] : undefined),
		turn: (turn, name) => (laid.most === 0 ? {event: 'dead-key', key: name} : {event: 'scroll', to: turned(turn, laid)}),
		redraw: () => void lend(async () => {}),
		suspend: () => void lend(stop),
	});

	if (isSmall) {
		const words = wrap(`Make the terminal at least ${smallest.columns}×${smallest.rows}.`, Math.max(8, paper.columns)).slice(
			0,
			Math.max(1, paper.rows),
		);
		return (
			<Box flexDirection="column">
				{words.map(text => (
					<Row key={text} spans={line(text)} look={look} />
				))}
			</Box>
		);
	}
	const shownKeys = laid.most > 0 ? bindings : bindings.filter(({act}) => act === undefined || !('turn' in act));
	return (
		<Box flexDirection="column" height={paper.rows} overflow="hidden">
			{laid.lines.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row of the terminal has no identity but its place
				<Row key={index} spans={spans} look={look} />
			))}
			{menu.length > 0 && (
				<MenuList
					key={`${identity} ${menu.length} ${laid.menuRows}`}
					items={menu}
					at={atOf(session)}
					rows={laid.menuRows}
					columns={paper.columns}
					look={look}
					send={send}
				/>
			)}
			<Box flexGrow={1} />
			{noticeLines(session, laid, notice, menu.length, paper).map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row of the terminal has no identity but its place
				<Row key={index} spans={spans} look={look} />
			))}
			<Row spans={footerLine(shownKeys, paper.columns)} look={look} />
		</Box>
	);
}
