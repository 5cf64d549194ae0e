import type {Place} from '../../../safe-text.ts';

/** How a password is kept badly: by a fast hash, as it is, or by a slow hash that is not slow enough. */
export type WeakPassword = Place & {readonly how: 'fast' | 'plain' | 'cheap'; readonly said: string};
