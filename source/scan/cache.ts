import {createHash, randomBytes} from 'node:crypto';
import {closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {deserialize, serialize} from 'node:v8';
import {isUnreadable, readCapped, statOf} from '../repository/read.ts';
import type {Known} from './known.ts';

/** Where what was seen of one repository is kept, and by which build of the program. */
export type Place = {readonly folder: string; readonly engine: string};

const mebibyte = 1024 * 1024;
const shardBytes = 12 * mebibyte;
const mostOfOne = 256 * mebibyte;
const mostOfAll = 512 * mebibyte;
const shardName = /^facts-\d{1,3}-(?<of>\d{1,3})\.jsonl$/u;
const lookName = 'look.v8';

/** The place for the repository at `root` below the cache folder. */
export const placeFor = (cache: string, root: string, engine: string): Place => ({
	folder: join(cache, createHash('sha1').update(root).digest('hex').slice(0, 24)),
	engine,
});

/** What was seen at earlier looks, by path. Whatever is broken there, or of another build, is as good as absent. */
export function knownAt({folder, engine}: Place): ReadonlyMap<string, Known> {
	const known = new Map<string, Known>();
	for (const name of namesIn(folder)) {
		if (!shardName.test(name)) continue;
		const [header, ...lines] =
			readCapped(join(folder, name), 4 * shardBytes)
				?.toString('utf8')
				.split('\n') ?? [];
		if (header !== engine) continue;
		for (const line of lines) {
			const tab = line.indexOf('\t');
			const entry = tab === -1 ? undefined : entryOf(line.slice(0, tab));
			if (entry !== undefined) known.set(entry.path, {...entry.known, json: line.slice(tab + 1)});
		}
	}
	return known;
}

function entryOf(head: string): {readonly path: string; readonly known: Omit<Known, 'json'>} | undefined {
	const read = parsed(head);
	if (!Array.isArray(read)) return undefined;
	const [path, hash, ...numbers]: readonly unknown[] = read;
	const [bytes, modified, changed, number, at] = numbers.filter(one => typeof one === 'number');
	if (typeof path !== 'string' || typeof hash !== 'string' || at === undefined) return undefined;
	if (bytes === undefined || modified === undefined || changed === undefined || number === undefined) return undefined;
	return {path, known: {hash, bytes, stamp: {modified, changed, number}, at}};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const lineOf = (path: string, {hash, bytes, stamp, at, json}: Known): string =>
	`${JSON.stringify([path, hash, bytes, stamp.modified, stamp.changed, stamp.number, at])}\t${json}`;

/** Keeps what was seen now instead of what was kept before. Nothing is wrong when it cannot be kept. */
export function keepKnown({folder, engine}: Place, before: ReadonlyMap<string, Known>, now: ReadonlyMap<string, Known>): void {
	const size = [...now.values()].reduce((sum, {json}) => sum + json.length + 200, 0);
	if (size > mostOfOne) return;
	const of = 2 ** Math.ceil(Math.log2(Math.max(1, size / shardBytes)));
	const names = namesIn(folder).filter(name => shardName.test(name));
	const sameShards = names.length === of && names.every(name => shardName.exec(name)?.groups?.of === String(of));
	const changed = [...new Set([...before.keys(), ...now.keys()])].filter(path => !isSame(before.get(path), now.get(path)));
	const dirty = new Set(sameShards ? changed.map(path => shardOf(path, of)) : Array.from({length: of}, (_, index) => index));
	if (dirty.size === 0) return;
	const paths = new Map([...dirty].map((index): readonly [number, string[]] => [index, []]));
	for (const path of now.keys()) paths.get(shardOf(path, of))?.push(path);
	attempt(() => {
		mkdirSync(folder, {recursive: true, mode: 0o700});
		// Shards of another number, and what a look that was killed had not renamed yet.
		for (const name of namesIn(folder))
			if (name !== lookName && !(sameShards && shardName.test(name))) rmSync(join(folder, name), {force: true});
		for (const [index, own] of paths) replace(join(folder, `facts-${index}-${of}.jsonl`), linesOf(engine, own, now));
		keepWithin(dirname(folder), folder, mostOfAll);
	});
}

const isSame = (one: Known | undefined, other: Known | undefined): boolean =>
	one !== undefined && other !== undefined && one.at === other.at && one.hash === other.hash && one.stamp === other.stamp;

function shardOf(path: string, of: number): number {
	let hash = 0;
	for (let at = 0; at < path.length; at++) hash = (Math.imul(hash, 31) + path.charCodeAt(at)) | 0;
	return (hash >>> 0) % of;
}

/** What a whole look at exactly this state of the repository came to; undefined when none is kept. */
export function lookAt({folder}: Place, state: string): unknown {
	const bytes = readCapped(join(folder, lookName), mostOfOne);
	if (bytes === undefined || bytes.toString('latin1', 0, state.length) !== state) return undefined;
	try {
		return deserialize(bytes.subarray(state.length));
	} catch {
		return undefined;
	}
}

/** Keeps what a whole look came to. */
export function keepLook({folder}: Place, state: string, looked: unknown): void {
	attempt(() => {
		mkdirSync(folder, {recursive: true, mode: 0o700});
		replace(join(folder, lookName), [Buffer.from(state, 'latin1'), serialize(looked)]);
	});
}

/** What a shard holds, in parts that are made one after the other: all of it at once would be as large as what is known. */
function* linesOf(engine: string, paths: readonly string[], now: ReadonlyMap<string, Known>): Generator<string> {
	let part = engine;
	for (const path of paths) {
		const known = now.get(path);
		if (known !== undefined) part += `\n${lineOf(path, known)}`;
		if (part.length < mebibyte) continue;
		yield part;
		part = '';
	}
	yield part;
}

function replace(path: string, parts: Iterable<string | Buffer>): void {
	const temporary = `${path}.${randomBytes(6).toString('hex')}`;
	const file = openSync(temporary, 'wx', 0o600);
	try {
		for (const part of parts) writeFileSync(file, part);
	} finally {
		closeSync(file);
	}
	renameSync(temporary, path);
}

/** Removes what is kept of other repositories, that of the longest ago first, until all of it is small enough. */
export function keepWithin(cache: string, own: string, most: number): void {
	const folders = namesIn(cache)
		.map(name => join(cache, name))
		.map(folder => {
			const files = namesIn(folder).map(name => statOf(join(folder, name)));
			return {
				folder,
				bytes: files.reduce((sum, file) => sum + (file?.size ?? 0), 0),
				last: Math.max(0, ...files.map(file => file?.mtimeMs ?? 0)),
			};
		})
		.sort((one, other) => one.last - other.last);
	let bytes = folders.reduce((sum, one) => sum + one.bytes, 0);
	for (const one of folders) {
		if (bytes <= most) return;
		if (one.folder === own) continue;
		rmSync(one.folder, {recursive: true, force: true});
		bytes -= one.bytes;
	}
}

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder).sort();
	} catch (error) {
		if (isUnreadable(error)) return [];
		throw error;
	}
}

/** A cache that cannot be written is no trouble of the person's: the next look takes as long as this one. */
function attempt(write: () => void): void {
	try {
		write();
	} catch (error) {
		if (!(error instanceof Error && 'code' in error)) throw error;
	}
}
