import type {RepositoryFile} from '../repository/repository.ts';

/** One file to see. With the hash of what was seen last time, it is not seen again while it holds the same bytes. */
export type Job = {readonly file: RepositoryFile; readonly known?: string};

const most = 64;
const mostBytes = 2 * 1024 * 1024;
const document = /\.(?:mdx?|txt|rst|adoc|json|ya?ml|lock|svg|css|scss|html?|po|csv|snap)$/iu;

/** Jobs in pieces that one scanner takes at a time: code before documents, the folders that hold most first, so that no long piece is left for the end. */
export function chunksOf(jobs: readonly Job[]): readonly (readonly Job[])[] {
	const bytesOf = new Map<string, number>();
	const folderOf = ({file: {path}}: Job): string => path.slice(0, path.lastIndexOf('/') + 1);
	for (const job of jobs) bytesOf.set(folderOf(job), (bytesOf.get(folderOf(job)) ?? 0) + job.file.bytes);
	const sorted = jobs
		.map(job => ({job, late: document.test(job.file.path), weight: bytesOf.get(folderOf(job)) ?? 0}))
		.sort(
			(one, other) =>
				Number(one.late) - Number(other.late) || other.weight - one.weight || (one.job.file.path < other.job.file.path ? -1 : 1),
		);
	const chunks: Job[][] = [];
	let bytes = 0;
	for (const {job} of sorted) {
		const last = chunks.at(-1);
		if (last === undefined || last.length >= most || bytes + job.file.bytes > mostBytes) {
			chunks.push([job]);
			bytes = job.file.bytes;
		} else {
			last.push(job);
			bytes += job.file.bytes;
		}
	}
	return chunks;
}
