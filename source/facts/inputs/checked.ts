import type {Input} from './input.ts';

/** A schema, an enforced type, a conversion or a choice stands between what was sent and where it is used. */
export const isChecked = ({shape, checks}: Input): boolean =>
	shape === 'safe' || (shape === 'checked' && (checks.length === 0 || checks.some(isMore))) || checks.some(isMore);

/** A look by hand may only ask whether it is there. */
const isMore = ({is}: Input['checks'][number]): boolean => is !== 'looked at';
