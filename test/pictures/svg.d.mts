import type {IBufferCell} from '@xterm/headless';

/** The picture of a screen; `title` says what it shows to those who do not see it. */
export function svgOf(rows: readonly (readonly IBufferCell[])[], title: string): string;
