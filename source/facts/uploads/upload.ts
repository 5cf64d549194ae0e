import type {Place} from '../../safe-text.ts';

/** A place that takes files from people, and whether something limits their size and their kind. */
export type Upload = Place & {readonly size: boolean | 'unknown'; readonly kind: boolean | 'unknown'; readonly by: string};
