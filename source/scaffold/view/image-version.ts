import type {PlainFacts} from '../../facts/facts.ts';

const dockerfile = /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$/u;
const from = /^FROM\s+(?:--platform=\S+\s+)?(?:\S+\/)?(?<image>node|python):(?<version>\d+(?:\.\d+)?)/iu;

/** The version that the first line of an image of this repository builds on, such as `3.11`; empty where none says so. */
export function imageVersion({files}: Pick<PlainFacts, 'files'>, runtime: 'node' | 'python'): string {
	for (const {path, role, firstLine} of files) {
		if (!dockerfile.test(path) || role === 'test' || role === 'example' || role === 'vendored') continue;
		const found = from.exec(firstLine.text)?.groups;
		if (found?.image?.toLowerCase() === runtime) return found.version ?? '';
	}
	return '';
}
