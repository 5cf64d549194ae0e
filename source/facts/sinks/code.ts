import type {Call, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Program} from '../program.ts';
import {type Part, placeOf, type Sink, serverFiles} from './sink.ts';
import {statementOf} from './statement.ts';

/** What text becomes: code, a command of the system, objects that bring their own code, a template that can run code, or a document that may name files. */
type Becomes = 'code' | 'a command' | 'objects' | 'a template' | 'a document';
export type CodeSink = Sink & {readonly becomes: Becomes};

const commands: ReadonlySet<string> = new Set('exec execSync execCommand execaCommand command spawn spawnSync'.split(' '));
const shells =
	/^(?:subprocess\.(?:run|Popen|call|check_output|check_call|getoutput|getstatusoutput)|Popen|check_output|check_call|asyncio\.create_subprocess_shell|create_subprocess_shell)$/u;
const systems = /^(?:os\.(?:system|popen)|commands\.getoutput|popen2\.\w+)$/u;
const loading = /^(?:pickle|cPickle|_pickle|dill|cloudpickle|joblib|marshal|jsonpickle|shelve)\.(?:loads?|decode|open)$/u;
const evaluating: ReadonlySet<string> = new Set(['eval', 'exec', 'Function', 'AsyncFunction']);
const running =
	/^vm\.(?:runInContext|runInNewContext|runInThisContext|compileFunction|Script)$|^(?:runInContext|runInNewContext|runInThisContext)$|^(?:vm|VM|sandbox)\.run$|^safeEval$/u;

/** What a call does with text that it is given, and the value that holds it. */
function becoming(
	call: Call,
	scope: FileScope,
	program: Program,
): {readonly becomes: Becomes; readonly value: Value | undefined} | undefined {
	const isPython = scope.path.endsWith('.py');
	const last = lastOf(call.to);
	const [first] = call.args;
	const named = (key: string): Value | undefined => call.named.find(entry => entry.key === key)?.value;
	if (isPython) {
		if (call.to === 'eval' || call.to === 'exec') return {becomes: 'code', value: first};
		if (systems.test(call.to) || /create_subprocess_shell$|getoutput$/u.test(call.to)) return {becomes: 'a command', value: first};
		const shell = named('shell');
		if (shells.test(call.to) && shell?.is === 'literal' && shell.value === true)
			return {becomes: 'a command', value: first ?? named('args')};
		if (loading.test(call.to)) return {becomes: 'objects', value: first};
		if (call.to === 'torch.load' && named('weights_only') === undefined) return {becomes: 'objects', value: first};
		const loader = call.args[1] ?? named('Loader');
		if (/^yaml\.(?:load|load_all|unsafe_load)$/u.test(call.to) && !(loader?.is === 'name' && /Safe/u.test(loader.name)))
			return {becomes: 'objects', value: first};
		if (last === 'render_template_string' || last === 'from_string' || call.to === 'Template' || call.to === 'jinja2.Template')
			return comesFrom(call, scope, program, /^(?:flask|jinja2|quart)$/u) || last === 'from_string'
				? {becomes: 'a template', value: first}
				: undefined;
		return undefined;
	}
	if (evaluating.has(call.to) && call.to !== 'exec') return {becomes: 'code', value: call.args.at(-1)};
	if (running.test(call.to)) return {becomes: 'code', value: first};
	if (commands.has(last) || /^exec(?:Async|P|Promise)$/u.test(last)) {
		if (!runsCommand(call, scope, program)) return undefined;
		const options = call.args.find(arg => arg.is === 'object');
		const shell = options?.is === 'object' ? options.entries.find(({key}) => key === 'shell')?.value : undefined;
		if (/^spawn/u.test(last) && !(shell?.is === 'literal' && shell.value === true)) return undefined;
		return {becomes: 'a command', value: first};
	}
	if (last === 'unserialize' && comesFrom(call, scope, program, /^node-serialize$/u)) return {becomes: 'objects', value: first};
	if (/^(?:evaluate|eval)$/u.test(last) && comesFrom(call, scope, program, /^mathjs$/u)) return {becomes: 'code', value: first};
	if (
		/^parseXml(?:String|Async)?$/u.test(last) &&
		call.args.some(
			arg => arg.is === 'object' && arg.entries.some(({key, value}) => key === 'noent' && value.is === 'literal' && value.value === true),
		)
	)
		return {becomes: 'a document', value: first};
	return undefined;
}

function comesFrom(call: Call, scope: FileScope, program: Program, packages: RegExp): boolean {
	const from = program.scopes.modules.definitionOf(scope.path, call.to, call.in);
	return from.is === 'package' && packages.test(from.package);
}

const isProcess = /^(?:node:)?child_process$|^(?:execa|shelljs|zx)$/u;

/** Whether a call runs a command of the system, by where its name or what it was made of comes from. */
function runsCommand(call: Call, scope: FileScope, program: Program): boolean {
	const from = program.scopes.modules.definitionOf(scope.path, call.to, call.in);
	if (from.is === 'package') return isProcess.test(from.package);
	if (from.is !== 'variable' || from.value.value.is !== 'call') return false;
	const made = program.scopes.at(from.path)?.code.calls[from.value.value.call];
	const [given] = made?.args ?? [];
	if (made === undefined || lastOf(made.to) !== 'promisify' || given?.is !== 'name') return false;
	const inner = program.scopes.modules.definitionOf(from.path, given.name, made.in);
	return inner.is === 'package' && isProcess.test(inner.package);
}

const known = new WeakMap<Program, Map<string, readonly CodeSink[]>>();

/** Where text becomes code, a command or objects, in code that runs on a server. */
export function codeSinksOf(facts: Facts): readonly CodeSink[] {
	const byFile = known.get(facts.program) ?? new Map<string, readonly CodeSink[]>();
	known.set(facts.program, byFile);
	return serverFiles(facts).flatMap(({file, scope}) => {
		const before = byFile.get(file.path);
		if (before !== undefined) return before;
		const made = scope.code.calls.flatMap((call): readonly CodeSink[] => {
			const found = becoming(call, scope, facts.program);
			if (found === undefined) return [];
			return [
				{...placeOf(scope.path, call), name: call.to, becomes: found.becomes, parts: partsOf(found.value, call, scope), unread: false},
			];
		});
		byFile.set(file.path, made);
		return made;
	});
}

/** What a text is put together of, or the value itself where it is not put together here. */
function partsOf(value: Value | undefined, call: Call, scope: FileScope): readonly Part[] {
	if (value === undefined) return [];
	const {parts, unread} = statementOf(value, call, scope);
	if (!unread) return parts;
	return value.is === 'text' ? [] : [{value, at: {path: scope.path, in: call.in, line: call.line}, quoted: false}];
}
