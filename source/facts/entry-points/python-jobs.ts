import {type Call, lastOf, type Value} from '../code/code.ts';
import {callIn, callsBy, followed, given, keyOf, type Put, placeIn, pythonFiles, stepAt, textOf} from './python-ground.ts';
import {instancesOf} from './python-instances.ts';
import {handlerOf} from './python-views.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';

/** Decorators that make a function a job, by package. */
const decorators: Readonly<Record<string, Readonly<Record<string, 'queue' | 'cron'>>>> = {
	celery: {shared_task: 'queue', task: 'queue', periodic_task: 'cron'},
	dramatiq: {actor: 'queue'},
	rq: {job: 'queue'},
	django_rq: {job: 'queue'},
	huey: {task: 'queue', periodic_task: 'cron', db_task: 'queue', db_periodic_task: 'cron'},
	fastapi_utils: {repeat_every: 'cron'},
	apscheduler: {scheduled_job: 'cron', task: 'cron'},
	flask_apscheduler: {scheduled_job: 'cron', task: 'cron'},
};
const packages: ReadonlySet<string> = new Set(Object.keys(decorators));
const classes: ReadonlySet<string> = new Set([
	...[
		'Celery',
		'BackgroundScheduler',
		'AsyncIOScheduler',
		'BlockingScheduler',
		'GeventScheduler',
		'APScheduler',
		'Scheduler',
		'AsyncScheduler',
	],
	...['RedisHuey', 'SqliteHuey', 'MemoryHuey', 'Huey'],
]);

/** What workers and clocks start: tasks of Celery and its like, and jobs of schedulers. */
export const pythonJobsReader: Reader = ground => {
	const {modules} = ground;
	const imported = pythonFiles(ground).some(({code}) =>
		code.imports.some(({from}) => packages.has(from.split('.')[0] ?? '') || from === 'schedule'),
	);
	if (!imported) return {found: [], unread: []};
	const instances = instancesOf(ground, packages, classes);
	const found: Registered[] = [];
	const add = (
		path: string,
		line: {readonly line: number; readonly text: string},
		kind: 'queue' | 'cron',
		framework: string,
		route: string,
		handler: Step | undefined,
	) => {
		const missing = handler === undefined ? ['its handler'] : [];
		found.push({
			...placeIn(path, line),
			kind,
			framework,
			method: '',
			route,
			...(handler === undefined ? {} : {handler}),
			before: [],
			given: [],
			unresolved: missing,
		});
	};
	/** The package that a decorator or a method belongs to. */
	const packageOf = (path: string, name: string, at: number): string | undefined => {
		const definition = modules.definitionOf(path, name, at);
		if (definition.is === 'package') return packages.has(definition.package) ? definition.package : undefined;
		const [instance] = instances.of({path, value: {is: 'name', name: name.slice(0, Math.max(0, name.lastIndexOf('.')))}, in: at});
		const made = instance === undefined ? undefined : modules.definitionOf(instance.path, instance.call.to, instance.call.in);
		return made?.is === 'package' ? made.package : undefined;
	};
	for (const {path, code} of pythonFiles(ground))
		code.functions.forEach((func, index) => {
			for (const value of func.decorators) {
				const call = callIn(modules, {path, value, in: func.in});
				const name = call?.to ?? (value.is === 'name' ? value.name : '');
				if (!jobNames.has(lastOf(name))) continue;
				const owner = packageOf(path, name, func.in);
				const kind = owner === undefined ? undefined : decorators[owner]?.[lastOf(name)];
				if (owner === undefined || kind === undefined) continue;
				const named = call === undefined ? undefined : (given(call, 'name') ?? given(call, 'id'));
				const text = named === undefined ? undefined : textOf(modules, {path, value: named, in: func.in});
				add(path, call ?? func, kind, owner, text ?? func.name, handlerOf(path, index, func));
			}
		});
	const handlerAt = (path: string, value: Value | undefined, call: Call): Step | undefined =>
		value === undefined ? undefined : stepAt(placeIn(path, call), value, call.in, 'call');
	for (const {path, call} of callsBy(ground).get('add_job') ?? [])
		if (instances.calledOn(path, call).length > 0) {
			const value = given(call, 'func', 0);
			const id = given(call, 'id');
			const text = id === undefined ? undefined : textOf(modules, {path, value: id, in: call.in});
			add(path, call, 'cron', 'apscheduler', text ?? nameOf(value), handlerAt(path, value, call));
		}
	for (const {path, call} of callsBy(ground).get('do') ?? []) {
		const [value] = call.args;
		const start = modules.definitionOf(path, call.to.split('.')[0] ?? '', call.in);
		if (start.is === 'package' && start.package === 'schedule')
			add(path, call, 'cron', 'schedule', nameOf(value), handlerAt(path, value, call));
	}
	for (const {path, call} of callsBy(ground).get('add_periodic_task') ?? []) {
		const task = callIn(modules, {path, value: given(call, 'sig', 1) ?? {is: 'other'}, in: call.in});
		const name = task?.to.replace(signature, '') ?? '';
		add(path, call, 'cron', 'celery', name, name === '' ? undefined : stepAt(placeIn(path, call), {is: 'name', name}, call.in, 'call'));
	}
	for (const schedule of schedules(ground)) {
		const {path, value, in: at} = followed(modules, schedule);
		for (const entry of value.is === 'object' ? value.entries : []) {
			const task = keyOf(modules, {path, value: entry.value, in: at}, 'task');
			const name = task === undefined ? undefined : textOf(modules, task);
			const text = `'${entry.key}'`;
			add(path, {line: entry.line, text}, 'cron', 'celery', entry.key, name === undefined ? undefined : taskNamed(name, path));
		}
	}
	return {found, unread: []};

	/** A task that is named by its module: `shop.tasks.remind`. */
	function taskNamed(name: string, path: string): Step | undefined {
		const cut = name.lastIndexOf('.');
		const module = cut === -1 ? undefined : modules.resolve(path, name.slice(0, cut));
		const task = module?.to === 'file' ? modules.exportOf(module.path, name.slice(cut + 1)) : undefined;
		return task?.is === 'function' ? handlerOf(task.path, task.function, task.value) : undefined;
	}
};

const jobNames: ReadonlySet<string> = new Set(Object.values(decorators).flatMap(one => Object.keys(one)));
const signature = /\.(?:s|si|signature)$/u;
const nameOf = (value: Value | undefined): string => (value?.is === 'name' ? value.name : value?.is === 'text' ? value.text : '');

/** The tables of Celery's clock, in code and in settings. */
const schedules = ({files}: Ground): readonly Put[] =>
	files.flatMap(({path, code}) => {
		if (code === undefined || !path.endsWith('.py')) return [];
		return [
			...code.variables
				.filter(({names}) => names[0] === 'CELERY_BEAT_SCHEDULE' || names[0] === 'CELERYBEAT_SCHEDULE' || names[0] === 'beat_schedule')
				.map(({value, in: at}) => ({path, value, in: at})),
			...code.assignments
				.filter(({to}) => lastOf(to) === 'beat_schedule' || lastOf(to) === 'CELERY_BEAT_SCHEDULE')
				.map(({value, in: at}) => ({path, value, in: at})),
			...code.calls
				.filter(({to}) => to.endsWith('conf.update'))
				.flatMap(({named, in: at}) => named.filter(({key}) => key === 'beat_schedule').map(({value}) => ({path, value, in: at}))),
		];
	});
