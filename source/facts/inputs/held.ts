import {type Call, lastOf, type Value} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope, Scopes, Spot} from '../entry-points/scope.ts';
import {validationOf} from '../entry-points/validations.ts';
import type {Facts} from '../facts.ts';
import {shapeOfType} from './type-shape.ts';

const holding: ReadonlySet<string> = new Set(
	'is_valid parseWithZod parseSubmission superValidate validateForm validate_on_submit readValidatedBody getValidatedQuery full_clean model_validate model_validate_json parse_obj validate_python validate_json'.split(
		' ',
	),
);
const enforcing: ReadonlySet<string> = new Set(['fastapi', 'litestar']);
const loose = /^(?:dict|Dict|Any|object|JSON|Mapping|list|List|Request)$/u;

const schemaName = /(?:schema|validator|dto)$/iu;
const parsing: ReadonlySet<string> = new Set('parse parseAsync safeParse safeParseAsync validate validateAsync validateSync'.split(' '));

const validating = /valid|celebrate|schema|(?:^|[^\w])(?:body|check|checkSchema|param|query)\(|joi|zod|yup|dto/iu;

/** Something in front of an entry point holds what is sent against a schema, or says so by its name. */
export const isBehindSchema = ({guards, middleware}: EntryPoint): boolean =>
	guards.some(({kind}) => kind === 'validation') || middleware.some(one => validating.test(one));

/** A schema stands between what a caller sends to an entry point and what is done with it: in front of it, in its types, or in what runs for it. */
export function isHeld(point: EntryPoint, facts: Facts): boolean {
	const {scopes} = facts.program;
	if (point.guards.some(({kind}) => kind === 'validation')) return point.framework !== 'nest' || hasClassBody(point, facts);
	const run = facts.program.runBy(point);
	const held = run.some(one => {
		const scope = scopes.at(one.path);
		return scope?.bodyOf(one.function).some(inner => scope.callsIn(inner).some(call => holds(call, scope, scopes))) === true;
	});
	if (held || !enforcing.has(point.framework)) return held;
	const handlers = run.filter(({calls}) => calls === 0);
	return (
		handlers.length > 0 &&
		handlers.every(one => {
			const own = scopes.at(one.path)?.code.functions[one.function];
			return own?.parameters.every(({type}) => type !== undefined && !isLoose(scopes, type, {path: one.path, in: own.in})) === true;
		})
	);
}

/** A pipe of Nest looks only at what is typed by a class: `@Body() body: {name: string}` goes through as it is. */
const hasClassBody = (point: EntryPoint, {program}: Facts): boolean =>
	program
		.runBy(point)
		.filter(({calls}) => calls === 0)
		.every(one => {
			const code = program.scopes.at(one.path)?.code;
			const bodies = (code?.functions[one.function]?.parameters ?? []).filter(({decorators}) =>
				decorators.some(each => each.is === 'call' && lastOf(code?.calls[each.call]?.to ?? '') === 'Body'),
			);
			return bodies.every(({type}) => type !== undefined && isClass(type));
		});

const isClass = (type: Value): boolean =>
	type.is === 'name'
		? /^[A-Z]/u.test(lastOf(type.name)) && !/^(?:Record|Object|Array|Map)$/u.test(type.name)
		: type.is === 'generic' &&
			!/^(?:Record|Map)$/u.test(type.name) &&
			(/^[A-Z]\w*(?:Type|Dto|DTO)$/u.test(type.name) || type.of.some(isClass));

const holds = (call: Call, scope: FileScope, scopes: Scopes): boolean =>
	holding.has(lastOf(call.to)) ||
	call.to === 'jsonschema.validate' ||
	validationOf(call, scope, scopes) !== undefined ||
	isHandedSchema(call, scope, scopes);

/** `parseRequest(request, schema)`: the function is given a schema, and holds against it what it reads. */
function isHandedSchema(call: Call, scope: FileScope, scopes: Scopes): boolean {
	const at = call.args.findIndex(arg => arg.is === 'name' && schemaName.test(lastOf(arg.name)));
	const target = at === -1 ? undefined : targetOf(scopes, {is: 'name', name: call.to}, {path: scope.path, in: call.in});
	if (target?.is !== 'function') return false;
	const there = scopes.at(target.path);
	const parameter = there?.code.functions[target.function]?.parameters[at]?.name;
	return (
		parameter !== undefined &&
		there
			?.bodyOf(target.function)
			.some(inner =>
				there
					.callsIn(inner)
					.some(
						one =>
							parsing.has(lastOf(one.to)) &&
							(one.to.startsWith(`${parameter}.`) || one.args.some(arg => arg.is === 'name' && arg.name === parameter)),
					),
			) === true
	);
}

/** A type that lets through more than it names, itself or in one of its fields. */
function isLoose(scopes: Scopes, type: Value, spot: Spot, left = 5): boolean {
	if (left === 0) return true;
	if (type.is === 'either') return type.of.some(one => isLoose(scopes, one, spot, left - 1));
	// What is put in by `Depends` was sent by nobody.
	if (type.is === 'generic') {
		const last = lastOf(type.name);
		if (last === 'Annotated') return type.of[0] === undefined || isLoose(scopes, type.of[0], spot, left - 1);
		return /^(?:dict|Dict|Mapping)$/u.test(last) || type.of.some(one => isLoose(scopes, one, spot, left - 1));
	}
	if (type.is !== 'name') return false;
	if (loose.test(lastOf(type.name))) return true;
	if (shapeOfType(scopes, type, [], spot) === 'any') return true;
	const target = targetOf(scopes, type, spot);
	if (target.is === 'value') return isLoose(scopes, target.value, target.spot, left - 1);
	const one = target.is === 'class' ? scopes.at(target.path)?.code.classes[target.class] : undefined;
	if (one === undefined || target.is !== 'class') return false;
	return one.fields.some(field => field.type !== undefined && isLoose(scopes, field.type, {path: target.path, in: one.in}, left - 1));
}
