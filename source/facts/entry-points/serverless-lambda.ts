import {type Entry, entriesOf, fieldOf, itemsOf, type Tree, textOf, treeOf} from '../ci/tree.ts';
import type {UnreadEntryPoints} from './entry-point.ts';
import {exportedAs, lineOf} from './exported.ts';
import {below, folderOf, nameOf} from './projects.ts';
import type {Ground, Reader, Registered} from './registered.ts';

const serverless = /^serverless(?:\.[\w-]+)?\.ya?ml$/u;
const template = /^(?:template|sam|samTemplate)\.ya?ml$/iu;
const inCode = /^(?:serverless\.[cm]?[jt]s|sst\.config\.[cm]?[jt]s|cdk\.json)$/u;
const endings = ['ts', 'js', 'mjs', 'mts', 'cjs', 'py', 'tsx'] as const;
const braces = /\{(?<name>[^}+]+)(?<all>\+?)\}/gu;
const queues = new Set(['sqs', 'SQS', 'kinesis', 'Kinesis', 'stream', 'kafka', 'msk', 'sns', 'SNS', 'rabbitmq', 'activemq']);
const clocks = new Set(['schedule', 'Schedule', 'ScheduleV2']);

/** AWS Lambda: the handlers that `serverless.yml` or a SAM template name in plain words. */
export const lambdaReader: Reader = (ground: Ground) => {
	const found: Registered[] = [];
	const unread: UnreadEntryPoints[] = [];
	for (const {path, firstLine, role} of ground.files) {
		const name = nameOf(path);
		if (role === 'vendored' || role === 'test' || role === 'example' || role === 'docs') continue;
		if (inCode.test(name))
			unread.push({framework: 'aws.lambda', because: 'functions that are named in code are not read', places: [firstLine]});
		if (!serverless.test(name) && !template.test(name)) continue;
		const read = treeOf(ground.text(path) ?? '');
		if ('problem' in read) unread.push({framework: 'aws.lambda', because: read.problem.because, places: [firstLine]});
		else found.push(...(serverless.test(name) ? inServerless(ground, path, read.tree) : inTemplate(ground, path, read.tree)));
	}
	return {found, unread};
};

/** One event that sets a function going: its kind and what it says. */
type Event = {readonly type: string; readonly said: Tree | undefined; readonly line: number};

const inServerless = (ground: Ground, path: string, tree: Tree): readonly Registered[] =>
	entriesOf(fieldOf(tree, 'functions')).flatMap(entry => {
		const handler = textOf(fieldOf(entry.value, 'handler'));
		const events = itemsOf(fieldOf(entry.value, 'events')).flatMap(event =>
			event.kind === 'map'
				? event.entries.slice(0, 1).map(({key, value, line}): Event => ({type: key, said: value, line}))
				: [{type: event.kind === 'scalar' ? event.text : '', said: undefined, line: event.line}],
		);
		return handler === undefined ? [] : functionOf(ground, path, entry, handler, folderOf(path), events);
	});

function inTemplate(ground: Ground, path: string, tree: Tree): readonly Registered[] {
	const globals = fieldOf(fieldOf(tree, 'Globals'), 'Function');
	return entriesOf(fieldOf(tree, 'Resources')).flatMap(entry => {
		if (textOf(fieldOf(entry.value, 'Type')) !== 'AWS::Serverless::Function') return [];
		const properties = fieldOf(entry.value, 'Properties');
		const handler = textOf(fieldOf(properties, 'Handler')) ?? textOf(fieldOf(globals, 'Handler'));
		const code = (textOf(fieldOf(properties, 'CodeUri')) ?? textOf(fieldOf(globals, 'CodeUri')) ?? '').replace(/^\.?\/|\/$/gu, '');
		const events = entriesOf(fieldOf(properties, 'Events')).map(
			({value, line}): Event => ({type: textOf(fieldOf(value, 'Type')) ?? '', said: fieldOf(value, 'Properties'), line}),
		);
		return handler === undefined ? [] : functionOf(ground, path, entry, handler, [folderOf(path), code].filter(Boolean).join('/'), events);
	});
}

function functionOf(
	ground: Ground,
	path: string,
	entry: Entry,
	handler: string,
	folder: string,
	events: readonly Event[],
): readonly Registered[] {
	const dot = handler.lastIndexOf('.');
	const file = below(folder, handler.slice(0, dot).replace(/^\.\//u, ''));
	const source = endings.map(ending => `${file}.${ending}`).find(one => ground.modules.codeOf(one) !== undefined);
	const exported = source === undefined ? undefined : exportedAs(ground, source, handler.slice(dot + 1));
	const because = exported === undefined ? [`the handler ${handler} was not found`] : exported.unresolved;
	const each = events.length === 0 ? [{type: '', said: undefined, line: entry.line}] : events;
	return each.map((event): Registered => {
		const said = {path, line: event.line, text: lineOf(ground, path, event.line)};
		const place = exported?.place ?? said;
		const authorizer = fieldOf(event.said, 'authorizer') ?? fieldOf(fieldOf(event.said, 'Auth'), 'Authorizer');
		const guarded = authorizer !== undefined && textOf(authorizer) !== 'NONE';
		return {
			...place,
			...shapeOf(event, entry.key),
			framework: 'aws.lambda',
			...(exported?.handler === undefined ? {} : {handler: exported.handler}),
			before: [],
			given: guarded ? [{...said, name: textOf(authorizer) ?? 'authorizer', kind: 'signed-in', how: 'platform'}] : [],
			unresolved: because,
		};
	});
}

function shapeOf({type, said}: Event, name: string): Pick<Registered, 'kind' | 'method' | 'route'> {
	if (clocks.has(type)) return {kind: 'cron', method: '', route: name};
	if (queues.has(type)) return {kind: 'queue', method: '', route: name};
	if (type === 'websocket') return {kind: 'socket', method: '', route: textOf(said) ?? textOf(fieldOf(said, 'route')) ?? name};
	if (!/^(?:http|httpApi|alb|Api|HttpApi)$/u.test(type)) return {kind: 'function', method: '', route: name};
	const [word = '', rest] = (textOf(said) ?? '').split(/\s+/u);
	const method = rest === undefined ? (textOf(fieldOf(said, 'method')) ?? textOf(fieldOf(said, 'Method')) ?? '*') : word;
	const route = rest ?? textOf(fieldOf(said, 'path')) ?? textOf(fieldOf(said, 'Path')) ?? (word === '' ? '*' : word);
	const spelled = route.replace(braces, (_whole, parameter: string, all: string) => (all === '+' ? '*' : `:${parameter}`));
	return {
		kind: 'http',
		method: method === '*' || method.toLowerCase() === 'any' ? 'ANY' : method.toUpperCase(),
		route: `/${spelled.replace(/^\//u, '')}`,
	};
}
