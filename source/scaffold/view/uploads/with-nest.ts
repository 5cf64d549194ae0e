import {type Call, type Code, lastOf} from '../../../facts/code/code.ts';
import type {Looking} from './looking.ts';
import {optionsFor} from './with-multer.ts';

const decorated = /^(?<indent>\s*)@UseInterceptors\((?<call>Files?Interceptor\([^{]*\{)(?<rest>.*)$/u;

/** The interceptor of Nest that takes files in a line; undefined where there is none. */
export const interceptorAt = ({calls}: Code, line: number): Call | undefined =>
	calls.find(call => call.line === line && /^Files?Interceptor$/u.test(lastOf(call.to)));

/** What bounds an interceptor of Nest, and what looks at the files that it took: the decorator above is the later one. */
export function nestLooking({line, args}: Call): Looking | undefined {
	const options = optionsFor(args.at(-1));
	if (options === undefined || args.at(-1)?.is !== 'object') return undefined;
	return {
		names: [...options.names, 'AllowedUploads'],
		imports: [],
		swap: {
			line,
			pattern: decorated,
			to: ({indent = '', call = '', rest = ''}) => {
				const next = rest === '' ? '' : ` ${rest.trimStart()}`;
				const added = options.added === '' ? '' : `${options.added}${/^\s*\}/u.test(rest) ? '' : ','}`;
				return `${indent}@UseInterceptors(AllowedUploads)\n${indent}@UseInterceptors(${call}${added}${/^\s*\}/u.test(rest) ? rest.trimStart() : next}`;
			},
		},
	};
}
