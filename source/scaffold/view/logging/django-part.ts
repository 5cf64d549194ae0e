import {entryOf, moduleLevel, textOf} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import {placeIn} from '../web/place.ts';
import type {Source} from '../web/sources.ts';
import {type LogPart, noLogPart} from './part.ts';
import {printed} from './printed.ts';
import {offered, pythonFiles} from './python-part.ts';

const settingsFile = /(?:^|\/)settings(?:\/[^/]+)?\.py$/u;
const byHand =
	'In the settings, give LOGGING a formatter that writes JSON with the id of the request, and put what sets that id first into MIDDLEWARE.';

/** How Django names a file: from the folder that its list of addresses is named from. */
export function moduleFor(file: string, urls: Source, named: string | undefined): string | undefined {
	const tail = named === undefined ? undefined : `${named.replaceAll('.', '/')}.py`;
	if (tail === undefined || (urls.path !== tail && !urls.path.endsWith(`/${tail}`))) return undefined;
	const root = urls.path.slice(0, urls.path.length - tail.length);
	return file.startsWith(root) ? file.slice(root.length).replaceAll('/', '.') : undefined;
}

/** The log of a Django project: a formatter and a middleware, named in its settings. */
export function djangoPart(facts: PlainFacts, code: CodeNow, sources: readonly Source[], urls: Source): LogPart {
	const all = facts.files.flatMap(({path}) => {
		const now = settingsFile.test(path) ? code(path) : undefined;
		const has = now?.variables.some(({names, in: at}) => at === moduleLevel && names.includes('MIDDLEWARE'));
		return now !== undefined && has === true ? [{path, now}] : [];
	});
	const [settings] = all;
	if (settings === undefined || all.length > 1) return noLogPart(byHand);
	const {path, now} = settings;
	const file = placeIn(facts, code, folderOf(urls.path), pythonFiles, offered);
	const named = textOf(now.variables.find(({names}) => names.includes('ROOT_URLCONF'))?.value);
	const module = file === undefined ? undefined : moduleFor(file, urls, named);
	if (file === undefined || module === undefined) return noLogPart(byHand);
	const formatter = `${module}.JsonFormatter`;
	const isTheirs = now.variables.some(
		({names, value}) => names.includes('LOGGING') && textOf(entryOf(entryOf(entryOf(value, 'formatters'), 'records'), '()')) !== formatter,
	);
	if (isTheirs || now.calls.some(({to}) => to.endsWith('dictConfig')))
		return noLogPart(`${path} says already how lines are written. ${byHand}`);
	const mails = now.variables.some(({names}) => names.includes('ADMINS'));
	const lines = [
		'# Each line of the log is a record with the id of its request; the line of the development server is replaced by one of ours.',
		'LOGGING = {',
		'    "version": 1,',
		'    "disable_existing_loggers": False,',
		`    "formatters": {"records": {"()": "${formatter}"}},`,
		'    "handlers": {"records": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "records"}},',
		'    "root": {"handlers": ["records"], "level": "INFO"},',
		'    "loggers": {',
		...(mails ? [] : ['        "django": {"handlers": [], "level": "INFO", "propagate": True},']),
		'        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},',
		'    },',
		'}',
		`MIDDLEWARE = ["${module}.RequestLog", *MIDDLEWARE]`,
	];
	return {
		data: {python: `${file}.py`, framework: 'django'},
		edits: [
			{
				kind: 'code',
				path,
				does: 'gives each request an id and makes records of what is logged',
				byHand,
				imports: [],
				inserts: [{at: {where: 'end'}, lines}],
			},
		],
		after: [`What goes to other services and into jobs is followed once the id goes with it: request_id.get() of ${file}.py gives it.`],
		unfollowed: [],
		unrecorded: printed(sources, urls.package),
	};
}
