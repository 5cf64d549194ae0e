/**
 * How code turns a caller away. `denied`: who it is, or may do, is not enough. `failed`: an error of any other kind. `elsewhere`: a redirect that is not to a sign-in.
 * `answered`: an ordinary answer that says that it did not do it.
 */
export type Rejection = 'denied' | 'limited' | 'invalid' | 'missing' | 'failed' | 'elsewhere' | 'answered';
