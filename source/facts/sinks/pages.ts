import type {Call, Value} from '../code/code.ts';
import {entryOf, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {placeOf, type Sink, serverFiles} from './sink.ts';
import {statementOf} from './statement.ts';

const element = /<\/?(?:html|body|head|div|p|h[1-6]|span|a|b|strong|em|ul|li|table|tr|td|form|input|pre|br|title|script|img)\b/iu;
const sending = /^(?:res|reply|response|ctx)(?:\.(?:status|type|set|header|code)\(\))*\.(?:send|end|write)$/u;

/** Where a server writes a page as text, with something put into it. */
export function pageSinksOf(facts: Facts): readonly Sink[] {
	return serverFiles(facts).flatMap(({file, scope}) => {
		const found: Sink[] = [];
		const add = (value: Value | undefined, call: Call): void => {
			const {text, parts} = statementOf(value, call, scope);
			if (parts.length > 0 && element.test(text)) found.push({...placeOf(scope.path, call), name: call.to, parts, unread: false});
		};
		for (const call of scope.code.calls) {
			if (
				/^(?:HTMLResponse|HttpResponse|make_response|Response|fastapi\.responses\.HTMLResponse)$/u.test(call.to) &&
				file.language === 'py'
			)
				add(call.args[0] ?? call.named.find(({key}) => key === 'content')?.value, call);
			if (sending.test(call.to) && file.language !== 'py') add(call.args[0], call);
			if ((lastOf(call.to) === 'html' && /^(?:c|ctx)\.html$/u.test(call.to)) || (call.to === 'Response' && call.isNew && isPage(call)))
				add(call.args[0], call);
		}
		if (file.language === 'py') found.push(...returnedPages(scope, facts));
		return found;
	});
}

const isPage = (call: Call): boolean => {
	const headers = entryOf(call.args[1], 'headers');
	const type = headers?.is === 'object' ? headers.entries.find(({key}) => key.toLowerCase() === 'content-type')?.value : undefined;
	return type?.is === 'text' && type.text.includes('text/html');
};

/** `return f'<h1>{name}</h1>'` in a view of Flask is a page. */
function returnedPages(scope: FileScope, facts: Facts): readonly Sink[] {
	return scope.code.exits.flatMap((exit): readonly Sink[] => {
		if (exit.how !== 'return' || exit.value === undefined || exit.value.is !== 'template') return [];
		if (!facts.program.pointsOf(scope.path, exit.in).some(({framework}) => framework === 'flask')) return [];
		const call: Call = {
			to: 'return',
			line: exit.line,
			end: exit.line,
			text: exit.text,
			in: exit.in,
			args: [],
			named: [],
			isNew: false,
			isAwaited: false,
			result: 'returned',
			inLoop: false,
			inTry: false,
			when: [],
		};
		const {text, parts} = statementOf(exit.value, call, scope);
		return parts.length > 0 && element.test(text) ? [{...placeOf(scope.path, call), name: 'return', parts, unread: false}] : [];
	});
}
