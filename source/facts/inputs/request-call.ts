import type {Call, Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {converted, textOnly} from './changes.ts';
import {baseOf} from './given.ts';
import {each, type Source, unknownSource} from './input.ts';
import {partOf} from './reading.ts';
import {inputAt} from './request.ts';
import type {At, Tracer} from './tracer.ts';

/** `req.json()`, `request.args.get('id')`, `formData.get('file')`: a part of a request that is read by a call. */
export function ofReading(tracer: Tracer, call: Call, last: string, rest: readonly string[], scope: FileScope, at: At): Source | undefined {
	const on = call.on === undefined ? undefined : scope.code.calls[call.on];
	const parts = call.to.replaceAll('()', '').split('.');
	const read = partOf(last);
	if (parts.length === 1) {
		const isRequest =
			/^(?:readBody|getQuery|getRouterParam|getRouterParams|getHeader|getCookie|readFormData|readMultipartFormData|getRequestHeader|useSearchParams|useParams)$/u.test(
				last,
			);
		return isRequest && read !== undefined && read !== 'trusted'
			? {inputs: [inputAt(tracer, at, {by: 'caller', name: call.to, ...read}, call.line)], unknown: []}
			: isRequest
				? {inputs: [inputAt(tracer, at, {by: 'caller', from: 'url', shape: 'text', name: call.to}, call.line)], unknown: []}
				: undefined;
	}
	if (/^(?:st|streamlit|st\.sidebar)\.(?:text_input|text_area|chat_input|selectbox|number_input|file_uploader)$/u.test(call.to))
		return {
			inputs: [
				inputAt(
					tracer,
					at,
					{by: 'caller', from: 'form', shape: /selectbox|number/u.test(last) ? 'safe' : 'text', name: call.to},
					call.line,
				),
			],
			unknown: [],
		};
	if (
		on === undefined &&
		read !== undefined &&
		read !== 'trusted' &&
		(call.args.length === 0 || call.args[0]?.is === 'text' || call.args[0]?.is === 'object')
	) {
		const source = tracer.ofPath(call.args.length === 0 ? [...parts, ...rest] : [...parts, textIn(call.args[0])], at);
		if (last === 'text' && source.inputs.some(({by}) => by === 'service')) return unknownSource(call.to);
		if (source.inputs.length > 0) {
			const typed = call.named.some(({key, value}) => key === 'type' && value.is === 'name' && /^(?:int|float|bool)$/u.test(value.name));
			if (typed) return each(source, converted(call, at.path));
			return last === 'get' || last === 'query' || last === 'param' || last === 'text'
				? isLoose(source, last)
					? source
					: textOnly(source)
				: source;
		}
	}
	if (last === 'get' || last === 'json' || last === 'text' || last === 'getAll' || last === 'getlist' || last === 'all') {
		const base = baseOf(tracer, call, last === 'get' ? [textIn(call.args[0]), ...rest] : rest, scope, at);
		if (last === 'text' && base.inputs.some(({by}) => by === 'service')) return unknownSource(call.to);
		if (base.inputs.length > 0) return last === 'text' ? textOnly(base) : base;
	}
	return undefined;
}

/** `body.get('name')` of Python: what was sent as JSON may be anything. */
const isLoose = (source: Source, last: string): boolean => last === 'get' && source.inputs.some(({from}) => from === 'body');

const textIn = (value: Value | undefined): string => (value?.is === 'text' ? value.text : '[]');
