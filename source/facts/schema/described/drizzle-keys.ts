import type {Place} from '../../../safe-text.ts';
import {type Call, type Code, entryOf, lastOf, textOf, type Value} from '../../code/code.ts';
import type {KeyStep, PolicyStep} from '../step.ts';
import {chainOf, type Sources, textsOf} from './reading.ts';

/** What `() => users.id` refers to: the variable that holds the table, and a field of it. */
export function targetOf({modules}: Sources, path: string, value: Value | undefined): KeyStep['to'] {
	if (value?.is !== 'name') return undefined;
	const field = lastOf(value.name);
	const model = value.name.slice(0, -field.length - 1);
	const found = modules.definitionOf(path, model);
	return {schema: '', name: found.is === 'variable' ? (found.value.names[0] ?? model) : lastOf(model), columns: [field], model: true};
}

const namesIn = (args: readonly Value[], byField: ReadonlyMap<string, string>): readonly string[] =>
	args.flatMap(each =>
		each.is === 'name' ? [byField.get(lastOf(each.name)) ?? lastOf(each.name)] : each.is === 'list' ? namesIn(each.items, byField) : [],
	);

/** A key that is made beside the columns: an index, a rule of uniqueness, a composite or foreign key. */
export function keyIn(
	sources: Sources,
	path: string,
	code: Code,
	call: Call,
	byField: ReadonlyMap<string, string>,
): (KeyStep & {readonly path: string}) | undefined {
	const chain = chainOf(code, call);
	const [first] = chain;
	if (first === undefined) return undefined;
	const said = {path, line: call.line, text: first.text};
	const name = textOf(first.args[0]) ?? textOf(entryOf(first.args[0], 'name'));
	const named = name === undefined ? {} : {name};
	const maker = lastOf(first.to);
	if (chain.length > 1 && (lastOf(call.to) === 'on' || lastOf(call.to) === 'using')) {
		const columns = namesIn(call.args, byField);
		if (maker === 'index') return {...said, ...named, kind: 'index', columns};
		if (maker === 'uniqueIndex') return {...said, ...named, kind: 'unique', columns, isIndex: true};
		return maker === 'unique' ? {...said, ...named, kind: 'unique', columns} : undefined;
	}
	if (chain.length > 1) return undefined;
	if (maker === 'primaryKey')
		return {
			...said,
			...named,
			kind: 'primary',
			columns: namesIn([entryOf(call.args[0], 'columns') ?? {is: 'list', items: call.args}], byField),
		};
	if (maker !== 'foreignKey') return undefined;
	const foreign = entryOf(call.args[0], 'foreignColumns');
	const items = foreign?.is === 'list' ? foreign.items : [];
	const targets = items.map(each => targetOf(sources, path, each));
	const [target] = targets;
	if (target === undefined) return undefined;
	const columns = namesIn([entryOf(call.args[0], 'columns') ?? {is: 'other'}], byField);
	return {...said, ...named, kind: 'foreign', columns, to: {...target, columns: targets.flatMap(each => each?.columns ?? [])}};
}

const commands: ReadonlySet<string> = new Set(['select', 'insert', 'update', 'delete']);
const isCommand = (text: string | undefined): text is PolicyStep['command'] => text !== undefined && commands.has(text);

const sqlText = (value: Value | undefined): string | undefined =>
	value?.is === 'template' || value?.is === 'text' ? value.text.trim() : undefined;
const constant = /^\(?\s*(?:true|1\s*=\s*1)\s*\)?$/iu;

/** The policy that `pgPolicy(…)` makes. */
export function policyIn(path: string, call: Call): (PolicyStep & Place) | undefined {
	if (lastOf(call.to) !== 'pgPolicy') return undefined;
	const options = call.args[1];
	const to = entryOf(options, 'to');
	const command = textOf(entryOf(options, 'for'));
	const using = sqlText(entryOf(options, 'using'));
	const check = sqlText(entryOf(options, 'withCheck'));
	const roles = [...textsOf(to), ...(to?.is === 'name' ? [lastOf(to.name).replace(/Role$/u, '')] : [])];
	return {
		path,
		line: call.line,
		text: call.text,
		name: textOf(call.args[0]) ?? '',
		command: isCommand(command) ? command : 'all',
		roles: roles.length === 0 ? ['public'] : roles,
		permissive: textOf(entryOf(options, 'as')) !== 'restrictive',
		...(using === undefined ? {} : {using}),
		...(check === undefined ? {} : {check}),
		usingIsTrue: using !== undefined && constant.test(using),
		checkIsTrue: check !== undefined && constant.test(check),
	};
}
