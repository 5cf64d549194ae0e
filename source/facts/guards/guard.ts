import type {Place} from '../../safe-text.ts';
import type {GuardKind} from '../entry-points/entry-point.ts';

/** Code that turns away who may not pass, and how that is known. A guard counts only if its failure rejects. */
export type Guard = Place & {
	readonly name: string;
	readonly kind: GuardKind;
	/** `library`: a known package does it. `code`: its own rejection was seen. `learned`: most entry points that change something call it first. `said`: a person said so. */
	readonly known: 'library' | 'code' | 'learned' | 'said';
	/** The line on which a person says so. */
	readonly said?: Place;
	/** The line on which it rejects, when it is the project's own. */
	readonly rejects?: Place;
	/** How many entry points it stands in front of. */
	readonly uses: number;
};
