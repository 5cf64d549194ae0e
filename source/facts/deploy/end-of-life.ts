import type {RuntimePin} from './deploy.ts';

/** The last month in which a release line got security fixes, as its makers publish it; lines that ended before this list was made, November 2026. */
const ended: Readonly<Record<RuntimePin['runtime'], ReadonlyMap<string, string>>> = {
	node: new Map([
		['8', 'December 2019'],
		['10', 'April 2021'],
		['11', 'June 2019'],
		['12', 'April 2022'],
		['13', 'June 2020'],
		['14', 'April 2023'],
		['15', 'June 2021'],
		['16', 'September 2023'],
		['17', 'June 2022'],
		['18', 'April 2025'],
		['19', 'June 2023'],
		['20', 'April 2026'],
		['21', 'June 2024'],
		['23', 'June 2025'],
	]),
	python: new Map([
		['2.7', 'January 2020'],
		['3.5', 'September 2020'],
		['3.6', 'December 2021'],
		['3.7', 'June 2023'],
		['3.8', 'October 2024'],
		['3.9', 'October 2025'],
		['3.10', 'October 2026'],
	]),
};

const open = /^\s*(?:>|\*|lts|current|node|latest|stable)|\|\||,|\s-\s|<|!/u;
const first = /(?<major>\d+)(?:\.(?<minor>\d+))?/u;

/** When the release line that a version is bound to got its last security fix; undefined when it is bound to none, or to one that still gets them. */
export function endedIn({runtime, version}: Pick<RuntimePin, 'runtime' | 'version'>): string | undefined {
	if (open.test(version) || (runtime === 'python' && /^\s*\^/u.test(version)) || /^\d{4}-/u.test(version)) return undefined;
	const match = first.exec(version)?.groups;
	if (match === undefined) return undefined;
	const {major = '', minor} = match;
	if (runtime === 'node') return ended.node.get(major);
	const line = minor === undefined && /^3\d+$/u.test(major) ? `3.${major.slice(1)}` : `${major}.${minor ?? ''}`;
	return ended.python.get(line);
}

/** The release line as people call it: `Node.js 18`, `Python 3.9`. */
export function lineOf({runtime, version}: Pick<RuntimePin, 'runtime' | 'version'>): string {
	const match = first.exec(version)?.groups;
	const {major = '', minor} = match ?? {};
	if (runtime === 'node') return `Node.js ${major}`;
	return minor === undefined && /^3\d+$/u.test(major) ? `Python 3.${major.slice(1)}` : `Python ${major}.${minor ?? ''}`;
}
