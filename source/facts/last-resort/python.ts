import type {Place} from '../../safe-text.ts';
import {lastOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {type Facts, factsNamed, holds} from '../facts.ts';
import {marksOf} from '../files.ts';
import type {Caught} from './caught.ts';
import {middlewareCaught} from './middleware.ts';

const evidence = (facts: Facts, id: string): readonly Place[] => factsNamed(facts, id).flatMap(one => one.evidence.slice(0, 2));

/** Python's servers. Streamlit and Gradio catch each run by themselves. */
export const pythonCaught = (facts: Facts): readonly Caught[] => [...fastapi(facts), ...flask(facts), ...django(facts)];

const reported = (facts: Facts): readonly Place[] => marksOf(facts, 'last.tracker').filter(({text}) => text.includes('sentry_sdk'));

function fastapi(facts: Facts): readonly Caught[] {
	if (!holds(facts, 'fw.fastapi')) return [];
	const {registered, loose} = middlewareCaught(facts);
	const found = [
		...marksOf(facts, 'last.fastapi'),
		...handlersInTable(facts),
		...registered,
		...marksOf(facts, 'last.fastapi.middleware'),
		...reported(facts),
	];
	if (found.length > 0) return [{outcome: 'caught', said: 'FastAPI handles or reports every exception', places: found}];
	if (loose.length > 0)
		return [
			{
				outcome: 'unsure',
				said: 'a middleware that catches every exception is written, and nothing was seen that registers it',
				places: loose,
			},
		];
	return [
		{
			outcome: 'open',
			severity: 'low',
			said: 'FastAPI has no handler for Exception: a bare 500, and only the log of the server says why',
			places: evidence(facts, 'fw.fastapi'),
		},
	];
}

/** `for kind, handler in HANDLERS.items(): app.add_exception_handler(kind, handler)`, where the table names Exception. */
function handlersInTable(facts: Facts): readonly Place[] {
	return facts.files.flatMap(({path, role, code}) => {
		if (role !== 'app' || code === undefined || !mayName(code, ['add_exception_handler'])) return [];
		const adds = code.calls.filter(({to, args}) => lastOf(to) === 'add_exception_handler' && args[0]?.is === 'name');
		if (adds.length === 0) return [];
		return code.variables.flatMap(({value, line, text}) => {
			const entry = value.is === 'object' ? value.entries.find(({key}) => key === 'Exception') : undefined;
			return entry === undefined ? [] : [{path, line: entry.line || line, text}];
		});
	});
}

function flask(facts: Facts): readonly Caught[] {
	if (!holds(facts, 'fw.flask')) return [];
	const found = [...marksOf(facts, 'last.flask'), ...reported(facts)];
	return found.length > 0
		? [{outcome: 'caught', said: 'Flask handles or reports every exception', places: found}]
		: [{outcome: 'open', severity: 'high', said: 'Flask has no error handler for Exception or 500', places: evidence(facts, 'fw.flask')}];
}

const ownMachine = /(?:^|[/_.-])(?:dev|development|local|test|tests|testing|debug|ci)(?=[/_.-])/iu;

/** Django answers and logs by itself, unless debugging is on. */
function django(facts: Facts): readonly Caught[] {
	if (!holds(facts, 'fw.django')) return [];
	const settings = marksOf(facts, 'last.django.debug', ['app', 'config']).filter(({path}) => !ownMachine.test(path));
	const on = settings.filter(({value = ''}) => value === 'True');
	const byDefault = settings.filter(
		({value = ''}) => value !== 'True' && /(?:default[ \t]*=[ \t]*|,[ \t]*)['"]?(?:True|1|true)\b/u.test(value),
	);
	const off = settings.filter(({value = ''}) => value !== 'True' && !byDefault.some(mark => mark.value === value));
	const deployed = marksOf(facts, 'last.django.deployed', ['app', 'config', 'script', 'docs']);
	if (on.length > 0 && off.length === 0)
		return [
			{
				outcome: 'open',
				severity: 'high',
				said: 'Django runs with DEBUG = True, so that an error shows the code and settings to whoever caused it',
				places: on,
			},
		];
	if (byDefault.length > 0 && off.length === 0 && deployed.length === 0)
		return [
			{
				outcome: 'unsure',
				said: 'Django answers errors by itself, but DEBUG is on unless the environment says otherwise',
				places: byDefault,
			},
		];
	return [
		{
			outcome: 'caught',
			said: "Django's own handler answers 500 and logs the error",
			places: [...off, ...deployed, ...evidence(facts, 'fw.django')].slice(0, 3),
		},
	];
}
