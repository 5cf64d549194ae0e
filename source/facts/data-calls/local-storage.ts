import type {Place} from '../../safe-text.ts';
import {type Call, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {marksOf} from '../files.ts';
import {isReached} from '../reached.ts';

/** Something that the program keeps on the disk of the machine that it runs on. */
export type LocalStorage = Place & {readonly what: 'database' | 'uploads'};

const databases: ReadonlyMap<string, RegExp> = new Map([
	['better-sqlite3', /^(?:default|Database|\*)$/u],
	['sqlite3', /^(?:Database|default|connect|\*)$/u],
	['sqlite', /^(?:open|default)$/u],
	['aiosqlite', /^(?:connect|\*)$/u],
	['lowdb', /^(?:Low|LowSync|JSONFile|JSONFilePreset|default)$/u],
	['lowdb/node', /^(?:JSONFile|JSONFilePreset|JSONFileSync)$/u],
	['nedb', /^default$/u],
	['tinydb', /^TinyDB$/u],
	['bun:sqlite', /^Database$/u],
	['node:sqlite', /^DatabaseSync$/u],
]);
const temporary = /(?:^|["'`/])(?:\/tmp|\/var\/tmp)\b|tmp|temp|memory/iu;

/** SQLite that a platform keeps: D1, Turso. */
const hosted = /wrangler|\bd1\b|d1_|turso|libsql/iu;

/** The databases in files, and the folders for what people upload, that code of the application opens. */
export function localStorageOf(facts: Facts): readonly LocalStorage[] {
	const provider = marksOf(facts, 'db.provider.sqlite', ['app', 'config']).map(
		({path, line, text}): LocalStorage => ({path, line, text, what: 'database'}),
	);
	const opened = facts.files.flatMap(file => {
		const scope =
			file.role === 'app' && file.side !== 'client' && isReached(file, facts.reached) !== false
				? facts.program.scopes.at(file.path)
				: undefined;
		if (scope === undefined) return [];
		const uploads = file.language === 'py' ? scope.code.calls.filter(call => keepsUpload(call, scope)) : [];
		return [
			...scope.code.calls.flatMap(call => keptAt(call, scope, facts)),
			...uploads.map(({line, text}): LocalStorage => ({path: file.path, line, text, what: 'uploads'})),
		];
	});
	return [...inFields(facts), ...provider.filter(({path, text}) => !temporary.test(text) && !hosted.test(`${path} ${text}`)), ...opened];
}

const otherStores: ReadonlySet<string> = new Set([
	'storages',
	'cloudinary_storage',
	'django_minio_backend',
	'minio_storage',
	'gcloud',
	'dj3_s3',
]);
const storeSetting = /^(?:DEFAULT_FILE_STORAGE|STORAGES)$/u;

/** The files of Django's models lie on the disk unless the settings name another store. */
function inFields({files, reached}: Facts): readonly LocalStorage[] {
	const code = files.filter(file => file.language === 'py' && (file.role === 'app' || file.role === 'config'));
	const fields = code.flatMap(file =>
		file.role !== 'app' || isReached(file, reached) === false || !mayName(file.code ?? none, ['ImageField', 'FileField'])
			? []
			: (file.code?.classes ?? []).flatMap(({fields: own, bases}) =>
					bases.some(base => base.is === 'name' && /Model$|^(?:\w+\.)?Abstract\w+$/u.test(base.name) && !/Form|Serializer/u.test(base.name))
						? own.flatMap(({value, line, text}): readonly LocalStorage[] => {
								const call = value?.is === 'call' ? file.code?.calls[value.call] : undefined;
								const isFile = call !== undefined && /^models\.(?:ImageField|FileField)$/u.test(call.to);
								return isFile && !call.named.some(({key}) => key === 'storage') ? [{path: file.path, line, text, what: 'uploads'}] : [];
							})
						: [],
				),
	);
	const isElsewhere =
		fields.length > 0 &&
		code.some(
			file =>
				file.imports.some(({source, dependency}) => otherStores.has(source.split('.')[0] ?? '') || otherStores.has(dependency ?? '')) ||
				(file.code?.variables ?? []).some(({names}) => names.some(name => storeSetting.test(name))) ||
				(file.code?.variables ?? []).some(
					({value}) => value.is === 'list' && value.items.some(item => otherStores.has(textOf(item) ?? '')),
				),
		);
	return isElsewhere ? [] : fields;
}

const none = {
	imports: [],
	exports: [],
	functions: [],
	classes: [],
	calls: [],
	variables: [],
	assignments: [],
	exits: [],
	catches: [],
	directives: [],
};

const ofUpload = /(?:^|\.)UploadFile$/u;
const brought = /(?:^|\.)request\.files(?:\.|\[|$)/u;
const writing = /^[wax]b?\+?b?$/u;

/** Python's `open(…, 'wb')` where a function is given an upload, and what a form brought, saved under a name. */
function keepsUpload(call: Call, scope: FileScope): boolean {
	const last = lastOf(call.to);
	if (!/^(?:open|copyfileobj|write_bytes|save)$/u.test(last) || temporary.test(call.text)) return false;
	if (last === 'save') {
		const receiver = call.to.slice(0, -'.save'.length);
		if (brought.test(receiver)) return call.args.length === 1;
		const bound = scope.binding(receiver, call.in, call.line);
		const from = bound?.is === 'variable' ? bound.variable.value : undefined;
		const name = from?.is === 'call' ? scope.code.calls[from.call]?.to : from?.is === 'name' ? from.name : undefined;
		return name !== undefined && brought.test(name) && call.args.length === 1;
	}
	const mode = textOf(call.args[1]) ?? textOf(call.named.find(({key}) => key === 'mode')?.value);
	if (last === 'open' && (mode === undefined || !writing.test(mode) || !/^(?:open|aiofiles\.open|anyio\.open_file)$/u.test(call.to)))
		return false;
	const isUpload = (type: Value | undefined, left = 3): boolean =>
		left > 0 &&
		((type?.is === 'name' && ofUpload.test(type.name)) ||
			((type?.is === 'generic' || type?.is === 'either') && type.of.some(one => isUpload(one, left - 1))));
	return scope.code.functions[call.in]?.parameters.some(({type}) => isUpload(type)) === true;
}

function keptAt(call: Call, scope: FileScope, facts: Facts): readonly LocalStorage[] {
	if (call.to === '' || call.to.includes('()')) return [];
	const last = lastOf(call.to);
	if (
		!/^(?:Database|DatabaseSync|connect|open|Low|LowSync|JSONFile|JSONFileSync|JSONFilePreset|TinyDB|multer|diskStorage|create_engine|create_async_engine|Datastore)$/u.test(
			last,
		) &&
		!call.isNew
	)
		return [];
	const from = facts.program.scopes.modules.definitionOf(scope.path, call.to, call.in);
	if (from.is !== 'package') return [];
	const at = {path: scope.path, line: call.line, text: call.text};
	const name = lastOf(from.name);
	if (from.package === 'multer') {
		const kept = last === 'diskStorage' || entryOf(call.args[0], 'dest') !== undefined;
		const where = entryOf(call.args[0], 'dest') ?? entryOf(call.args[0], 'destination');
		return kept && !temporary.test(said(where)) ? [{...at, what: 'uploads'}] : [];
	}
	const [first] = call.args;
	const module = from.part === '' ? from.package : `${from.package}/${from.part}`;
	const opens = databases.get(module)?.test(name) === true || databases.get(from.package)?.test(name) === true;
	if (!opens || (first?.is === 'text' && (first.text === ':memory:' || temporary.test(first.text)))) return [];
	return [{...at, what: 'database'}];
}

const said = (value: Value | undefined): string =>
	textOf(value) ?? (value?.is === 'name' ? value.name : value?.is === 'template' ? value.text : '');

/** Where requests write files to the disk, not for a moment only. */
export function filesWritten(facts: Facts): readonly Place[] {
	return facts.entryPoints.points
		.flatMap(({writes, costs}) => [...writes, ...costs])
		.filter(({does, what, text}) => does === 'stores a file' && what === 'disk' && !temporary.test(text) && !/log|cache/iu.test(text));
}
