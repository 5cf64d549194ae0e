import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import type {FileFact} from './files.ts';
import {type Judged, judged} from './health/judged.ts';
import {byCall, byPath, normal} from './health/routes.ts';
import {type Source, sourceOf} from './health/source.ts';
import {lineCounter} from './imports.ts';

export {isHealthPath} from './health/path.ts';

/** A route that says whether the service works, and what it looks at before it answers. */
export type HealthRoute = Place & Judged & {readonly route: string};

/** The routes of a repository that say whether it works. */
export function healthOf(repository: Repository, files: readonly FileFact[]): readonly HealthRoute[] {
	const wired = new Set(
		files.flatMap(file =>
			file.marks.flatMap(({kind, value}) => (kind === 'health.wired' && value !== undefined && value !== '/' ? [normal(value)] : [])),
		),
	);
	const sources: readonly Source[] = files
		.filter(
			file => file.role === 'app' && (file.language === 'ts' || file.language === 'js' || file.language === 'py') && file.side !== 'client',
		)
		.map(file => sourceOf(file, repository.text(file.path) ?? ''));
	const found = sources.flatMap(source => [...byPath(source, wired), ...byCall(source, wired, sources)]);
	const seen = new Set<string>();
	return found.flatMap(candidate => {
		const lines = lineCounter(candidate.source.code);
		const line = lines.at(candidate.offset);
		const key = `${candidate.source.file.path}:${line}`;
		if (seen.has(key)) return [];
		seen.add(key);
		const place = {
			path: candidate.source.file.path,
			line,
			text: lineCounter(repository.text(candidate.source.file.path) ?? '').text(candidate.offset),
		};
		return [{...place, route: candidate.route, ...judged(candidate.block, candidate.source, sources)}];
	});
}
