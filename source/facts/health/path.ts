const strong = /^_?(?:health(?:z|s|y)?|health[-_]?checks?|heartbeat|readyz|readiness|livez|liveness|alive)$/iu;
const weak = /^(?:ping|up|status|live|ready|hc)$/iu;
/** What stands below `/health`. */
const below = /^(?:check|db|database|detailed|full)$/iu;
const plainSegment = /^(?:api|v\d+|internal|system|utils|monitoring|monitor|_|public|rest|app|admin|common|core)$/iu;

/** What the texts of a file hold in which such a path is written, one after the other in quotation marks; `$` and `^` may stand around its parts. */
export const holdsHealthPath = /health|heartbeat|readyz|readiness|livez|liveness|alive|["/^$](?:ping|up|status|live|ready|hc)["/?^$]/iu;

/** Whether the last part of a path is a name under which services tell how they are. */
export function isHealthPath(path: string): boolean {
	if (/[:{<[*]/u.test(path)) return false;
	const segments = path
		.replace(/\?.*$/u, '')
		.split('/')
		.filter(segment => segment !== '');
	const last = segments.at(-1) ?? '';
	const before = segments.slice(0, -1);
	if (strong.test(last)) return true;
	const isPart = strong.test(before.at(-1) ?? '') && (weak.test(last) || below.test(last));
	return (isPart || weak.test(last)) && (isPart ? before.slice(0, -1) : before).every(segment => plainSegment.test(segment));
}
