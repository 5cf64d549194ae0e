import type {Locked} from '../locks.ts';
import {pythonName} from '../manifests/python.ts';
import {record, textEntries} from '../manifests/values.ts';

function json(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		return record(JSON.parse(text));
	} catch {
		return undefined;
	}
}

const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
const askedIn = (manifest: unknown): ReadonlyMap<string, string> =>
	new Map(sections.flatMap(section => textEntries(record(manifest)[section])));

/** package-lock.json, versions 1 to 3. */
export function npmLock(text: string): Locked {
	const lock = json(text);
	if (lock === undefined) return {};
	const packages = Object.entries(record(lock.packages));
	if (packages.length === 0) return {names: new Set(Object.keys(record(lock.dependencies)))};
	return {
		names: new Set(
			packages.filter(([key]) => key.includes('node_modules/')).map(([key]) => key.slice(key.lastIndexOf('node_modules/') + 13)),
		),
		asked: new Map(
			packages.filter(([key]) => !key.includes('node_modules/')).map(([key, value]) => [key === '' ? '.' : key, askedIn(value)]),
		),
	};
}

/** bun.lock: JSON with trailing commas. */
export function bunLock(text: string): Locked {
	const lock = json(text.replace(/,(?<end>\s*[}\]])/gu, '$<end>'));
	if (lock === undefined) return {};
	return {
		names: new Set(
			Object.values(record(lock.packages)).flatMap(value => {
				const first: unknown = Array.isArray(value) ? value[0] : undefined;
				const at = typeof first === 'string' ? first.lastIndexOf('@') : -1;
				return typeof first === 'string' && at > 0 ? [nameBefore(first)] : [];
			}),
		),
		asked: new Map(Object.entries(record(lock.workspaces)).map(([key, value]) => [key === '' ? '.' : key, askedIn(value)])),
	};
}

/** `@scope/name@1.2.3` → `@scope/name` */
const nameBefore = (descriptor: string): string => {
	const at = descriptor.indexOf('@', 1);
	return at === -1 ? descriptor : descriptor.slice(0, at);
};

/** yarn.lock, classic and berry. Only the classic one keeps the ranges as they were asked. */
export function yarnLock(text: string): Locked {
	const classic = text.includes('yarn lockfile v1');
	const keys = text
		.split('\n')
		.filter(line => /^["@\w]/u.test(line) && line.trimEnd().endsWith(':') && line.includes('@'))
		.flatMap(line => line.trim().slice(0, -1).replaceAll('"', '').split(/,\s*/u));
	if (keys.length === 0 && !classic && !text.includes('__metadata')) return {};
	return {names: new Set(keys.map(nameBefore)), ...(classic ? {descriptors: new Set(keys)} : {})};
}

const unquoted = (text: string): string => text.trim().replace(/^(['"])(?<inner>.*)\1$/u, '$<inner>');

/** pnpm-lock.yaml, versions 5 to 9, read line by line. */
export function pnpmLock(text: string): Locked {
	if (!/^lockfileVersion:/mu.test(text)) return {};
	const names = new Set<string>();
	const asked = new Map<string, Map<string, string>>();
	const overridden = new Set<string>();
	let section = '';
	let folder = '.';
	let part = '';
	let name = '';
	for (const line of text.split('\n')) {
		const trimmed = line.trim();
		if (trimmed === '') continue;
		const depth = line.length - line.trimStart().length;
		if (depth === 0) {
			section = trimmed.replace(/:.*$/u, '');
			part = section === 'specifiers' ? 'specifiers' : '';
			continue;
		}
		if (section === 'overrides') overridden.add(nameBefore(unquoted(trimmed.slice(0, trimmed.search(/:\s/u)))));
		if (section === 'packages' || section === 'snapshots') {
			const key = depth === 2 ? /^['"]?\/?(?<name>(?:@[^/]+\/)?[^@/'"(]+)[@/]/u.exec(trimmed)?.groups?.name : undefined;
			if (key !== undefined) names.add(key);
			continue;
		}
		if (section === 'importers' && depth === 2) folder = unquoted(trimmed.slice(0, -1));
		if (section === 'importers' && depth === 4) part = trimmed.replace(/:.*$/u, '');
		const pair = /^(?<key>'[^']+'|"[^"]+"|[^\s:]+):\s+(?<value>\S.*)$/u.exec(trimmed)?.groups;
		const old = part === 'specifiers' && pair !== undefined && depth === (section === 'importers' ? 6 : 2);
		if (section === 'importers' && depth === 6 && !old) name = unquoted(trimmed.slice(0, -1));
		const current = pair !== undefined && pair.key === 'specifier' && depth === 8;
		if (pair === undefined || (!old && !current)) continue;
		const own = asked.get(folder) ?? new Map<string, string>();
		own.set(old ? unquoted(pair.key ?? '') : name, unquoted(pair.value ?? ''));
		asked.set(folder, own);
	}
	for (const own of asked.values()) for (const one of overridden) own.delete(one);
	return {names: new Set([...names, ...[...asked.values()].flatMap(own => [...own.keys()])]), ...(overridden.size > 0 ? {} : {asked})};
}

const elsewhereFrom = /^type = "(?:git|directory|file|url)"$/mu;

/** uv.lock and poetry.lock. */
export function tomlLock(text: string): Locked {
	const blocks = text.split(/^\[\[package\]\]$/mu).slice(1);
	const nameOf = (block: string): string => pythonName(/^name = "(?<name>[^"]+)"/mu.exec(block)?.groups?.name ?? '');
	// What comes from a repository or a folder has no digest by its nature.
	const elsewhere = new Set(blocks.filter(block => elsewhereFrom.test(block)).map(nameOf));
	const old = text.slice(text.indexOf('[metadata.files]') + 1 || text.length);
	const bare = [
		...blocks.filter(block => /^files = \[\]$/mu.test(block)).map(nameOf),
		...[...old.matchAll(/^"?(?<name>[\w.-]+)"? = \[\]$/gmu)].map(match => pythonName(match.groups?.name ?? '')),
	].filter(name => !elsewhere.has(name));
	return {
		names: new Set([...text.matchAll(/^name = "(?<name>[^"]+)"/gmu)].map(match => pythonName(match.groups?.name ?? ''))),
		...(bare.length === 0 ? {} : {undigested: bare}),
	};
}
/** Pipfile.lock. */
export function pipenvLock(text: string): Locked {
	const lock = json(text);
	return lock === undefined
		? {}
		: {names: new Set([...Object.keys(record(lock.default)), ...Object.keys(record(lock.develop))].map(pythonName))};
}
