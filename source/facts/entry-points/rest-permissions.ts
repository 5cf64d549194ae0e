import {lastOf} from '../code/code.ts';
import type {DjangoSettings, NamedClass} from './django-settings.ts';
import type {GuardKind, GuardOnTheWay} from './entry-point.ts';
import {type Ancestor, ancestorsOf, classAt, fieldOf, methodOf} from './python-classes.ts';
import {itemsOf, type Put, placeIn, stepAt} from './python-ground.ts';
import type {Ground, Step} from './registered.ts';

type Modules = Ground['modules'];

/** What is asked of everyone who calls a view. */
export type Permissions = {
	readonly steps: readonly Step[];
	readonly given: readonly GuardOnTheWay[];
	readonly unresolved: readonly string[];
};

/** What a view is called for: the method, and whether it is about one thing; undefined when that cannot be told. */
export type Asked = {readonly method: string; readonly detail: boolean | undefined};

/** The framework's own permissions, and what they ask for. Two of them let everyone read. */
const known: Readonly<Record<string, {readonly kind?: GuardKind; readonly opensReading?: true}>> = {
	AllowAny: {},
	IsAuthenticated: {kind: 'signed-in'},
	IsAdminUser: {kind: 'role'},
	IsAuthenticatedOrReadOnly: {kind: 'signed-in', opensReading: true},
	DjangoModelPermissions: {kind: 'role'},
	DjangoObjectPermissions: {kind: 'role'},
	DjangoModelPermissionsOrAnonReadOnly: {kind: 'role', opensReading: true},
	TokenHasScope: {kind: 'signed-in'},
	TokenHasReadWriteScope: {kind: 'signed-in'},
	HasAPIKey: {kind: 'key'},
};
const reads: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a permission of the framework lets this call pass. */
function isOpen(name: string, {method}: Asked): boolean {
	const one = Object.hasOwn(known, name) ? known[name] : undefined;
	return one !== undefined && (one.kind === undefined || (one.opensReading === true && reads.has(method)));
}

/** The permissions of a list that stand in the way of this call. */
export function permissionsIn(modules: Modules, put: Put, asked: Asked): Permissions {
	const steps = (itemsOf(modules, put) ?? []).flatMap((item): readonly Step[] => {
		const name = item.value.is === 'name' ? item.value.name : '';
		const found = name === '' ? undefined : modules.definitionOf(item.path, name, item.in);
		if (found?.is === 'class' && !stands(modules, ancestorsOf(modules, {path: found.path, index: found.class, value: found.value}), asked))
			return [];
		if (found?.is !== 'class' && isOpen(lastOf(name), asked)) return [];
		return [stepAt({path: item.path, line: lineOf(modules, item.path, name), text: name}, item.value, item.in, 'gate')];
	});
	return {steps, given: [], unresolved: []};
}

/** A permission of the project stands in the way when it is asked at all for such a call, and does not let everyone read. */
function stands(modules: Modules, ancestors: readonly Ancestor[], {method, detail}: Asked): boolean {
	if (ancestors.some(one => one.is !== 'own' && one.name !== 'BasePermission')) return true;
	const general = methodOf(modules, ancestors, 'has_permission');
	const single = detail === false ? undefined : methodOf(modules, ancestors, 'has_object_permission');
	const all = [general, single].filter(one => one !== undefined);
	if (all.length === 0) return false;
	const opensReading = all.every(({path, index}) =>
		modules
			.codeOf(path)
			?.exits.some(
				exit =>
					exit.in === index &&
					exit.value?.is === 'literal' &&
					exit.value.value === true &&
					exit.when.some(name => lastOf(name) === 'SAFE_METHODS'),
			),
	);
	return !(opensReading && reads.has(method));
}

function lineOf(modules: Modules, path: string, name: string): number {
	for (const one of modules.codeOf(path)?.classes ?? [])
		for (const field of one.fields) if (field.name === 'permission_classes' && field.text.includes(name)) return field.line;
	return 1;
}

/** What the REST framework asks of who calls a view: the view's own permissions, or those of the settings. */
export function restPermissions(
	modules: Modules,
	settings: DjangoSettings,
	ancestors: readonly Ancestor[],
	own: Put | undefined,
	asked: Asked,
): Permissions {
	const decides = own === undefined ? methodOf(modules, ancestors, 'get_permissions') : undefined;
	if (decides !== undefined && !onlyAdds(modules, decides))
		return {
			steps: [stepAt(placeIn(decides.path, decides.value), {is: 'function', function: decides.index}, decides.value.in, 'gate')],
			given: [],
			unresolved: ['its permissions are chosen at run time'],
		};
	const listed = own ?? fieldOf(ancestors, 'permission_classes');
	if (listed !== undefined) return permissionsIn(modules, listed, asked);
	const all = settings.permissions.map(one => ofSettings(modules, one, asked));
	return {
		steps: all.flatMap(one => one.steps),
		given: all.flatMap(one => one.given),
		unresolved: all.flatMap(one => one.unresolved),
	};
}

/** Whether a view's `get_permissions` asks for what the class asks for, and at times for more: `self.permission_classes += […]` before it asks its parent. */
function onlyAdds(modules: Modules, {path, index}: {readonly path: string; readonly index: number}): boolean {
	const code = modules.codeOf(path);
	const exits = code?.exits.filter(exit => exit.in === index && exit.how === 'return') ?? [];
	const isInherited = exits.every(({value}) => value?.is === 'call' && code?.calls[value.call]?.to.endsWith('.get_permissions') === true);
	const given = code?.assignments.filter(one => one.in === index && one.to === 'self.permission_classes') ?? [];
	return exits.length > 0 && isInherited && given.every(({text}) => adding.test(text));
}

const adding = /^self\.permission_classes\s*\+=/u;

/** A permission that the settings ask of every view: the project's is followed, the framework's is known. */
function ofSettings(modules: Modules, one: NamedClass, asked: Asked): Permissions {
	const name = lastOf(one.name);
	const own = classAt(modules, one.path, one.name);
	if (own !== undefined) {
		const stood = stands(modules, ancestorsOf(modules, own), asked);
		const step = stepAt(placeIn(own.path, own.value), {is: 'name', name}, own.value.in, 'gate');
		return {steps: stood ? [step] : [], given: [], unresolved: []};
	}
	const kind = Object.hasOwn(known, name) ? known[name]?.kind : undefined;
	if (isOpen(name, asked)) return {steps: [], given: [], unresolved: []};
	if (kind === undefined) return {steps: [], given: [], unresolved: [`what \`${one.name}\` asks for`]};
	return {steps: [], given: [{path: one.path, line: one.line, text: one.text, name, kind, how: 'gate'}], unresolved: []};
}
