import {type Code, type Field, lastOf, textOf, type Value} from '../../code/code.ts';
import {packageOf} from '../../packages.ts';
import type {DescribedColumn, Description} from '../description.ts';
import {betweenTable, djangoField, djangoKey, djangoTable, djangoTarget, djangoTogether, userModel} from '../django-fields.ts';
import type {PlacedKey} from '../python-columns.ts';
import {callOf, type DescriptionReader, isFalse, isTrue, lineageOf, type Sources, type Standing, saidAt} from './reading.ts';

/** What makes a class a model of Django: its plain model, the accounts that it brings to build on, and well-known bases of other packages. */
const bases = new Set([
	'Model',
	'AbstractUser',
	'AbstractBaseUser',
	'PermissionsMixin',
	'TimeStampedModel',
	'MPTTModel',
	'PolymorphicModel',
	'Page',
]);
/** The columns that Django's own bases bring. */
const brought: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
	AbstractUser: [
		['password', 'char'],
		['last_login', 'datetime'],
		['is_superuser', 'boolean'],
		['username', 'char'],
		['first_name', 'char'],
		['last_name', 'char'],
		['email', 'email'],
		['is_staff', 'boolean'],
		['is_active', 'boolean'],
		['date_joined', 'datetime'],
	],
	AbstractBaseUser: [
		['password', 'char'],
		['last_login', 'datetime'],
	],
	TimeStampedModel: [
		['created', 'datetime'],
		['modified', 'datetime'],
	],
};

/** The models of Django, with the fields of their abstract bases. */
export const djangoTables: DescriptionReader = sources =>
	sources.files.flatMap(({path, code, language}) => {
		if (code === undefined || language !== 'py' || !path.includes('models')) return [];
		return code.classes.flatMap(value => modelOf(sources, {path, code, value}));
	});

/** The app that a file of models belongs to: its folder, or the one above a folder of models. */
const appOf = (path: string): string =>
	/(?:^|\/)(?<app>[^/]+)\/models(?:\.py$|\/)/u.exec(path)?.groups?.app ?? path.split('/').at(-2) ?? '';

const metaOf = (code: Code, name: string): readonly Field[] => code.classes.find(each => each.name === `${name}.Meta`)?.fields ?? [];

function modelOf(sources: Sources, standing: Standing): readonly Description[] {
	const {path, code, value} = standing;
	const {own, outside} = lineageOf(sources.modules, standing);
	if (value.name.includes('.') || !outside.some(isBase)) return [];
	const meta = (name: string): Value | undefined => metaOf(code, value.name).find(field => field.name === name)?.value;
	if (isTrue(meta('abstract')) || isTrue(meta('proxy')) || isFalse(meta('managed'))) return [];
	const app = textOf(meta('app_label')) ?? appOf(path);
	const name = textOf(meta('db_table')) ?? djangoTable(app, value.name);
	const place = {path, line: value.line, text: value.text};
	const parent = own
		.slice(1)
		.find(
			each =>
				lineageOf(sources.modules, each).outside.some(isBase) &&
				!metaOf(each.code, each.value.name).some(field => field.name === 'abstract' && isTrue(field.value)),
		);
	const columns: DescribedColumn[] = [];
	const keys: PlacedKey[] = [];
	const between: Description[] = [];
	const owner = packageOf(path, sources.packages);
	for (const each of own.filter(
		one =>
			one === standing ||
			one.value === value ||
			metaOf(one.code, one.value.name).some(field => field.name === 'abstract' && isTrue(field.value)),
	))
		for (const field of each.value.fields) {
			const call = callOf(each.code, field.value);
			if (call === undefined || columns.some(known => known.field === field.name)) continue;
			const told = djangoField(each.path, each.code, call, field.name, saidAt(field), to => targetOf(sources, each, to, app, value.name));
			if (told?.is === 'column') {
				columns.push(told.column);
				keys.push(...told.keys);
			} else if (told?.is === 'between' && !told.through) {
				const made = betweenTable({...saidAt(field), path: each.path}, name, field.name, told.to);
				const table = {schema: '', name: told.table ?? made.name};
				between.push({
					...place,
					line: field.line,
					text: field.text,
					source: 'django',
					package: owner,
					model: `${value.name}.${field.name}`,
					table,
					orCalled: [],
					columns: made.columns,
					keys: made.keys,
					policies: [],
				});
			}
		}
	for (const base of outside)
		for (const [field, type] of brought[lastOf(base)] ?? [])
			if (!columns.some(known => known.field === field))
				columns.push({...place, field, name: field, type, nullable: field === 'last_login'});
	const columnOf = (field: string): string => columns.find(known => known.field === field)?.name ?? field;
	if (!keys.some(({kind}) => kind === 'primary')) {
		const key = parent === undefined ? 'id' : `${parent.value.name.toLowerCase()}_ptr_id`;
		columns.unshift({
			...place,
			field: key,
			name: key,
			type: parent === undefined ? 'bigauto' : 'reference',
			nullable: false,
			default: 'generated',
		});
		keys.push({...place, kind: 'primary', columns: [key]});
	}
	for (const list of ['indexes', 'constraints']) {
		const items = meta(list);
		for (const item of items?.is === 'list' ? items.items : []) {
			const call = callOf(code, item);
			const key = call === undefined ? undefined : djangoKey(path, call, columnOf);
			if (key !== undefined) keys.push(key);
		}
	}
	keys.push(...djangoTogether(path, saidAt(value), meta('unique_together'), columnOf));
	const description: Description = {
		...place,
		source: 'django',
		package: owner,
		model: value.name,
		table: {schema: '', name},
		orCalled: [],
		columns,
		keys: keys.map(key => withUser(sources, key)),
		policies: [],
	};
	return [description, ...between.map(each => ({...each, keys: each.keys.map(key => withUser(sources, key))}))];
}

/** The table of a class that a field names, which may be another app's; by its text otherwise. */
function targetOf({modules}: Sources, {path}: Standing, value: Value | undefined, app: string, model: string): string {
	if (value?.is !== 'name' || value.name === userModel) return djangoTarget(value, app, model);
	const found = modules.definitionOf(path, value.name);
	if (found.is === 'package' && found.package === 'django' && found.name.endsWith('User')) return djangoTable('auth', 'user');
	if (found.is !== 'class') return djangoTarget(value, app, model);
	const there = modules.codeOf(found.path);
	const called = there === undefined ? undefined : metaOf(there, found.value.name).find(field => field.name === 'db_table');
	return textOf(called?.value) ?? djangoTable(appOf(found.path), found.value.name);
}

const isBase = (name: string): boolean => bases.has(lastOf(name)) && !/^(?:db|flask|peewee|sqlalchemy|tortoise)\b/u.test(name);

/** The same key with the table of the project's users, where it refers to that. */
const withUser = (sources: Sources, key: PlacedKey): PlacedKey =>
	key.to?.name === userModel ? {...key, to: {...key.to, name: userTableOf(sources)}} : key;

const userTables = new WeakMap<Sources['files'], string>();

/** The table of the project's users, as its settings name the model; Django's own otherwise. */
export function userTableOf({files}: Pick<Sources, 'files'>): string {
	const known = userTables.get(files);
	if (known !== undefined) return known;
	const setting = files
		.flatMap(({code, language}) => (language === 'py' ? (code?.variables ?? []) : []))
		.find(({names, in: place}) => place === -1 && names[0] === 'AUTH_USER_MODEL');
	const [app, model] = (textOf(setting?.value) ?? 'auth.user').split('.');
	const table = djangoTable(app ?? 'auth', model ?? 'user');
	userTables.set(files, table);
	return table;
}
