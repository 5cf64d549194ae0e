import {createHash} from 'node:crypto';
import {realpath} from 'node:fs/promises';
import {dirname, isAbsolute, join, relative, resolve, sep} from 'node:path';
import {type SafeText, safeText} from '../safe-text.ts';
import {codeOf, readPlain} from './plain-file.ts';
import type {StoredEvidence} from './schema.ts';

const cap = 20_000_000;
const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** Evidence that may be saved with an answer, or what is wrong with what was given and what to do. */
export type EvidenceGiven = {readonly evidence: SafeText} | {readonly problem: string};

/** Evidence of what was pasted: its hash is kept, its text never. */
export const pastedEvidence = (text: string): SafeText => safeText(`pasted sha256:${hashOf(text)}`);

function linkEvidence(given: string): EvidenceGiven {
	if (!URL.canParse(given)) {
		return {problem: 'This is no address. Give a link such as https://example.com/drill, or a path inside the repository.'};
	}
	const url = new URL(given);
	if (url.username !== '' || url.password !== '') {
		return {problem: 'This link holds a name or a password. Give it without them: it is saved in the repository.'};
	}
	return given.length > 300 ? {problem: 'This link is longer than 300 characters. Give a shorter one.'} : {evidence: safeText(given)};
}

async function pathEvidence(root: string, given: string): Promise<EvidenceGiven> {
	const inside = await insideOf(root, resolve(root, given));
	if (inside === undefined) {
		return {
			problem: 'Evidence is a file inside the repository, or a link. Copy the file there, or give an address that starts with https://.',
		};
	}
	if (safeText(inside, 300) !== inside || inside.includes(' sha256:')) {
		return {problem: 'The name of this file holds characters that cannot be shown, or is too long. Rename it and give it again.'};
	}
	const plain = await readPlain(join(root, inside), cap);
	switch (plain.kind) {
		case 'absent':
			return {problem: `There is no ${inside} in the repository. Check the path.`};
		case 'refused':
			return {problem: `${inside} cannot be evidence: ${plain.because}. Give another file, or a link.`};
		case 'bytes':
			return {evidence: safeText(`${inside} sha256:${hashOf(plain.bytes)}`)};
	}
}

/** The path below the root, with `/`; undefined when it leads outside, also by a link on the way. */
async function insideOf(root: string, path: string): Promise<string | undefined> {
	const lexical = relative(resolve(root), path);
	if (lexical === '' || lexical.startsWith('..') || isAbsolute(lexical) || lexical.includes('\0')) {
		return undefined;
	}
	try {
		const folder = await realpath(dirname(path));
		const real = relative(await realpath(root), folder);
		return real.startsWith('..') || isAbsolute(real) ? undefined : lexical.split(sep).join('/');
	} catch (error) {
		if (codeOf(error) === undefined) {
			throw error;
		}
		return lexical.split(sep).join('/');
	}
}

/** Evidence from what a person gave: an `https://` link, or a path inside the repository, of which the hash is kept. */
export const evidenceFrom = async (root: string, given: string): Promise<EvidenceGiven> =>
	/^https?:\/\//u.test(given) ? linkEvidence(given) : pathEvidence(root, given);

const hashed = /^(?<what>.+) sha256:(?<sha256>[0-9a-f]{64})$/u;

/** Evidence as its file holds it. */
export function toStored(evidence: SafeText): StoredEvidence {
	const {what, sha256} = hashed.exec(evidence)?.groups ?? {};
	if (what === undefined || sha256 === undefined) {
		return /^https?:\/\//u.test(evidence) ? {link: evidence} : evidence;
	}
	return what === 'pasted' ? {pasted: sha256} : {path: safeText(what), sha256};
}

/** Evidence as an answer carries it. A file that has changed since it was given proves nothing any more: then a sentence says so. */
export async function fromStored(
	root: string,
	stored: StoredEvidence,
): Promise<{readonly evidence: SafeText} | {readonly stale: SafeText}> {
	if (typeof stored === 'string') {
		return {evidence: stored};
	}
	if ('link' in stored) {
		return {evidence: stored.link};
	}
	if ('pasted' in stored) {
		return {evidence: safeText(`pasted sha256:${stored.pasted}`)};
	}
	const now = await pathEvidence(root, stored.path);
	const evidence = safeText(`${stored.path} sha256:${stored.sha256}`);
	return 'evidence' in now && now.evidence === evidence
		? {evidence}
		: {stale: safeText(`${stored.path} has changed since it was given as evidence, or is gone. Give it again.`)};
}
