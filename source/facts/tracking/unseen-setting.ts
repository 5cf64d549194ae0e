import {entryOf, lastOf, type Value} from '../code/code.ts';
import {type Facts, factsNamed} from '../facts.ts';
import {packageOf} from '../packages.ts';
import type {TrackerStart} from '../trackers.ts';

const setting = /^(?:process\.env|import\.meta\.env)\.(?<name>\w+)$/u;
/** What builders put into pages by themselves. */
const always = /^(?:NODE_ENV|MODE|DEV|PROD|SSR|BASE_URL)$/u;
const buildFile = /(?:^|\/)(?:next|vite|webpack|craco|config-overrides)[\w.-]*\.[cm]?[jt]s$/u;
/** How the names begin that a builder puts into pages; every other one is empty in the browser. */
const builders: readonly {readonly facts: readonly string[]; readonly shown: RegExp}[] = [
	{facts: ['fw.next.app', 'fw.next.pages'], shown: /^NEXT_PUBLIC_/u},
	{facts: ['fw.cra'], shown: /^(?:REACT_APP_|PUBLIC_URL$)/u},
	{facts: ['fw.vite'], shown: /^(?:\w*PUBLIC_|VITE_)/u},
];

/** The setting from which a tracker in the browser reads where it sends what it sees, when no page is ever given that setting; undefined when there is none such. */
export function unseenSetting({path, line, file}: TrackerStart, facts: Facts): string | undefined {
	const scope = facts.program.scopes.at(path);
	const call = scope?.code.calls.find(one => one.line === line && lastOf(one.to) === 'init');
	if (scope === undefined || call === undefined) return undefined;
	const builder = builders.find(({facts: ids}) =>
		ids.some(id => factsNamed(facts, id).some(fact => fact.package === packageOf(path, facts.packages))),
	);
	const [options] = call.args;
	const said = entryOf(options, 'dsn');
	const definition =
		said?.is === 'name' && !setting.test(said.name) ? facts.program.scopes.modules.definitionOf(path, said.name, call.in) : undefined;
	const names = namesIn(definition?.is === 'variable' && definition.value.pattern === 'name' ? definition.value.value : said);
	const [name] = names;
	if (builder === undefined || name === undefined || file.language === 'py') return undefined;
	if (names.some(one => builder.shown.test(one) || always.test(one))) return undefined;
	const handed = facts.files.some(({path: at, code}) => {
		const written = code === undefined || !buildFile.test(at) ? '' : JSON.stringify(code);
		return names.some(one => written.includes(one));
	});
	return handed ? undefined : name;
}

/** The settings that a value is one of; none when it may be something else. */
function namesIn(value: Value | undefined): readonly string[] {
	if (value?.is === 'name') {
		const name = setting.exec(value.name)?.groups?.name;
		return name === undefined ? [] : [name];
	}
	if (value?.is !== 'either') return [];
	const all = value.of.filter(one => !(one.is === 'text' && one.text === '')).map(namesIn);
	return all.some(names => names.length === 0) ? [] : all.flat();
}
