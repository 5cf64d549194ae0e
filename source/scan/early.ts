import {checklists} from '../checklists/checklists.ts';
import {factsOf} from '../facts/facts-of.ts';
import {seeFile} from '../facts/files.ts';
import {ask} from '../probes/ask.ts';
import type {Found} from '../probes/found.ts';
import type {Repository, RepositoryFile} from '../repository/repository.ts';
import {parsingNothing} from './scanner.ts';

/** Manifests, pipelines, images and platform files: what proves something without any code. */
const configuration =
	/(?:^|\/)(?:package\.json|pyproject\.toml|requirements[\w.-]*\.txt|go\.mod|Gemfile|Dockerfile[\w.-]*|(?:docker-)?compose[\w.-]*\.ya?ml|render\.ya?ml|fly\.toml|vercel\.json|netlify\.toml|Procfile|SECURITY\.md|LICEN[CS]E(?:\.(?:md|txt))?|dependabot\.ya?ml|renovate\.json5?)$|^\.github\/workflows\/[^/]+\.ya?ml$|^\.gitlab-ci\.ya?ml$/iu;
const mostFiles = 200;
const mostBytes = 64 * 1024;
const unread = parsingNothing('it was not read yet');
/** The gap of such a check is that something is nowhere: that is known only at the end. */
const missing = /^[a-z]+-no-/u;

const isSmallConfiguration = ({path, bytes}: RepositoryFile): boolean => bytes <= mostBytes && configuration.test(path);

/** What configuration alone proves, before any code was read: each with a line of a file that was read. It is said while the look goes on, and the whole look decides. */
export async function earlyFindings(repository: Repository): Promise<readonly Found[]> {
	const wanted = new Set(
		repository.files
			.filter(isSmallConfiguration)
			.slice(0, mostFiles)
			.map(({path}) => path),
	);
	if (wanted.size === 0) return [];
	const few: Repository = {...repository, text: path => (wanted.has(path) ? repository.text(path) : undefined)};
	const files = few.files.map(file => seeFile(file, few.text(file.path), unread, new Set()));
	const asked = checklists().map(checklist => ({
		...checklist,
		items: checklist.items.filter(
			({kind, reads, per}) => (kind === 'file' || kind === 'config') && reads === 'files' && per === 'repository',
		),
	}));
	const found = await ask(asked, factsOf(few, files));
	return found.filter(
		({check, finding: {outcome, evidence}}) =>
			(outcome === 'pass' || (outcome === 'gap' && !missing.test(check))) &&
			evidence.length > 0 &&
			evidence.every(({path}) => wanted.has(path)),
	);
}
