import type {Serving} from '../tools/serve.ts';
import type {Answer, Ask} from './behaviour.ts';

/** No answer of an exercise's server is longer than this, in bytes. */
const longest = 100_000;

async function textOf({body}: Response): Promise<string> {
	const parts: Uint8Array[] = [];
	let length = 0;
	for await (const part of body ?? []) {
		parts.push(part);
		length += part.length;
		if (length > longest) break;
	}
	return Buffer.concat(parts).subarray(0, longest).toString('utf8');
}

/** Asks a server that was started; each question has that many milliseconds. */
export const asking =
	(serving: Extract<Serving, {serves: true}>, within: number, signal: AbortSignal): Ask =>
	async ({method, path, headers = {}, body}): Promise<Answer> => {
		const late = AbortSignal.timeout(within);
		try {
			const answer = await fetch(`${serving.address}${path}`, {
				method,
				headers,
				redirect: 'manual',
				signal: AbortSignal.any([late, signal]),
				...(body === undefined ? {} : {body}),
			});
			return {kind: 'answered', status: answer.status, text: await textOf(answer)};
		} catch (error) {
			// fetch throws for everything that is no answer: too late, cut off, not HTTP.
			if (!(error instanceof Error)) throw error;
			if (late.aborted) return {kind: 'silent', because: `got no answer within ${within / 1000} seconds`};
			const ended = await serving.endedSoon();
			return {kind: 'silent', because: ended === undefined ? 'got no answer: the connection was closed' : `ended the server: ${ended}`};
		}
	};
