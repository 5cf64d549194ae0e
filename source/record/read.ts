import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {type SafeText, safeText} from '../safe-text.ts';
import type {Accepted, Attestation, BrokenRecord, Decisions, NotApplicable, NotLive} from './decision.ts';
import type {Kind, Parsed} from './decision-file.ts';
import {fromStored} from './evidence.ts';
import {folders, namedBy} from './file-name.ts';
import {codeOf, folderAt, mostBytes, readPlain} from './plain-file.ts';

const mostFiles = 2000;

type Value<K extends Kind> = Extract<Parsed<K>, {readonly value: unknown}>['value'];
type Read<K extends Kind> = {readonly values: readonly Value<K>[]; readonly broken: readonly BrokenRecord[]};

/** A file of the record that does not count, and what to do about it. */
export const brokenAt = (path: string, line: number, problem: string): BrokenRecord => ({
	path: safeText(path),
	line,
	problem: safeText(`${problem}. Mend it or delete it; until then it does not count, and it is left as it is.`, 600),
});

/** Reads one file of the record; undefined when there is none. */
export async function readOne<K extends Kind>(
	root: string,
	kind: K,
	fileName: string,
): Promise<{readonly value: Value<K>} | BrokenRecord | undefined> {
	const path = `.shipworthy/${folders[kind]}/${fileName}`;
	const plain = await readPlain(join(root, path), mostBytes);
	if (plain.kind === 'absent') {
		return undefined;
	}
	if (plain.kind === 'refused') {
		return brokenAt(path, 1, plain.because);
	}
	const named = namedBy(fileName);
	if (!named) {
		return brokenAt(path, 1, 'its name is not that of a check');
	}
	// Who has decided nothing yet waits for no parser.
	const {parseDecision} = await import('./decision-file.ts');
	const parsed = parseDecision(kind, plain.bytes.toString('utf8'));
	if ('problem' in parsed) {
		return brokenAt(path, parsed.line, parsed.problem);
	}
	const {value} = parsed;
	return value.check === named.check && value.package === named.package
		? {value}
		: brokenAt(path, 1, 'its name and its `check` and `package` disagree');
}

async function readAll<K extends Kind>(root: string, kind: K): Promise<Read<K>> {
	const shown = `.shipworthy/${folders[kind]}`;
	const folder = join(root, shown);
	const there = await folderAt(folder);
	if (there !== 'folder') {
		return {values: [], broken: there === 'absent' ? [] : [brokenAt(shown, 1, 'it is not an ordinary folder')]};
	}
	let names: readonly string[];
	try {
		names = (await readdir(folder)).filter(name => !name.startsWith('.') && name.endsWith('.yaml')).sort();
	} catch (error) {
		if (codeOf(error) === undefined) {
			throw error;
		}
		return {values: [], broken: [brokenAt(shown, 1, `it cannot be read (${codeOf(error)})`)]};
	}
	const values: Value<K>[] = [];
	const broken: BrokenRecord[] =
		names.length > mostFiles ? [brokenAt(shown, 1, `it holds more than ${mostFiles} files, and the rest is not read`)] : [];
	for (const name of names.slice(0, mostFiles)) {
		const one = await readOne(root, kind, name);
		if (one && 'value' in one) {
			values.push(one.value);
		} else if (one) {
			broken.push(one);
		}
	}
	return {values, broken};
}

async function answerOf(root: string, answer: Value<'answer'>): Promise<Attestation> {
	const {evidence, note, ...rest} = answer;
	const given: {readonly evidence?: SafeText; readonly stale?: SafeText} = evidence === undefined ? {} : await fromStored(root, evidence);
	const notes = [...(note === undefined ? [] : [note]), ...(given.stale === undefined ? [] : [given.stale])];
	return {
		...rest,
		...(given.evidence === undefined ? {} : {evidence: given.evidence}),
		...(notes.length > 0 ? {note: safeText(notes.join(' '), 800)} : {}),
	};
}

const liveOf = ({confirmed, ...rest}: Value<'live'>): NotLive => ({...rest, ...(confirmed ? {confirmed} : {})});

/** Reads everything that people decided about the repository at `root`. What cannot be read is named in `broken`. Nothing is written. */
export async function read(root: string): Promise<Decisions> {
	const there = await folderAt(join(root, '.shipworthy'));
	if (there !== 'folder') {
		const broken = there === 'absent' ? [] : [brokenAt('.shipworthy', 1, 'it is not an ordinary folder')];
		return {answers: [], accepted: [], notApplicable: [], live: [], broken};
	}
	const answers = await readAll(root, 'answer');
	const accepted = await readAll(root, 'accepted');
	const notApplicable = await readAll(root, 'not-applicable');
	const live = await readAll(root, 'live');
	const asAccepted: readonly Accepted[] = accepted.values;
	const asNotApplicable: readonly NotApplicable[] = notApplicable.values;
	return {
		answers: await Promise.all(answers.values.map(answer => answerOf(root, answer))),
		accepted: asAccepted,
		notApplicable: asNotApplicable,
		live: live.values.map(liveOf),
		broken: [...answers.broken, ...accepted.broken, ...notApplicable.broken, ...live.broken],
	};
}
