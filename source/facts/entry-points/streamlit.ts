import type {Call} from '../code/code.ts';
import type {GuardOnTheWay} from './entry-point.ts';
import {followed, given, nameIn, type Put, type PythonFile, placeIn, pythonFiles, stepAt, textOf} from './python-ground.ts';
import {viewOf} from './python-views.ts';
import type {Ground, Reader, Registered} from './registered.ts';

const packages: ReadonlySet<string> = new Set(['streamlit']);
const lastPart = /[^/]*$/u;
const pagesFolder = /(?:^|\/)pages\/[^/]+\.py$/u;
const ordering = /^[\d_\-\s]{0,20}(?:\p{Extended_Pictographic}\uFE0F?[_\s]?)?/u;
const identity =
	/(?:^|_)(?:is_logged_in|logged_in|loggedin|authenticated|authentication_status|is_authenticated|check_password|password_correct|signed_in)(?:_|$)/u;
const signIn = /(?:^|[_/])(?:log_?in|sign_?in|register|sign_?up)(?:_|\.py$|$)/iu;

/** The pages of Streamlit: every script that is started by itself, what stands in `pages/`, and what `st.Page` names. */
export const streamlitReader: Reader = ground => {
	const {modules} = ground;
	const scripts = pythonFiles(ground).filter(({code}) =>
		code.imports.some(({from, typeOnly}) => !typeOnly && from.split('.')[0] === 'streamlit'),
	);
	const named = scripts.flatMap(script => pagesNamed(ground, script));
	const byFile = new Map(named.flatMap(page => (page.file === undefined ? [] : [[page.file, page] as const])));
	const found: Registered[] = named.flatMap(page => (page.file === undefined ? [page.registered] : []));
	for (const script of scripts) {
		const draws = script.code.calls.some(call => nameIn(modules.definitionOf(script.path, call.to, call.in), packages) !== undefined);
		const page = byFile.get(script.path);
		const isPage = page !== undefined || pagesFolder.test(script.path);
		if (!draws || (!isPage && (modules.importersOf(script.path).length > 0 || !runs(script)))) continue;
		// Pages that navigation names replace those of the folder.
		if (page === undefined && isPage && named.some(({from}) => script.path.startsWith(from.replace(lastPart, '')))) continue;
		const first = script.code.calls.find(call => call.in < 0) ?? script.code.calls[0];
		const gate = gateOf(ground, script);
		found.push({
			...placeIn(script.path, page?.registered ?? first ?? {line: 1, text: ''}),
			...(page === undefined ? {} : {path: page.registered.path}),
			kind: 'page',
			framework: 'streamlit',
			method: 'GET',
			route: isPage ? routeOf(script.path) : '/',
			script: script.path,
			before: [],
			given: [...(page?.registered.given ?? []), ...(gate === undefined ? [] : [gate])],
			unresolved: [],
		});
	}
	return {found, unread: []};
};

/** Something is called when the file is run. */
const runs = ({code}: PythonFile): boolean => code.calls.some(call => call.in < 0);

const routeOf = (path: string): string => `/${(lastPart.exec(path)?.[0] ?? '').replace(/\.py$/u, '').replace(ordering, '')}`;

type Page = {readonly from: string; readonly file: string | undefined; readonly registered: Registered};

/** The pages that `st.Page` names, and whether navigation offers them only to who is signed in. */
function pagesNamed(ground: Ground, {path, code}: PythonFile): readonly Page[] {
	const {modules} = ground;
	const isNamed = (call: Call, name: string): boolean =>
		call.to.endsWith(name) && nameIn(modules.definitionOf(path, call.to, call.in), packages) === name;
	const menus = code.calls
		.filter(call => isNamed(call, 'navigation'))
		.map(call => ({call, pages: pagesIn(ground, {path, value: call.args[0] ?? {is: 'other'}, in: call.in}, 4)}));
	return code.calls.flatMap((call, index): readonly Page[] => {
		const value = given(call, 'page', 0);
		if (value === undefined || !isNamed(call, 'Page')) return [];
		const put: Put = {path, value, in: call.in};
		const text = textOf(modules, put);
		const file = text === undefined ? undefined : `${path.replace(lastPart, '')}${text}`.replace(/\/\.\//gu, '/');
		const view = text === undefined ? viewOf(modules, put) : undefined;
		const own = view?.is.a === 'function' ? view.is : undefined;
		const name = own?.value.name ?? text ?? '';
		const offered = menus.filter(({pages}) => pages.includes(index));
		const conditions = offered.map(menu => menu.call.when.find(one => isIdentity(one)));
		const [condition] = conditions;
		const gated =
			menus.length > 1 &&
			offered.length > 0 &&
			conditions.every(one => one !== undefined) &&
			offered.length < menus.length &&
			!signIn.test(name);
		const guard: readonly GuardOnTheWay[] =
			gated && condition !== undefined && offered[0] !== undefined
				? [{...placeIn(path, offered[0].call), name: condition, kind: 'signed-in', how: 'gate'}]
				: [];
		return [
			{
				from: path,
				file,
				registered: {
					...placeIn(path, call),
					kind: 'page',
					framework: 'streamlit',
					method: 'GET',
					route: `/${own === undefined ? routeOf(text ?? '').slice(1) : name}`,
					...(own === undefined
						? {}
						: {handler: stepAt(placeIn(own.path, own.value), {is: 'function', function: own.index}, own.value.in, 'call')}),
					before: [],
					given: guard,
					unresolved: own === undefined && text === undefined ? ['its page'] : [],
				},
			},
		];
	});
}

/** The places of the `st.Page` calls in a list, or in lists by heading. */
function pagesIn(ground: Ground, put: Put, steps: number): readonly number[] {
	const {path, value, in: at} = followed(ground.modules, put);
	if (steps === 0) return [];
	if (value.is === 'call') return [value.call];
	const inside = value.is === 'list' ? value.items : value.is === 'object' ? value.entries.map(entry => entry.value) : [];
	return inside.flatMap(one => pagesIn(ground, {path, value: one, in: at}, steps - 1));
}

const isIdentity = (condition: string): boolean => condition.split('.').some(part => identity.test(part.replace('()', '')));

/** The line on which a script stops for who is not signed in. */
function gateOf({modules}: Ground, {path, code}: PythonFile): GuardOnTheWay | undefined {
	for (const call of code.calls) {
		const name = nameIn(modules.definitionOf(path, call.to, call.in), packages);
		if (name !== 'stop' && name !== 'switch_page') continue;
		const condition = call.when.find(one => isIdentity(one));
		if (condition !== undefined) return {...placeIn(path, call), name: condition, kind: 'signed-in', how: 'call'};
	}
	return undefined;
}
