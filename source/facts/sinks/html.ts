import type {Call, Value} from '../code/code.ts';
import {entryOf, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {type Facts, holds} from '../facts.ts';
import {type FileFact, marksOf, type PlacedMark} from '../files.ts';
import type {Program} from '../program.ts';
import {type Part, placeOf, type Sink} from './sink.ts';
import {statementOf} from './statement.ts';

const mailing = /(?:^|\/)(?:e?mails?|newsletters?|mailers?|notifications?)(?:\/|[-_.])/iu;
const writing = /(?:^|\.)document\.write(?:ln)?$|\.insertAdjacentHTML$|(?:^|\.)bypassSecurityTrustHtml$/u;
const marking = /^(?:mark_safe|Markup|SafeString|safestring\.mark_safe|markupsafe\.Markup|flask\.Markup|html_safe|SafeText)$/u;

/** Where text is put into a page as it is. */
export function htmlSinksOf(facts: Facts): readonly Sink[] {
	const byRoot = known.get(facts.program) ?? new Map<string, readonly Sink[]>();
	known.set(facts.program, byRoot);
	const made = byRoot.get(facts.root) ?? sinksIn(facts);
	byRoot.set(facts.root, made);
	return made;
}

const known = new WeakMap<Program, Map<string, readonly Sink[]>>();

function sinksIn(facts: Facts): readonly Sink[] {
	const found: Sink[] = [];
	for (const file of facts.files) {
		if (file.role !== 'app' || mailing.test(file.path)) continue;
		if (!facts.reached.has(file.path) && file.language !== 'vue' && file.language !== 'svelte') continue;
		const scope = facts.program.scopes.at(file.path);
		if (scope !== undefined) found.push(...inCode(file, scope));
	}
	for (const mark of marksOf(facts, 'html.raw')) if (!mailing.test(mark.path)) found.push(ofMark(mark));
	// What a generator of static sites puts in is the repository's own text.
	if (!holds(facts, 'fw.eleventy'))
		for (const mark of marksOf(facts, 'html.raw-template')) if (!mailing.test(mark.path)) found.push(ofTemplate(mark, facts));
	return found;
}

function inCode(file: FileFact, scope: FileScope): readonly Sink[] {
	const isPython = file.language === 'py';
	const found: Sink[] = [];
	for (const call of scope.code.calls) {
		const value = isPython ? markedIn(call) : elementIn(call);
		if (value !== undefined) found.push(sinkOf(call.to, value, call, scope));
	}
	if (isPython) return found;
	for (const one of scope.code.assignments)
		if (/\.(?:innerHTML|outerHTML|srcdoc)$/u.test(one.to))
			found.push(sinkOf(lastOf(one.to), one.value, {...emptyCall, line: one.line, text: one.text, in: one.in}, scope));
	return found;
}

/** What an element or a call of a browser is told to take as HTML; style and data scripts of a page are not looked at. */
function elementIn(call: Call): Value | undefined {
	if (writing.test(call.to)) return call.to.endsWith('insertAdjacentHTML') ? call.args[1] : call.args[0];
	if (/^\$\(\)\.(?:html|append|prepend)$/u.test(call.to) && call.args[0]?.is !== 'call')
		return call.to.endsWith('.html') ? call.args[0] : undefined;
	if (call.to === 'style' || call.to === 'script' || call.to === 'Script' || call.to === 'noscript') return undefined;
	const held = entryOf(call.args[0], 'dangerouslySetInnerHTML');
	if (held === undefined) return undefined;
	return entryOf(held, '__html') ?? held;
}

function markedIn(call: Call): Value | undefined {
	if (marking.test(call.to)) return call.args[0];
	const unsafe = call.named.find(({key}) => key === 'unsafe_allow_html')?.value;
	return unsafe?.is === 'literal' && unsafe.value === true ? call.args[0] : undefined;
}

const emptyCall: Call = {
	to: '',
	line: 0,
	end: 0,
	text: '',
	in: -1,
	args: [],
	named: [],
	isNew: false,
	isAwaited: false,
	result: 'kept',
	inLoop: false,
	inTry: false,
	when: [],
};

function sinkOf(name: string, value: Value, call: Call, scope: FileScope): Sink {
	const {parts, unread} = statementOf(value, call, scope);
	const own: readonly Part[] = unread ? [{value, at: {path: scope.path, in: call.in, line: call.line}, quoted: false}] : parts;
	return {...placeOf(scope.path, call), name: name === '' ? 'innerHTML' : name, parts: own, unread: false};
}

const cleaned =
	/sanitiz|sanitis|purify|escape|striptags|linebreaks|tojson|json_script|json|csrf|clean|nh3|xss|highlight|static|\bt\(|\$t\(|gettext|trans/iu;
const plainPath = /^[A-Za-z_$][\w$]*(?:\??\.[\w$]+|\[['"]?\w+['"]?\])*$/u;

/** An expression in the text of a component: a path is followed in its script, what cleans it by name is harmless. */
function ofMark(mark: PlacedMark): Sink {
	const said = (mark.value ?? '').trim();
	const place = {path: mark.path, line: mark.line, text: mark.text};
	if (cleaned.test(said) || /^['"`][^$]*$/u.test(said)) return {...place, name: said, parts: [], unread: false};
	const name = said
		.replace(/\?\./gu, '.')
		.replace(/\[['"]?(\w+)['"]?\]/gu, '.$1')
		.replace(/\.value$/u, '');
	const value: Value = plainPath.test(said) ? {is: 'name', name} : {is: 'other'};
	return {
		...place,
		name: said,
		parts: [{value, at: {path: mark.path, in: -1, line: Number.MAX_SAFE_INTEGER}, quoted: false}],
		unread: false,
	};
}

const rendering = /(?:^|\.)(?:render_template|render|TemplateResponse|renderFile|view|render_to_string|render_to_response)$/u;

/** An expression in a template: what the calls that fill the template give it under its name. */
function ofTemplate(mark: PlacedMark, facts: Facts): Sink {
	const said = (mark.value ?? '').trim();
	const place = {path: mark.path, line: mark.line, text: mark.text};
	if (cleaned.test(said)) return {...place, name: said, parts: [], unread: false};
	const root = /^[A-Za-z_]\w*/u.exec(said.replace(/^locals\./u, ''))?.[0];
	const rest = said.replace(/^locals\./u, '').slice(root?.length ?? 0);
	const filling = root === undefined || (rest !== '' && !/^(?:\.\w+)*\s*(?:\||$)/u.test(rest)) ? [] : fillingOf(mark.path, root, facts);
	const parts: readonly Part[] =
		filling.length > 0
			? filling.map(({value, call, path}): Part => ({value, at: {path, in: call.in, line: call.line}, quoted: false}))
			: [{value: {is: 'other'}, at: {path: mark.path, in: -1, line: mark.line}, quoted: false}];
	return {...place, name: said, parts, unread: false};
}

const mostFilled = 6;

function fillingOf(
	template: string,
	key: string,
	facts: Facts,
): readonly {readonly value: Value; readonly call: Call; readonly path: string}[] {
	const bare = template.replace(/\.\w+$/u, '');
	const found: {readonly value: Value; readonly call: Call; readonly path: string}[] = [];
	for (const file of facts.files) {
		if (file.role !== 'app' || found.length >= mostFilled) continue;
		for (const call of facts.program.scopes.at(file.path)?.code.calls ?? []) {
			if (!rendering.test(call.to)) continue;
			const named = [...call.args, ...call.named.map(entry => entry.value)].some(
				arg => arg.is === 'text' && arg.text.length > 2 && (template.endsWith(`/${arg.text}`) || bare.endsWith(`/${arg.text}`)),
			);
			if (!named) continue;
			const value =
				call.named.find(entry => entry.key === key)?.value ??
				[...call.args, ...call.named.map(entry => entry.value)].map(arg => entryOf(arg, key)).find(one => one !== undefined);
			if (value !== undefined) found.push({value, call, path: file.path});
		}
	}
	return found;
}
