import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import type {FileFact} from './files.ts';
import {lineCounter} from './imports.ts';

const example =
	/(?:^|\/)(?:\.env[\w.-]*(?:example|sample|template|dist|defaults?|tmpl|tpl)[\w.-]*|env[._-](?:example|sample|template|dist)[\w.-]*|(?:example|sample|template|dot)[._-]?env|\.dev\.vars[\w.-]*|secrets\.toml\.(?:example|sample)|[\w.-]+\.(?:conf|cfg|ini|env)\.(?:example|sample|dist)|[\w.-]+[.-](?:example|sample)\.(?:conf|cfg|ini|env|toml|ya?ml|json)|local_settings\.py\.(?:example|sample))$/iu;
const ownEnv = /(?:^|\/)\.env(?:\.(?!.*(?:local|test))[\w-]+)?$/u;
const blueprint =
	/(?:^|\/)(?:render\.ya?ml|app\.json|fly(?:\.[\w-]+)?\.toml|wrangler\.(?:toml|jsonc?)|railway\.(?:json|toml)|(?:docker-)?compose(?:\.[\w.-]+)?\.ya?ml|(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?|apphosting\.ya?ml|serverless\.ya?ml|values(?:\.[\w-]+)?\.ya?ml|turbo\.json|vercel\.json|netlify\.toml|captain-definition|[\w.-]*env\.d\.ts|environment\.d\.ts|configmap[\w.-]*\.ya?ml|\.do\/app\.ya?ml)$/iu;
const prose = /\.(?:mdx?|rst|adoc|txt|[1-8])$|(?:^|\/)README$/iu;
const history = /(?:^|\/)(?:CHANGELOG|HISTORY|RELEASES?|release-notes)[\w.-]*$|\/changelog\//iu;
/** Notes for coding assistants are not where people who deploy look. */
const agentNotes = /(?:^|\/)(?:CLAUDE|AGENTS|GEMINI|COPILOT|copilot-instructions|\.cursorrules)[\w.-]*$/u;
const word = /(?<![A-Za-z0-9_$])[A-Za-z][A-Za-z0-9_]{2,}(?![A-Za-z0-9_])/gu;

/** The files in which settings are listed, the most useful first: examples, environment files, blueprints, prose. */
export const settingDocuments = (files: readonly FileFact[]): readonly FileFact[] => {
	const fitting = files.filter(
		({path, role, tracked}) =>
			role !== 'vendored' &&
			role !== 'agent-tooling' &&
			role !== 'test' &&
			!agentNotes.test(path) &&
			!history.test(path) &&
			(example.test(path) || (ownEnv.test(path) && tracked !== false) || blueprint.test(path) || prose.test(path)),
	);
	const rank = ({path}: FileFact): number => (example.test(path) ? 0 : ownEnv.test(path) ? 1 : blueprint.test(path) ? 2 : 3);
	return [...fitting].sort((one, other) => rank(one) - rank(other));
};

/** A name in small letters is a common word unless it stands as a key. */
const asKey = (text: string, at: number, name: string): boolean =>
	/^[[`]$/u.test(text[at - 1] ?? '') || /^\s*=/u.test(text.slice(at + name.length, at + name.length + 4));

/** Where each of the names stands in a text for the first time. */
export function namedIn(text: string, path: string, names: ReadonlySet<string>): ReadonlyMap<string, Place> {
	const places = new Map<string, Place>();
	let lines: ReturnType<typeof lineCounter> | undefined;
	for (const match of text.matchAll(word)) {
		const [name] = match;
		if (!names.has(name) || places.has(name) || !(/^[A-Z]/u.test(name) || asKey(text, match.index, name))) continue;
		lines ??= lineCounter(text);
		places.set(name, {path, line: lines.at(match.index), text: lines.text(match.index)});
	}
	return places;
}

/** Which of the names stand in the files at the given paths. */
export const wordsOf = (
	repository: Pick<Repository, 'text'>,
	paths: ReadonlySet<string>,
	names: ReadonlySet<string>,
): ReadonlySet<string> => new Set([...paths].flatMap(path => [...namedIn(repository.text(path) ?? '', path, names).keys()]));

/** Whether a file holds settings with or without their values. */
export const isExample = (path: string): boolean => example.test(path) || ownEnv.test(path);
