import {lastOf, moduleLevel} from '../../code/code.ts';
import type {Registered, Step} from '../registered.ts';
import {type Decorator, decoratorsOf, isNest} from './decorators.ts';
import {guardsIn, inputSteps, stepsFrom} from './guarding.ts';
import {classKey} from './module-graph.ts';
import type {Nest} from './nest.ts';

type Found = Pick<Registered, 'kind' | 'method' | 'route'>;

/** Entry points that are no routes: operations of a graph, messages, schedules, jobs. */
export function otherPoints(here: Nest, path: string, at: number, decorators: readonly Decorator[]): readonly Registered[] {
	const {modules} = here.ground;
	const code = modules.codeOf(path);
	const made = code?.classes[at];
	if (code === undefined || made === undefined) return [];
	const holder = here.served.find(({graph}) => graph.providers.has(classKey(path, at)) || graph.controllers.has(classKey(path, at)));
	const isResolver = decorators.some(one => isNest(one, 'Resolver'));
	const isGateway = decorators.some(one => isNest(one, 'WebSocketGateway'));
	const queue = decorators.find(one => isNest(one, 'Processor'));
	return made.methods.flatMap(method => {
		const one = code.functions[method];
		if (one === undefined) return [];
		const own = lastOf(one.name);
		const routed = one.decorators.length === 0 ? [] : decoratorsOf(modules, path, one.decorators, one.line);
		const found = routed.flatMap(decorator => {
			const what = pointOf(here, decorator, own, isResolver, isGateway, queue, decorators);
			return what === undefined ? [] : [{...what, text: decorator.text}];
		});
		if (queue !== undefined && own === 'process' && routed.length === 0)
			found.push({kind: 'queue', method: '', route: firstText(here, queue) ?? 'a queue', text: queue.text});
		return found.map((what): Registered => {
			const all = [...decorators, ...routed];
			const asksCaller = what.kind === 'rpc' || what.kind === 'socket';
			const everywhere: readonly Step[] =
				what.kind === 'rpc' ? [...(holder?.application.guards ?? []), ...(holder?.graph.guards ?? [])] : (holder?.graph.guards ?? []);
			return {
				...what,
				path,
				line: one.line,
				framework: 'nest',
				handler: {path, line: one.line, text: one.text, value: {is: 'function', function: method}, in: moduleLevel, how: 'middleware'},
				before: asksCaller
					? [
							...guardsIn(here, everywhere, decorators, routed, all),
							...inputSteps(here, [...(holder?.application.pipes ?? []), ...(holder?.graph.pipes ?? [])], path, one, [
								...stepsFrom(decorators, 'UsePipes'),
								...stepsFrom(routed, 'UsePipes'),
							]),
						]
					: [],
				given: [],
				unresolved: [],
			};
		});
	});
}

function pointOf(
	here: Nest,
	decorator: Decorator,
	own: string,
	isResolver: boolean,
	isGateway: boolean,
	queue: Decorator | undefined,
	onClass: readonly Decorator[],
): Found | undefined {
	if (isResolver && isNest(decorator, 'Query', 'Mutation', 'Subscription'))
		return {kind: 'rpc', method: decorator.name.toUpperCase(), route: graphName(here, decorator) ?? own};
	if (isGateway && isNest(decorator, 'SubscribeMessage')) {
		const gateway = onClass.find(one => isNest(one, 'WebSocketGateway'));
		const space = gateway === undefined ? undefined : optionText(here, gateway, 'namespace');
		const event = firstText(here, decorator) ?? own;
		return {kind: 'socket', method: '', route: space === undefined ? event : `/${space.replace(/^\//u, '')} ${event}`};
	}
	if (isNest(decorator, 'MessagePattern', 'GrpcMethod'))
		return {kind: 'rpc', method: '', route: firstText(here, decorator) ?? optionText(here, decorator, 'cmd') ?? own};
	if (isNest(decorator, 'EventPattern')) return {kind: 'queue', method: '', route: firstText(here, decorator) ?? own};
	if (isNest(decorator, 'Cron', 'Interval', 'Timeout'))
		return {kind: 'cron', method: '', route: optionText(here, decorator, 'name') ?? own};
	if (queue !== undefined && isNest(decorator, 'Process')) {
		const name = firstText(here, queue) ?? 'a queue';
		const job = firstText(here, decorator) ?? optionText(here, decorator, 'name');
		return {kind: 'queue', method: '', route: job === undefined ? name : `${name} ${job}`};
	}
	return undefined;
}

function firstText({machine}: Nest, {args, path}: Decorator): string | undefined {
	const [first] = args;
	const frame = machine.moduleFrame(path);
	const known = first === undefined || frame === undefined ? undefined : machine.evaluate(first, frame);
	if (known?.is === 'text') return known.text;
	return first?.is === 'name' ? lastOf(first.name) : undefined;
}

function optionText({machine}: Nest, {args, path}: Decorator, key: string): string | undefined {
	const frame = machine.moduleFrame(path);
	for (const value of args) {
		const entry = value.is === 'object' ? value.entries.find(one => one.key === key) : undefined;
		const known = entry === undefined || frame === undefined ? undefined : machine.evaluate(entry.value, frame);
		if (known?.is === 'text') return known.text;
	}
	return undefined;
}

/** `@Query('users')`, `@Query(() => [User], {name: 'users'})`. */
const graphName = (here: Nest, decorator: Decorator): string | undefined =>
	decorator.args[0]?.is === 'text' ? decorator.args[0].text : optionText(here, decorator, 'name');
