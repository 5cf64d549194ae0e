import type {EntryPoint} from './entry-point.ts';
import {originOf} from './origin.ts';
import type {Ground, Reader, Registered} from './registered.ts';
import {entryTerm, textIn} from './registering.ts';
import {knownOf, stepOf} from './running/arguments.ts';
import type {Term} from './running/known.ts';
import {Machine} from './running/machine.ts';

/** How a library is told what to do when a message or a time comes. */
type Job = {
	readonly kind: EntryPoint['kind'];
	readonly framework: string;
	/** Which argument, or which key of the first, says its name; by default the first. */
	readonly name?: string;
	/** Which keys of the arguments hold the function; by default the last function among the arguments. */
	readonly handler?: readonly string[];
};

const cron = (framework: string, rest: Pick<Job, 'name' | 'handler'> = {}): Job => ({kind: 'cron', framework, ...rest});
const queue = (framework: string, rest: Pick<Job, 'name' | 'handler'> = {}): Job => ({kind: 'queue', framework, ...rest});

/** By the package and the path of the call within it; `()` stands for what a call gives. */
const jobs: ReadonlyMap<string, Job> = new Map([
	['bullmq:Worker', queue('bullmq')],
	['bull:default().process', queue('bull')],
	['bee-queue:default().process', queue('bee-queue')],
	['agenda:default().define', queue('agenda')],
	['agenda:Agenda().define', queue('agenda')],
	['@hokify/agenda:Agenda().define', queue('agenda')],
	['inngest:Inngest().createFunction', queue('inngest', {name: 'id'})],
	...['', '/v3'].flatMap((part): [string, Job][] => [
		[`@trigger.dev/sdk${part}:task`, queue('trigger.dev', {name: 'id', handler: ['run']})],
		[`@trigger.dev/sdk${part}:schemaTask`, queue('trigger.dev', {name: 'id', handler: ['run']})],
		[`@trigger.dev/sdk${part}:schedules.task`, cron('trigger.dev', {name: 'id', handler: ['run']})],
	]),
	['pg-boss:default().work', queue('pg-boss')],
	['pg-boss:PgBoss().work', queue('pg-boss')],
	['amqplib:connect().createChannel().consume', queue('amqplib')],
	['amqplib:connect().createConfirmChannel().consume', queue('amqplib')],
	['kafkajs:Kafka().consumer().run', queue('kafkajs', {handler: ['eachMessage', 'eachBatch']})],
	['sqs-consumer:Consumer.create', queue('sqs-consumer', {name: 'queueUrl', handler: ['handleMessage', 'handleMessageBatch']})],
	['node-cron:schedule', cron('node-cron')],
	['cron:CronJob', cron('cron')],
	['cron:CronJob.from', cron('cron', {name: 'cronTime', handler: ['onTick']})],
	['croner:Cron', cron('croner')],
	['node-schedule:scheduleJob', cron('node-schedule')],
]);

const packages: ReadonlySet<string> = new Set([...jobs.keys()].map(key => key.slice(0, key.indexOf(':')).replace(/\/v3$/u, '')));
const ends: ReadonlySet<string> = new Set([...jobs.keys()].map(key => key.slice(Math.max(key.lastIndexOf('.'), key.indexOf(':')) + 1)));

/** Consumers of queues and functions that a clock calls, by the library that they are registered with. */
export const jobFunctions: Reader = ({files, modules}) => {
	const found: Registered[] = [];
	const near = filesNear(files, modules);
	if (near.size === 0) return {found, unread: []};
	const machine = new Machine(modules, []);
	for (const {path, code, role} of files) {
		if (code === undefined || role !== 'app' || !near.has(path)) continue;
		for (const [at, call] of code.calls.entries()) {
			const last = call.to.slice(call.to.lastIndexOf('.') + 1);
			if (!ends.has(last)) continue;
			const origin = originOf(modules, path, at);
			const job = origin === undefined ? undefined : jobs.get(origin);
			const frame = machine.moduleFrame(path);
			if (job === undefined || frame === undefined) continue;
			const terms: readonly Term[] = call.args.map(value => ({
				value,
				frame: {...frame, function: call.in, parent: frame, results: new Map(), held: new Map()},
				line: call.line,
				text: call.text,
			}));
			const handler = handlerOf(machine, job, terms);
			found.push({
				path,
				line: call.line,
				text: call.text,
				kind: isTimed(machine, terms) ? 'cron' : job.kind,
				framework: job.framework,
				method: '',
				route: nameOf(machine, job, terms) ?? job.framework,
				...(handler === undefined ? {} : {handler: stepOf(handler)}),
				before: [],
				given: [],
				unresolved: handler === undefined ? ['its handler'] : [],
			});
		}
	}
	return {found, unread: []};
};

/** Files that import such a library, and those that import one of them: what the library made may have been handed on. */
function filesNear(files: Ground['files'], modules: Ground['modules']): ReadonlySet<string> {
	const own = files.filter(({code}) => code?.imports.some(({from}) => packages.has(from.replace(/\/v3$/u, '')))).map(({path}) => path);
	return new Set([...own, ...own.flatMap(path => modules.importersOf(path))]);
}

function nameOf(machine: Machine, {name}: Job, terms: readonly Term[]): string | undefined {
	const term = name === undefined ? terms[0] : entryTerm(machine, terms[0], name);
	return textIn(machine, term) ?? (term?.value.is === 'name' ? term.value.name : undefined);
}

/** The last argument that is a function, or the named keys of an argument. */
function handlerOf(machine: Machine, {handler}: Job, terms: readonly Term[]): Term | undefined {
	if (handler !== undefined) {
		for (const term of terms)
			for (const key of handler) if (entryTerm(machine, term, key) !== undefined) return entryTerm(machine, term, key);
		return undefined;
	}
	return terms
		.slice(1)
		.findLast(
			term =>
				term.value.is === 'function' ||
				knownOf(machine, term).is === 'function' ||
				(term.value.is === 'name' && knownOf(machine, term).is === 'unknown') ||
				term.value.is === 'call',
		);
}

/** A function that an event would set going may be given a time instead: `{cron: '0 * * * *'}`. */
const isTimed = (machine: Machine, terms: readonly Term[]): boolean =>
	terms.length > 2 && entryTerm(machine, terms[1], 'cron') !== undefined;
