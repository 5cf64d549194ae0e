/** A share of requests that must succeed: what it allows, and the numbers of its alerts, each written without dust. */
export type Target = {
	/** Percent, as `99.5`. */
	readonly percent: string;
	/** Percent that may fail, and the same as a share. */
	readonly budgetPercent: string;
	readonly budget: string;
	/** Of 10,000 requests so many may fail. */
	readonly ofTenThousand: number;
	/** How long it may be down altogether in 30 days, in words. */
	readonly downtime: string;
	/** Minutes of a total outage until the fast alert fires. */
	readonly minutesToPage: number;
};

const shape = /^(?<percent>\d{2}(?:\.\d{1,2})?)\s*%?$/u;
const [lowest, highest] = [95, 99.99] as const;
const minutesIn30Days = 43_200;

/** Reads a target that a person gave. Below 95 % the fast alert could never fire; above 99.99 % one request decides. */
export function readTarget(said: string): Target | undefined {
	const written = shape.exec(said.trim())?.groups?.percent;
	const percent = Number(written);
	if (written === undefined || percent < lowest || percent > highest) return undefined;
	const failing = Math.round((100 - percent) * 100);
	const minutes = Math.round((failing * minutesIn30Days) / 10_000);
	return {
		percent: String(percent),
		budgetPercent: String(failing / 100),
		budget: String(failing / 10_000),
		ofTenThousand: failing,
		downtime: inWords(minutes),
		minutesToPage: Math.ceil((14.4 * failing * 60) / 10_000),
	};
}

function inWords(minutes: number): string {
	if (minutes < 60) return `${minutes} minutes`;
	const rest = minutes % 60;
	return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** The made-up traffic with which the rules are tested: requests a minute, of which so many fail that the target is missed by a known factor. */
export function trialTraffic({ofTenThousand, minutesToPage}: Target): Readonly<Record<string, number>> {
	const perMinute = 6000;
	const fast = (perMinute * 20 * ofTenThousand) / 10_000;
	const blip = Math.min(perMinute / 2, Math.floor((perMinute * 60 * 7 * ofTenThousand) / 10_000));
	const slow = 12 * ofTenThousand;
	return {
		perMinute,
		fastFrom: perMinute * 360,
		fastGood: perMinute - fast,
		fastBad: fast,
		afterFastGood: perMinute * 361 + (perMinute - fast) * 119,
		afterFastBad: fast * 119,
		outageFrom: perMinute * 360,
		outageFires: 365 + minutesToPage,
		outageLasts: minutesToPage + 10,
		afterBlipGood: perMinute * 181 - blip,
		blipBad: blip,
		slowGood: 30_000 - slow,
		slowBad: slow,
	};
}
