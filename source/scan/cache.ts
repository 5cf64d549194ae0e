import {createHash, randomBytes} from 'node:crypto';
import {mkdirSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {Reader} from '../facts/packing/reader.ts';
import {packing} from '../facts/packing/writer.ts';
import {isUnreadable, readCapped, statOf} from '../repository/read.ts';
import type {Known} from './known.ts';

/** Where what was seen of one repository is kept, and by which build of the program. */
export type Place = {readonly folder: string; readonly engine: string};

const mebibyte = 1024 * 1024;
const shardBytes = 4 * mebibyte;
const mostOfOne = 256 * mebibyte;
const mostOfAll = 512 * mebibyte;
const shardName = /^facts-\d{1,3}-(?<of>\d{1,3})\.bin$/u;
const lookName = 'look.bin';

/** The place for the repository at `root` below the cache folder. */
export const placeFor = (cache: string, root: string, engine: string): Place => ({
	folder: join(cache, createHash('sha1').update(root).digest('hex').slice(0, 24)),
	engine,
});

/** What was seen at earlier looks, by path. Whatever is broken there, or of another build, is as good as absent. */
export function knownAt({folder, engine}: Place): ReadonlyMap<string, Known> {
	const known = new Map<string, Known>();
	for (const name of namesIn(folder)) {
		const bytes = shardName.test(name) ? readCapped(join(folder, name), 4 * shardBytes) : undefined;
		if (bytes === undefined || !isWhole(bytes, engine)) continue;
		for (const [head, sent] of piecesIn(bytes, engine.length)) {
			const entry = entryOf(head);
			if (entry !== undefined) known.set(entry.path, {...entry.known, sent});
		}
	}
	return known;
}

/** A file is who wrote it, pieces with their heads, and a hash of all: what was cut off or changed is found before any of it is believed. */
const hashOf = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest();
const hashBytes = 20;
const lengthBytes = 4;

const isWhole = (bytes: Buffer, by: string): boolean =>
	bytes.length >= by.length + hashBytes &&
	bytes.toString('latin1', 0, by.length) === by &&
	hashOf(bytes.subarray(0, -hashBytes)).equals(bytes.subarray(-hashBytes));

function* piecesIn(bytes: Buffer, start: number): Generator<readonly [head: string, piece: Buffer]> {
	for (let at = start; at < bytes.length - hashBytes; ) {
		const head = at + 2 * lengthBytes;
		const piece = head + bytes.readUInt32LE(at);
		const end = piece + bytes.readUInt32LE(at + lengthBytes);
		yield [bytes.toString('utf8', head, piece), bytes.subarray(piece, end)];
		at = end;
	}
}

function wholeOf(by: string, pieces: readonly (readonly [head: string, piece: Uint8Array])[]): Buffer {
	const parts = pieces.flatMap(([head, piece]) => {
		const headBytes = Buffer.from(head);
		const lengths = Buffer.allocUnsafe(2 * lengthBytes);
		lengths.writeUInt32LE(headBytes.length, 0);
		lengths.writeUInt32LE(piece.length, lengthBytes);
		return [lengths, headBytes, piece];
	});
	const whole = Buffer.concat([Buffer.from(by, 'latin1'), ...parts, Buffer.alloc(hashBytes)]);
	hashOf(whole.subarray(0, -hashBytes)).copy(whole, whole.length - hashBytes);
	return whole;
}

function entryOf(head: string): {readonly path: string; readonly known: Omit<Known, 'sent'>} | undefined {
	const [path, hash, ...numbers]: readonly unknown[] = JSON.parse(head);
	const [bytes, modified, changed, number, at] = numbers.filter(one => typeof one === 'number');
	if (typeof path !== 'string' || typeof hash !== 'string' || at === undefined) return undefined;
	if (bytes === undefined || modified === undefined || changed === undefined || number === undefined) return undefined;
	return {path, known: {hash, bytes, stamp: {modified, changed, number}, at}};
}

const headOf = (path: string, {hash, bytes, stamp, at}: Known): string =>
	JSON.stringify([path, hash, bytes, stamp.modified, stamp.changed, stamp.number, at]);

/** Keeps what was seen now instead of what was kept before. Nothing is wrong when it cannot be kept. */
export function keepKnown({folder, engine}: Place, before: ReadonlyMap<string, Known>, now: ReadonlyMap<string, Known>): void {
	const size = [...now.values()].reduce((sum, {sent}) => sum + sent.length + 200, 0);
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
		for (const [index, own] of paths) replace(join(folder, `facts-${index}-${of}.bin`), shardWith(engine, own, now));
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

/** The parts of what a whole look at exactly this state of the repository came to, each made when it is asked for; undefined when none is kept. */
export function lookAt({folder}: Place, state: string): ReadonlyMap<string, () => unknown> | undefined {
	const bytes = readCapped(join(folder, lookName), mostOfOne);
	if (bytes === undefined || !isWhole(bytes, state)) return undefined;
	return new Map([...piecesIn(bytes, state.length)].map(([name, part]) => [name, () => new Reader(part).plain()]));
}

/** Keeps what a whole look came to, in parts. */
export function keepLook({folder}: Place, state: string, parts: Readonly<Record<string, unknown>>): void {
	attempt(() => {
		mkdirSync(folder, {recursive: true, mode: 0o700});
		replace(
			join(folder, lookName),
			wholeOf(
				state,
				Object.entries(parts).map(([name, part]) => [name, packing(part)]),
			),
		);
	});
}

function shardWith(engine: string, paths: readonly string[], now: ReadonlyMap<string, Known>): Buffer {
	const pieces = paths.flatMap(path => {
		const known = now.get(path);
		return known === undefined ? [] : [[headOf(path, known), known.sent] as const];
	});
	return wholeOf(engine, pieces);
}

function replace(path: string, bytes: Buffer): void {
	const temporary = `${path}.${randomBytes(6).toString('hex')}`;
	writeFileSync(temporary, bytes, {flag: 'wx', mode: 0o600});
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
