import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type SafeText, safeText} from '../safe-text.ts';
import {codeOf, folderAt, readPlain} from './plain-file.ts';

const cap = 1_000_000;
const sectionForm = /^\[\s*(?<name>[A-Za-z0-9.-]+)\s*(?<sub>"(?:[^"\\]|\\.)*")?\s*\](?<rest>.*)$/u;
const entryForm = /^(?<key>[A-Za-z][A-Za-z0-9-]*)\s*(?:=(?<value>.*))?$/u;

/** A value as git reads it: quotes and escapes undone, a comment and outer spaces cut. Undefined when it is malformed. */
function unquoted(raw: string): string | undefined {
	let value = '';
	let kept = 0;
	let quoted = false;
	for (let index = 0; index < raw.length; index++) {
		const character = raw[index] ?? '';
		if (character === '"') {
			quoted = !quoted;
			kept = value.length;
		} else if (character === '\\') {
			index++;
			const escaped = {n: '\n', t: '\t', b: '\b', '\\': '\\', '"': '"'}[raw[index] ?? ''];
			if (escaped === undefined) {
				return undefined;
			}
			value += escaped;
			kept = value.length;
		} else if (!quoted && (character === '#' || character === ';')) {
			break;
		} else {
			value += character;
			kept = quoted || character.trim() !== '' ? value.length : kept;
		}
	}
	return quoted ? undefined : value.slice(0, kept);
}

/** Lines with their continuations joined: a line that ends in an odd number of backslashes goes on. */
function logicalLines(text: string): readonly string[] {
	const lines: string[] = [];
	let begun = '';
	for (const line of text.split(/\r?\n/u)) {
		const slashes = /\\*$/u.exec(line)?.[0].length ?? 0;
		if (slashes % 2 === 1) {
			begun += line.slice(0, -1);
		} else {
			lines.push(begun + line);
			begun = '';
		}
	}
	return begun === '' ? lines : [...lines, begun];
}

/** The last `user.name` in the text of a git configuration file; undefined when there is none. Includes are not followed. */
export function userNameIn(text: string): string | undefined {
	let inUser = false;
	let found: string | undefined;
	for (const line of logicalLines(text.replace(/^\uFEFF/u, ''))) {
		const section = sectionForm.exec(line.trim())?.groups;
		if (section) {
			inUser = section.name?.toLowerCase() === 'user' && section.sub === undefined;
		}
		const entry = entryForm.exec((section?.rest ?? line).trim())?.groups;
		if (inUser && entry?.key?.toLowerCase() === 'name' && entry.value !== undefined) {
			found = unquoted(entry.value.trim()) ?? found;
		}
	}
	return found?.trim() === '' ? undefined : found;
}

/** The person's own file may be a link into a folder of settings; a missing or unreadable one names nobody. */
async function personal(path: string): Promise<string | undefined> {
	try {
		return userNameIn((await readFile(path, 'utf8')).slice(0, cap));
	} catch (error) {
		if (codeOf(error) === undefined) {
			throw error;
		}
		return undefined;
	}
}

async function local(root: string): Promise<string | undefined> {
	if ((await folderAt(join(root, '.git'))) !== 'folder') {
		return undefined;
	}
	const plain = await readPlain(join(root, '.git', 'config'), cap);
	return plain.kind === 'bytes' ? userNameIn(plain.bytes.toString('utf8')) : undefined;
}

/** The name that git would sign with, from its configuration files: the repository's, then the person's. Git is not run. */
export async function signer(
	root: string,
	{home, environment}: {readonly home: string; readonly environment: Readonly<Record<string, string | undefined>>},
): Promise<SafeText | undefined> {
	const name =
		(await local(root)) ??
		(await personal(join(home, '.gitconfig'))) ??
		(await personal(join(environment.XDG_CONFIG_HOME || join(home, '.config'), 'git', 'config')));
	return name === undefined ? undefined : safeText(name, 120);
}
