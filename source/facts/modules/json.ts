import {withoutComments} from '../comments.ts';
import {record} from '../manifests/values.ts';

const trailingComma = /,(?<end>\s*[}\]])/gu;

/** An object written as JSON, comments and trailing commas allowed; empty when it is no object or cannot be read. */
export function looseJson(text: string | undefined): Readonly<Record<string, unknown>> {
	if (text === undefined) return {};
	return parsed(text) ?? parsed(withoutComments(text, 'js').replace(trailingComma, '$<end>')) ?? {};
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		return record(JSON.parse(text));
	} catch {
		return undefined;
	}
}
