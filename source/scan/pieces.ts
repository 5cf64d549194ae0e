import {chunksOf, type Job} from './chunks.ts';

/** What one scanner is asked at a time: jobs, and why the parser is left out, where it is. */
export type Piece = {readonly jobs: readonly Job[]; readonly unparsed?: string; readonly alone?: true};

/** What a piece that ended a scanner comes to: parts to try again, or the file that cannot be looked at. */
export type Remains = {readonly pieces: readonly Piece[]; readonly lost?: Job};

/** The jobs in pieces. */
export const piecesOf = (jobs: readonly Job[]): readonly Piece[] => chunksOf(jobs).map(chunk => ({jobs: chunk}));

/** Each file of a piece that ended a scanner is tried alone; one that ends it again is seen without the parser; one that ends even that is lost. */
export function afterTheEndOf({jobs, unparsed, alone}: Piece, because: string): Remains {
	if (alone === undefined) return {pieces: jobs.map(job => ({jobs: [job], alone: true}))};
	if (unparsed === undefined) return {pieces: [{jobs, alone, unparsed: because}]};
	const [lost] = jobs;
	return lost === undefined ? {pieces: []} : {pieces: [], lost};
}
