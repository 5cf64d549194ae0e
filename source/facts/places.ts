import type {Place} from '../safe-text.ts';

/** Each line once, with nothing but its place. */
export const distinct = (places: readonly Place[]): readonly Place[] => [
	...new Map(places.map(({path, line, text}) => [`${path}:${line}`, {path, line, text}])).values(),
];

/** Each line once; those that lie nearest to the root first, since what starts a program lies there. */
export const outermost = (places: readonly Place[]): readonly Place[] =>
	distinct(places).toSorted((one, other) => depthOf(one.path) - depthOf(other.path));

const depthOf = (path: string): number => path.split('/').length;
