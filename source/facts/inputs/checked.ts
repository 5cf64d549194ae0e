import type {Input} from './input.ts';

/** A schema, an enforced type, a conversion or a choice stands between what was sent and where it is used. */
export const isChecked = ({shape, checks}: Input): boolean =>
	shape === 'safe' || shape === 'checked' || checks.some(({is}) => is !== 'looked at');
