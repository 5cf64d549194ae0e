import type {Place} from '../../../safe-text.ts';
import type {FileFact} from '../../files.ts';

/** A key that visitors get to see, or may. */
export type ClientSecret = Place & {readonly is: 'shipped' | 'unclear'; readonly said: string};

/** A browser gets to see the file. */
export const isShipped = (file: FileFact): boolean => file.side !== 'server' && file.role === 'app';
