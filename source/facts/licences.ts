import * as v from 'valibot';
import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import type {FileFact} from './files.ts';
import {lineCounter} from './imports.ts';

/** A licence as its file, a manifest or a README names it; `family` is undefined when the words are not known. */
export type Named = Place & {readonly family?: LicenceFamily; readonly words: string};
export type LicenceFamily =
	| 'MIT'
	| 'ISC'
	| 'Apache'
	| 'BSD'
	| 'MPL'
	| 'LGPL'
	| 'GPL'
	| 'AGPL'
	| 'SSPL'
	| 'BUSL'
	| 'Elastic'
	| 'CC0'
	| 'CC-BY-NC'
	| 'Unlicense'
	| 'closed';
/** A production dependency that a lockfile names with its licence; the words are empty when it names none. */
export type LockedLicence = Place & {readonly name: string; readonly words: string};
/** What is known of licences: the repository's own, and those that lockfiles carry. */
export type LicenceFacts = {
	/** `LICENSE` files at the root or of a package. */
	readonly files: readonly Named[];
	/** What manifests say. */
	readonly manifests: readonly Named[];
	/** What a README says under its licence heading or on a badge. */
	readonly readme: readonly Named[];
	readonly locked: readonly {readonly lockfile: string; readonly entries: readonly LockedLicence[]}[];
	/** Modules that a go.mod requires itself. */
	readonly goModules: readonly (Place & {readonly name: string})[];
	/** Lines that invite strangers to take the code or to send changes. */
	readonly invites: readonly Place[];
};

const licenceFile = /(?:^|\/)(?:LICEN[CS]E|COPYING|UNLICENSE)(?:-[\w.-]+?)?(?:\.(?:md|txt|rst|MIT|APACHE))?$/iu;
const families: readonly (readonly [RegExp, LicenceFamily])[] = [
	[/\bAGPL|affero general public/iu, 'AGPL'],
	[/\bLGPL|lesser general public/iu, 'LGPL'],
	[/\bGPL|gnu general public/iu, 'GPL'],
	[/\bSSPL|server side public/iu, 'SSPL'],
	[/\bBUSL|business source license/iu, 'BUSL'],
	[/elastic license|\belastic-2/iu, 'Elastic'],
	[/CC-BY-NC|creative commons attribution-noncommercial/iu, 'CC-BY-NC'],
	[/\bCC0/iu, 'CC0'],
	[/\bunlicense\b|free and unencumbered software/iu, 'Unlicense'],
	[/\bapache\b/iu, 'Apache'],
	[/\bMPL|mozilla public/iu, 'MPL'],
	[/\bBSD\b|redistribution and use in source and binary forms/iu, 'BSD'],
	[/\bISC\b|permission to use, copy, modify, and\/?(?:or)? distribute this software for any/iu, 'ISC'],
	[/\bMIT\b|permission is hereby granted, free of charge/iu, 'MIT'],
	[/\bUNLICENSED\b|\bproprietary\b|all rights reserved/iu, 'closed'],
];

/** The family of a licence by its name, its identifier or the beginning of its text. */
export const familyOf = (words: string): LicenceFamily | undefined => families.find(([pattern]) => pattern.test(words))?.[1];

const manifestLine =
	/(?:^|[{,])[ \t]*"?licen[cs]e"?[ \t]*[:=][ \t]*(?:"(?<quoted>[^"\n]+)"|\{[ \t]*(?:text|type|"type")[ \t]*[:=][ \t]*"(?<held>[^"\n]+)")/mu;
const readmeSays =
	/^#{1,4}[^\n]*\blicen[cs]e[^\n]*\n+(?:[^\n#]{0,300}\n?){0,3}?[^\n#]{0,200}\b(?<said>MIT|Apache(?:[- ](?:License|2\.0))?|AGPL[\w.-]*|GPL[\w.-]*|BSD[\w-]*|ISC|MPL[\w.-]*)\b|img\.shields\.io\/badge\/licen[cs]e-(?<badge>[A-Za-z]+)/imu;

/** What the files say of licences. */
export function licencesOf(repository: Pick<Repository, 'text'>, files: readonly FileFact[]): LicenceFacts {
	const texts = (pattern: RegExp): readonly {readonly path: string; readonly text: string}[] =>
		own.filter(({path}) => pattern.test(path)).map(({path}) => ({path, text: repository.text(path) ?? ''}));
	const own = files.filter(({role}) => role !== 'vendored' && role !== 'test' && role !== 'example' && role !== 'agent-tooling');
	const named = (path: string, pattern: RegExp): readonly Named[] => {
		const text = repository.text(path) ?? '';
		const match = pattern.exec(text);
		const words = match?.groups?.quoted ?? match?.groups?.held ?? match?.groups?.said ?? match?.groups?.badge;
		if (match === null || words === undefined) return [];
		const lines = lineCounter(text);
		const at = match.index + match[0].length - 1;
		return [{path, line: lines.at(at), text: lines.text(at), words, ...family(words)}];
	};
	return {
		files: own
			.filter(({path, lines, language}) => licenceFile.test(path) && (language === 'md' || language === 'other') && lines > 0)
			.map(({path, firstLine}) => {
				const head = (repository.text(path) ?? '').slice(0, 1500);
				const title = familyOf(head.trim().slice(0, 160)) ?? familyOf(head);
				return {...firstLine, words: title ?? firstLine.text, ...(title === undefined ? {} : {family: title})};
			}),
		manifests: own
			.filter(({path}) => /(?:^|\/)(?:package\.json|pyproject\.toml|Cargo\.toml|composer\.json)$/u.test(path))
			.flatMap(({path}) => named(path, manifestLine)),
		readme: own.filter(({path}) => /^readme(?:\.\w+)?$/iu.test(path)).flatMap(({path}) => named(path, readmeSays)),
		locked: files
			.filter(({path, role}) => /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/u.test(path) && role === 'generated')
			.flatMap(({path}) => lockedIn(path, repository.text(path) ?? '')),
		goModules: texts(/(?:^|\/)go\.mod$/u).flatMap(({path, text}) => requiredIn(path, text)),
		invites: texts(/^(?:readme|contributing)(?:\.\w+)?$/iu).flatMap(({path, text}) => invitesIn(path, text)),
	};
}

const family = (words: string): {family?: LicenceFamily} => {
	const found = familyOf(words);
	return found === undefined ? {} : {family: found};
};

const invitation =
	/\bfork (?:this|the) repo|\bPRs? (?:are )?welcome|\b(?:pull requests?|contributions?)(?:, [^.\n]{1,60})? (?:are|is) (?:always |very |most )?welcome|\bfeel free to (?:fork|contribute|open an? (?:issue|pull|PR)|submit)|\buse this template\b/iu;
/** What the starters of frameworks leave in a README invites to the framework. */
const framework = /github\.com\/(?:vercel|nestjs|facebook|vitejs)\/|\b(?:Next\.js|Nest) (?:GitHub )?repository\b/iu;

const linesOf = (path: string, text: string): readonly Place[] =>
	text.split('\n').map((line, at) => ({path, line: at + 1, text: line.trim()}));

const invitesIn = (path: string, text: string): readonly Place[] =>
	linesOf(path, text).filter(line => invitation.test(line.text) && !framework.test(line.text));

const requirement = /^(?:require\s+)?(?<name>[\w.-]+\.[\w-]+\/[^\s()]+)\s+v\d/u;

const requiredIn = (path: string, text: string): LicenceFacts['goModules'] =>
	linesOf(path, text).flatMap(line => {
		const name = requirement.exec(line.text)?.groups?.name;
		return name === undefined || /\/\/ indirect\b/u.test(line.text) ? [] : [{...line, name}];
	});

const entrySchema = v.looseObject({
	dev: v.optional(v.unknown()),
	devOptional: v.optional(v.unknown()),
	link: v.optional(v.unknown()),
	license: v.optional(v.unknown()),
});
const lockSchema = v.looseObject({packages: v.record(v.string(), entrySchema)});

function lockedIn(path: string, text: string): LicenceFacts['locked'] {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), lockSchema), text);
	if (!parsed.success) return [];
	const lines = lineCounter(text);
	const entries = Object.entries(parsed.output.packages).flatMap(([key, entry]) => {
		const name = key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);
		if (!key.includes('node_modules/') || entry.dev === true || entry.devOptional === true || entry.link === true) return [];
		const words = typeof entry.license === 'string' ? entry.license : '';
		const at = words === '' || /^(?:MIT|ISC|Apache-2\.0|BSD-\d-Clause)$/u.test(words) ? 0 : Math.max(text.indexOf(`"${key}"`), 0);
		return [{name, words, path, line: at === 0 ? 1 : lines.at(at), text: at === 0 ? '' : lines.text(at)}];
	});
	return [{lockfile: path, entries}];
}
