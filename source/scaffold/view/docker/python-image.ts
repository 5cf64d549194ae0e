import {moduleLevel} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {PackageFact} from '../../../facts/packages.ts';
import type {CodeNow} from '../../view.ts';
import {type Cooked, inFolder, type Recipe, within} from './recipe.ts';

type Way = Pick<Recipe, 'manifests' | 'install' | 'cache' | 'before' | 'after'> & {readonly folder: string; readonly note: string};

const none = {before: [], after: [], note: ''};
const requirements = /^requirements(?:[-/.](?:prod|production|base))?\.txt$/u;
const mostFiles = 40;

function wayOf(facts: PlainFacts, one: PackageFact): Way | {readonly because: string} {
	const has = (name: string): boolean => facts.files.some(({path}) => path === inFolder(one.path, name));
	if (has('uv.lock'))
		return {
			...none,
			folder: '/app/.venv',
			manifests: [{from: 'pyproject.toml uv.lock', to: './'}],
			before: ['ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never', 'RUN pip install uv'],
			install: 'uv sync --locked --no-dev --no-install-project',
			cache: '/root/.cache/uv',
			after: ['uv sync --locked --no-dev --no-editable'],
		};
	if (has('poetry.lock')) {
		if (facts.files.some(({path}) => within(one.path, path).startsWith('src/') && path.endsWith('.py')))
			return {because: 'its code lies in src/, which Poetry installs as a package: shipworthy writes no image for that yet'};
		return {
			...none,
			folder: '/app/.venv',
			manifests: [{from: 'pyproject.toml poetry.lock', to: './'}],
			before: ['ENV POETRY_VIRTUALENVS_IN_PROJECT=1', 'RUN pip install poetry'],
			install: 'poetry install --only main --no-root --no-interaction',
			cache: '/root/.cache/pypoetry',
		};
	}
	const file = one.manifests.map(({path}) => within(one.path, path)).find(path => requirements.test(path));
	if (file === undefined)
		return {
			because:
				'there is no lockfile: commit uv.lock, poetry.lock or a requirements.txt with versions, so that the image holds what you tested',
		};
	const loose = one.dependencies.filter(({path, range}) => path.endsWith(file) && !/^={2,3}[^*]+$/u.test(range)).length;
	return {
		...none,
		folder: '/venv',
		manifests: [file.includes('/') ? {from: 'requirements', to: './requirements'} : {from: 'requirements*.txt', to: './'}],
		before: ['RUN python -m venv /venv'],
		install: `/venv/bin/pip install -r ${file}`,
		cache: '/root/.cache/pip',
		note: loose === 0 ? '' : `${loose} lines of ${file} name no exact version (==), so each image may hold something else: pin them.`,
	};
}

/** Where an application object stands: `app.main:app`. */
function applicationOf(facts: PlainFacts, one: PackageFact, code: CodeNow, made: RegExp): string | undefined {
	const files = facts.files
		.filter(({path, role}) => role === 'app' && path.endsWith('.py') && (within(one.path, path) !== path) === (one.path !== '.'))
		.toSorted((a, b) => Number(likely.test(b.path)) - Number(likely.test(a.path)) || a.path.length - b.path.length)
		.slice(0, mostFiles);
	for (const {path} of files) {
		const read = code(path);
		const variable = read?.variables.find(
			({value, names, in: at}) =>
				at === moduleLevel && names.length === 1 && value.is === 'call' && made.test(read.calls[value.call]?.to ?? ''),
		);
		const [name] = variable?.names ?? [];
		const module = within(one.path, path)
			.replace(/\.py$/u, '')
			.replace(/\/__init__$/u, '')
			.replaceAll('/', '.');
		if (name !== undefined && /^[\w.]+$/u.test(module)) return `${module}:${name}`;
	}
	return undefined;
}

const likely = /(?:^|\/)(?:main|app|wsgi|asgi|server|api|__init__)\.py$/u;

type Begun = {readonly line: string} | {readonly because: string};

function startOf(facts: PlainFacts, one: PackageFact, code: CodeNow): Begun {
	const has = (name: string): boolean => one.dependencies.some(own => own.ecosystem === 'python' && own.name.toLowerCase() === name);
	const extras = one.dependencies.some(({name, text}) => name.toLowerCase() === 'fastapi' && text.includes('[standard]'));
	const port = '$' + '{PORT:-8000}';
	if (has('django')) {
		const wsgi = facts.files.find(({path}) => /(?:^|\/)wsgi\.py$/u.test(within(one.path, path)));
		if (wsgi === undefined) return {because: 'no wsgi.py was found, through which Django is started for users'};
		const module = within(one.path, wsgi.path).replace(/\.py$/u, '').replaceAll('/', '.');
		return has('gunicorn') ? {line: `exec gunicorn --bind 0.0.0.0:${port} ${module}:application`} : missing('gunicorn');
	}
	if (has('fastapi') || has('starlette')) {
		const application = applicationOf(facts, one, code, /(?:^|\.)(?:FastAPI|Starlette|create_app)$/u);
		if (application === undefined) return {because: 'no file makes the application with FastAPI() at its top level'};
		return has('uvicorn') || extras ? {line: `exec uvicorn --host 0.0.0.0 --port ${port} ${application}`} : missing('uvicorn');
	}
	if (has('flask')) {
		const application = applicationOf(facts, one, code, /(?:^|\.)(?:Flask|create_app)$/u);
		if (application === undefined) return {because: 'no file makes the application with Flask() at its top level'};
		return has('gunicorn') ? {line: `exec gunicorn --bind 0.0.0.0:${port} ${application}`} : missing('gunicorn');
	}
	return {because: 'it is none of Django, FastAPI, Starlette and Flask, and shipworthy does not know what starts it'};
}

const missing = (server: string): Begun => ({
	because: `${server} is not among its dependencies: it is the server for users, as the one that comes with the framework is for development. Add it, and prepare this again`,
});

const plainRoute = /^\/[\w/-]*$/u;

/** How the image of a package of Python is made. */
export function pythonImage(facts: PlainFacts, one: PackageFact, version: string, code: CodeNow): Cooked {
	const way = wayOf(facts, one);
	if ('because' in way) return way;
	const begun = startOf(facts, one, code);
	if ('because' in begun) return begun;
	const route = facts.health.find(
		({path, route: own}) => (one.path === '.' || path.startsWith(`${one.path}/`)) && plainRoute.test(own),
	)?.route;
	const {folder, note, ...rest} = way;
	return {
		venv: folder,
		recipe: {
			...rest,
			base: `python:${version}-slim-bookworm`,
			start: ['sh', '-c', begun.line],
			health: route === undefined ? undefined : {port: 8000, route},
			settings: [`PATH=${folder}/bin:$PATH`, 'PYTHONUNBUFFERED=1'],
		},
		notes: [
			...(note === '' ? [] : [note]),
			...(one.dependencies.some(({name}) => name.toLowerCase() === 'django')
				? [
						'If Django serves its own static files (WhiteNoise), add RUN python manage.py collectstatic --noinput before the last stage, with the settings that it needs.',
					]
				: []),
		],
	};
}
