const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/u;

/** The number of days from 1970 to a date `YYYY-MM-DD`; undefined when there is no such day. */
function dayOf(date: string): number | undefined {
	const parts = dateForm.exec(date);
	if (!parts) {
		return undefined;
	}
	const time = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
	return new Date(time).toISOString().startsWith(date) ? time / 86_400_000 : undefined;
}

/** Whole days from one date to another, negative when the second is earlier; undefined when either is no date. */
export function daysBetween(from: string, to: string): number | undefined {
	const first = dayOf(from);
	const second = dayOf(to);
	return first === undefined || second === undefined ? undefined : second - first;
}
