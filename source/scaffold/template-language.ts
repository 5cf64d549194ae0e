import {bare, encoders} from './encoders.ts';
import {TemplateError} from './template-error.ts';
import {type Condition, type Node, parseCondition, parseTemplate} from './template-syntax.ts';

/** What a template may see: plain values, lists and records. Never a function, never an inherited property. */
export type Data = string | number | boolean | readonly Data[] | {readonly [name: string]: Data};
/** The texts of a template's folder, by file name. */
export type Sources = Readonly<Record<string, string>>;

/** What one rendering may cost at most. */
export const limits = {steps: 100_000, bytes: 1_000_000, depth: 20} as const;

type Scope = ReadonlyMap<string, Data>;
type Run = {readonly sources: Sources; readonly out: string[]; steps: number; bytes: number};

const isList = (value: Data): value is readonly Data[] => Array.isArray(value);

function look(scope: Scope, path: readonly string[], file: string, line: number): Data {
	const missing = (): TemplateError => new TemplateError(file, line, `nothing is known as ${path.join('.')}`);
	const [first = '', ...rest] = path;
	let value = scope.get(first);
	for (const name of rest) {
		if (typeof value !== 'object' || isList(value) || !Object.hasOwn(value, name)) throw missing();
		value = value[name];
	}
	if (value === undefined || value === null || typeof value === 'function') throw missing();
	return value;
}

const holds = (value: Data): boolean => (isList(value) ? value.length > 0 : value !== false && value !== '' && value !== 0);

const decide = (condition: Condition, scope: Scope, file: string, line: number): boolean =>
	condition.some(group =>
		group.every(test => {
			const value = look(scope, test.path, file, line);
			const yes = test.equals === undefined ? holds(value) : typeof value !== 'object' && String(value) === test.equals;
			return yes !== test.negated;
		}),
	);

function emit(run: Run, text: string, file: string, line: number): void {
	run.bytes += Buffer.byteLength(text);
	if (run.bytes > limits.bytes) throw new TemplateError(file, line, `more than ${limits.bytes} bytes`);
	run.out.push(text);
}

function print(value: Data, encoder: string | undefined, file: string, line: number): string {
	if (typeof value === 'object') throw new TemplateError(file, line, 'a list or a record cannot be printed');
	if (typeof value !== 'string') return String(value);
	const encode = encoder === undefined ? bare : encoders.get(encoder);
	if (!encode) throw new TemplateError(file, line, `there is no encoder ${encoder}; there are ${[...encoders.keys()].join(', ')}`);
	const encoded = encode(value);
	if ('problem' in encoded) throw new TemplateError(file, line, encoded.problem);
	return encoded.text;
}

function renderNodes(run: Run, nodes: readonly Node[], scope: Scope, file: string, depth: number): void {
	for (const node of nodes) {
		const line = node.kind === 'text' ? 1 : node.line;
		run.steps += 1;
		if (run.steps > limits.steps) throw new TemplateError(file, line, `more than ${limits.steps} steps`);
		if (depth > limits.depth) throw new TemplateError(file, line, 'nested too deeply');
		switch (node.kind) {
			case 'text':
				emit(run, node.text, file, line);
				break;
			case 'print':
				emit(run, print(look(scope, node.path, file, line), node.encoder, file, line), file, line);
				break;
			case 'if': {
				const branch = node.branches.find(({when, line: at}) => when === undefined || decide(when, scope, file, at));
				if (branch) renderNodes(run, branch.body, scope, file, depth + 1);
				break;
			}
			case 'for': {
				const list = look(scope, node.path, file, line);
				if (!isList(list)) throw new TemplateError(file, line, `${node.path.join('.')} is not a list`);
				for (const item of list) renderNodes(run, node.body, new Map([...scope, [node.name, item]]), file, depth + 1);
				break;
			}
			case 'include': {
				if (!Object.hasOwn(run.sources, node.file)) throw new TemplateError(file, line, `there is no ${node.file} beside it`);
				renderNodes(run, parseTemplate(node.file, run.sources[node.file] ?? ''), scope, node.file, depth + 1);
				break;
			}
		}
	}
}

const scopeOf = (data: {readonly [name: string]: Data}): Scope => new Map(Object.entries(data));

/** Renders one file of a template's folder. What is printed is never read again. Throws `TemplateError` for a missing value and for text that needs an encoder. */
export function render(sources: Sources, file: string, data: {readonly [name: string]: Data}): string {
	if (!Object.hasOwn(sources, file)) throw new TemplateError(file, 1, 'there is no such file in the template');
	const run: Run = {sources, out: [], steps: 0, bytes: 0};
	renderNodes(run, parseTemplate(file, sources[file] ?? ''), scopeOf(data), file, 0);
	return run.out.join('');
}

/** Whether a condition of the language holds for this data. */
export const meets = (condition: string, data: {readonly [name: string]: Data}, file: string): boolean =>
	decide(parseCondition(file, 1, condition), scopeOf(data), file, 1);

/** Renders a short text that stands in a template's description: the path of a file. */
export const renderText = (text: string, data: {readonly [name: string]: Data}, file: string): string => render({[file]: text}, file, data);
