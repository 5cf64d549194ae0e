import {parse as parseToml} from 'smol-toml';
import {withoutComments} from '../comments.ts';
import {record, textOf} from '../manifests/values.ts';

/** What a `wrangler` file says of a worker. */
export type WorkerConfig = {
	readonly main?: string;
	readonly crons: readonly string[];
	readonly queues: readonly string[];
	readonly pages: boolean;
};

/** Reads `wrangler.toml`, `wrangler.json` or `wrangler.jsonc`; undefined when it cannot be parsed. */
export function workerConfig(path: string, text: string): WorkerConfig | undefined {
	const read = parsed(path, text);
	if (read === undefined) return undefined;
	const said = record(read);
	const main = textOf(said.main);
	return {
		...(main === undefined ? {} : {main: main.replace(/^\.\//u, '')}),
		crons: listOf(record(said.triggers).crons).flatMap(one => textOf(one) ?? []),
		queues: listOf(record(said.queues).consumers).flatMap(one => textOf(record(one).queue) ?? []),
		pages: said.pages_build_output_dir !== undefined,
	};
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function parsed(path: string, text: string): unknown {
	try {
		if (path.endsWith('.toml')) return parseToml(text);
		return JSON.parse(withoutComments(text, 'js').replace(/,(?<end>\s*[}\]])/gu, '$<end>'));
	} catch {
		return undefined;
	}
}
