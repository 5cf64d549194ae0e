import {createHash} from 'node:crypto';
import {mkdir, realpath} from 'node:fs/promises';
import {join} from 'node:path';
import * as v from 'valibot';
import {safeText} from '../safe-text.ts';
import type {Context} from './decision.ts';
import {codeOf, readPlain, replaceWhole} from './plain-file.ts';
import {appendScan, jsonIn, mostBytes, type Scan, scansIn} from './scans.ts';
import {setAside, type Trouble} from './set-aside.ts';

const notNowSchema = v.object({check: v.string(), package: v.string(), on: v.string()});
const personSchema = v.object({
	context: v.object({
		users: v.optional(v.picklist(['me', 'pilot', 'customers', 'public'])),
		stakes: v.optional(v.picklist(['money', 'sensitive', 'both', 'neither'])),
		hours: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(10_000))),
	}),
	goal: v.optional(v.pipe(v.string(), v.maxLength(60))),
	notNow: v.array(notNowSchema),
});

/** What the person put off, until the next day. */
type NotNow = {readonly check: string; readonly package: string; readonly on: string};

/** What is remembered of a repository between runs, in the person's state folder. */
export type Visit = {
	readonly scan?: Scan;
	readonly context: Context;
	readonly goal?: string;
	readonly notNow: readonly NotNow[];
};

const never: Visit = {context: {}, notNow: []};

async function filesOf(folder: string, root: string): Promise<{readonly journal: string; readonly person: string}> {
	const key = createHash('sha256')
		.update(await realpath(root))
		.digest('hex')
		.slice(0, 32);
	return {journal: join(folder, 'visits', `${key}.jsonl`), person: join(folder, 'visits', `${key}.json`)};
}

function personOf(text: string): Omit<Visit, 'scan'> | undefined {
	const parsed = v.safeParse(personSchema, jsonIn(text));
	if (!parsed.success) {
		return undefined;
	}
	const {goal, notNow, context} = parsed.output;
	const {users, stakes, hours} = context;
	return {
		context: {...(users ? {users} : {}), ...(stakes ? {stakes} : {}), ...(hours === undefined ? {} : {hours})},
		notNow,
		...(goal === undefined ? {} : {goal}),
	};
}

type Half<Value> = {readonly value?: Value; readonly trouble?: Trouble};

async function half<Value>(path: string, parse: (text: string) => Value | undefined): Promise<Half<Value>> {
	const plain = await readPlain(path, mostBytes);
	if (plain.kind === 'absent') {
		return {};
	}
	if (plain.kind === 'refused') {
		return {trouble: await setAside(path, `was not read: ${plain.because}`)};
	}
	const value = parse(plain.bytes.toString('utf8'));
	return value === undefined ? {trouble: await setAside(path, 'is damaged')} : {value};
}

/** What is remembered of the repository at `root`. A damaged file is set aside and named in `troubles`. */
export async function lastVisit(folder: string, root: string): Promise<{readonly visit: Visit; readonly troubles: readonly Trouble[]}> {
	const {journal, person} = await filesOf(folder, root);
	const scans = await half(journal, scansIn);
	const about = await half(person, personOf);
	const scan = scans.value?.at(-1);
	return {
		visit: {...(about.value ?? never), ...(scan ? {scan} : {})},
		troubles: [scans.trouble, about.trouble].filter(trouble => trouble !== undefined),
	};
}

/** Remembers a visit: the scan goes to the end of the journal, what the person said replaces what was there. Undefined when all went well. */
export async function rememberVisit(folder: string, root: string, {scan, context, goal, notNow}: Visit): Promise<Trouble | undefined> {
	try {
		const {journal, person} = await filesOf(folder, root);
		await mkdir(join(folder, 'visits'), {recursive: true, mode: 0o700});
		if (scan) {
			await appendScan(journal, scan);
		}
		await replaceWhole(person, `${JSON.stringify({context, ...(goal === undefined ? {} : {goal}), notNow})}\n`, 0o600);
		return undefined;
	} catch (error) {
		if (codeOf(error) === undefined) {
			throw error;
		}
		return {
			problem: safeText(
				`${folder} cannot be written (${codeOf(error)}), so this visit is not remembered. Make it writable, or set XDG_STATE_HOME.`,
				1200,
			),
		};
	}
}
