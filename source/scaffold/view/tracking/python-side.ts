import {lastOf, moduleLevel} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import type {Edit} from '../../wiring/edit.ts';
import {serversOf} from '../web/servers.ts';
import {sourcesOf} from '../web/sources.ts';
import {installPython} from './installing.ts';
import type {Side} from './side.ts';

const ownFile = /(?:^|\/)error_tracking\.py$/u;
const makers: Readonly<Record<string, string>> = {fastapi: 'FastAPI', flask: 'Flask'};

/** A Python server that sends its errors already: a second start would throw away what the first one was told. */
export const isStartedInPython = (facts: PlainFacts, code: CodeNow): boolean =>
	sourcesOf(facts, code).some(
		({path, code: read}) =>
			path.endsWith('.py') &&
			!ownFile.test(path) &&
			read.imports.some(({from}) => from === 'sentry_sdk') &&
			read.calls.some(({to}) => to === 'sentry_sdk.init' || to === 'init'),
	);

/** Where a Python server is started to send its errors: in front of what makes the application. */
export function pythonSide(facts: PlainFacts, code: CodeNow): Side | undefined {
	const sources = sourcesOf(facts, code).filter(({path}) => path.endsWith('.py'));
	const server = serversOf(sources, facts.reached).find(({framework}) => Object.hasOwn(makers, framework));
	const settings = sources.find(
		({path, code: read}) =>
			/(?:^|\/)settings(?:\/(?:base|production|prod))?\.py$/u.test(path) &&
			read.variables.some(({names}) => names.includes('INSTALLED_APPS')),
	);
	const page = streamlitPage(facts, code);
	const path = server?.path ?? settings?.path ?? page;
	const owner =
		facts.packages.find(one => one.path === (server?.package ?? '.')) ?? facts.packages.find(one => one.ecosystems.includes('python'));
	if (path === undefined || owner === undefined) return undefined;
	const folder = folderOf(path);
	const made = folder === '' ? 'error_tracking' : `${folder}/error_tracking`;
	const start = 'start_error_tracking()';
	const edit = (at: Extract<Edit, {kind: 'code'}>['inserts'][number]['at']): Edit => ({
		kind: 'code',
		path,
		does: 'starts it before the application',
		byHand: `Above everything else write: from error_tracking import start_error_tracking, and call start_error_tracking().`,
		imports: [{name: 'start_error_tracking', from: {file: made}}],
		inserts: [{at, lines: [start]}],
	});
	const maker = server === undefined ? undefined : makers[server.framework];
	const firstCall = code(path)?.calls.find(call => call.in === moduleLevel && lastOf(call.to) !== '');
	const edits =
		server !== undefined && maker !== undefined
			? [edit({where: 'before', call: server.made.to})]
			: page === path && firstCall !== undefined
				? [edit({where: 'before', call: firstCall.to, which: 'first'})]
				: [edit({where: 'end'})];
	const installing = installPython(owner, 'sentry-sdk', '>=2,<3', facts);
	return {made: `${made}.py`, commonjs: false, edits: [...installing.edits, ...edits], install: installing.command};
}

/** The page that Streamlit starts with. */
function streamlitPage(facts: PlainFacts, code: CodeNow): string | undefined {
	const shown = facts.stack
		.filter(({id, value}) => id === 'fw.streamlit' && value !== false)
		.flatMap(({evidence}) => evidence.map(({path}) => path));
	const usual = ['app.py', 'streamlit_app.py', 'main.py', 'Home.py', 'src/app.py'];
	const paths = new Set(facts.files.map(({path}) => path));
	const found = usual.find(path => paths.has(path) && shown.includes(path)) ?? (shown.length === 1 ? shown[0] : undefined);
	return found !== undefined && code(found) !== undefined ? found : undefined;
}
