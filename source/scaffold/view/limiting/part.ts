import type {PlainFacts} from '../../../facts/facts.ts';
import type {CodeNow, View} from '../../view.ts';
import type {Source} from '../web/sources.ts';
import type {Tried} from './tried.ts';

/** What a part is made from. */
export type Ground = {readonly facts: PlainFacts; readonly code: CodeNow; readonly sources: readonly Source[]};

/** What one kind of framework gives to the template: data, edits, what to know, and the entry points that are left to a person. */
export type Part = Pick<View, 'data' | 'after'> & {
	readonly edits: NonNullable<View['edits']>;
	readonly left: readonly Tried[];
	/** Why nothing is planned at all. */
	readonly owes?: string;
};
