import {Text} from 'ink';
import type {ReactNode} from 'react';
import {safeText} from '../safe-text.ts';
import type {Line} from './line.ts';
import {inAscii, type styles} from './theme.ts';

/** How text is shown: with which styles, and whether in ASCII. */
export type Look = {readonly styles: ReturnType<typeof styles>; readonly ascii: boolean};

/** One row of the terminal. Every text passes `safeText` here, whatever made it. */
export function Row({spans, look}: {readonly spans: Line; readonly look: Look}): ReactNode {
	if (spans.length === 0) return <Text> </Text>;
	return (
		<Text wrap="truncate">
			{spans.map((span, index) => {
				const text = safeText(span.text, 2000);
				return (
					// biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity but their place
					<Text key={index} {...look.styles[span.tone]}>
						{look.ascii ? inAscii(text) : text}
					</Text>
				);
			})}
		</Text>
	);
}
