import type {Plan} from './plan.ts';

/** Why a plan may not be written because of a mistake of ours, or undefined. */
export function ourMistake(plan: Plan): string | undefined {
	const wrong = plan.validated.find(({problem}) => problem !== undefined);
	return (
		wrong &&
		`${wrong.path} came out wrong, which is a mistake in shipworthy and not in your code: ${wrong.problem}. Nothing was written; please report it.`
	);
}
