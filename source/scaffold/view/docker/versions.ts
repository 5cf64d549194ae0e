import type {PlainFacts} from '../../../facts/facts.ts';
import {type Given, said} from '../../view.ts';
import {nodeVersion} from '../ci-node.ts';

const versionSaid = /^v?(?<version>\d{1,2}(?:\.\d{1,2})?)/u;

export type Runtime = 'node' | 'python';
/** What runs the code; `pin` when the file that names versions is to be written, or was written before. */
export type Versions = Readonly<Record<Runtime, {readonly version: string; readonly pin: boolean; readonly told: boolean}>>;

const usualPython = '3.12';
const pinFiles: Readonly<Record<Runtime, string>> = {node: '.nvmrc', python: '.python-version'};
const barePin = /^(?:\d+|3\.\d+)$/u;

/** The version of each runtime: as files name it, else as a person says, else the usual one. */
export function versionsOf(facts: PlainFacts, given: Given): Versions {
	const told = versionSaid.exec(said(given, 'version') ?? '')?.groups?.version;
	const isPython = told?.startsWith('3.') === true;
	return {
		node: versionOf('node', facts, isPython ? undefined : told),
		python: versionOf('python', facts, isPython ? told : undefined),
	};
}

function versionOf(runtime: Runtime, {packages}: PlainFacts, told: string | undefined): Versions[Runtime] {
	const named = packages.flatMap(({runtimes}) => runtimes.filter(one => one.runtime === runtime));
	const [first] = named;
	const ours = named.length === 1 && first?.path === pinFiles[runtime] && barePin.test(first.version.trim());
	const uses = packages.some(({ecosystems}) => ecosystems.includes(runtime === 'node' ? 'npm' : 'python'));
	const asked = first?.version ?? told ?? '';
	return {
		version: runtime === 'node' ? nodeVersion(asked) : pythonVersion(asked),
		pin: uses && (first === undefined || ours),
		told: first !== undefined || told !== undefined,
	};
}

function pythonVersion(range: string): string {
	const minor = /3\.(?<minor>\d+)/u.exec(range)?.groups?.minor;
	if (minor === undefined) return usualPython;
	const open = /^\s*(?:>|\^|~)/u.test(range) && !/<\s*3\.1[0-2]\b/u.test(range);
	return open && Number(minor) < 12 ? usualPython : `3.${minor}`;
}
