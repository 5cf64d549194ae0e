import {Box, useInput} from 'ink';
import SelectInput from 'ink-select-input';
import {createContext, type ReactNode, useContext} from 'react';
import type {Input} from '../coaching/event.ts';
import {cut} from './line.ts';
import {labelIn, type MenuItem} from './menu-item.ts';
import {type Look, Row} from './row.tsx';
import {styles} from './theme.ts';

const digit = /^[1-9]$/u;
const Shown = createContext<{readonly look: Look; readonly columns: number}>({look: {styles: styles('none'), ascii: true}, columns: 80});

function Indicator({isSelected = false}: {readonly isSelected?: boolean}): ReactNode {
	const {look} = useContext(Shown);
	return <Row spans={[{text: isSelected ? ' ❯ ' : '   ', tone: 'accent'}]} look={look} />;
}

function Label({label, isSelected = false}: {readonly label: string; readonly isSelected?: boolean}): ReactNode {
	const {look, columns} = useContext(Shown);
	return <Row spans={[{text: cut(label, columns - 4), tone: isSelected ? 'accent' : 'plain'}]} look={look} />;
}

type Props = {
	readonly items: readonly MenuItem[];
	readonly at: number;
	readonly rows: number;
	readonly columns: number;
	readonly look: Look;
	readonly send: (event: Input) => void;
};

/** A menu of at most nine entries. It reads the arrows, j, k, Enter and the digits by itself. */
export function MenuList({items, at, rows, columns, look, send}: Props): ReactNode {
	// A digit chooses the row that it counts to, also where the terminal is too low to show it.
	useInput(input => {
		if (!digit.test(input)) return;
		if (Number(input) > items.length) return send({event: 'dead-key', key: input});
		const unseen = at < rows && Number(input) > rows ? items[Number(input) - 1] : undefined;
		if (unseen) send(unseen.event);
	});
	const entries = items.map((item, index) => ({key: String(index), label: labelIn(item, columns - 4), value: index}));
	return (
		<Shown value={{look, columns}}>
			<Box flexDirection="column" height={rows} overflow="hidden">
				<SelectInput
					items={entries}
					initialIndex={Math.min(Math.max(0, at), items.length - 1)}
					limit={rows}
					indicatorComponent={Indicator}
					itemComponent={Label}
					onHighlight={({value}) => send({event: 'highlight', at: value})}
					onSelect={({value}) => {
						const chosen = items[value];
						if (chosen) send(chosen.event);
					}}
				/>
			</Box>
		</Shown>
	);
}
