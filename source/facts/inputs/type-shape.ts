import type {Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {Scopes, Spot} from '../entry-points/scope.ts';
import type {Shape} from './input.ts';

const safe =
	/^(?:int|float|bool|UUID|UUID4|uuid|date|datetime|time|Decimal|Literal|PositiveInt|NonNegativeInt|conint|confloat|PydanticObjectId|ObjectId|EmailStr|HttpUrl|AnyHttpUrl|IntEnum|Enum|StrEnum|timedelta)$/u;
const text = /^(?:str|bytes|SecretStr|constr|StrictStr)$/u;
const loose = /^(?:dict|Dict|Any|object|JSON|Mapping|list|List)$/u;
const wrapping = /^(?:Optional|Annotated|Union|Query|Path|List|list|Sequence|Set|set)$/u;

/** What a type that a framework enforces (FastAPI, pydantic) lets through, for the field that a path leads to. */
export function shapeOfType(scopes: Scopes, type: Value | undefined, rest: readonly string[], spot: Spot, left = 6): Shape {
	if (type === undefined || left === 0) return 'checked';
	if (type.is === 'either') return widest(type.of.map(one => shapeOfType(scopes, one, rest, spot, left - 1)));
	if (type.is === 'literal') return 'safe';
	if (type.is === 'generic') {
		const last = lastOf(type.name);
		if (safe.test(last)) return 'safe';
		if (last === 'Annotated') return shapeOfType(scopes, type.of[0], rest, spot, left - 1);
		if (wrapping.test(last)) return widest(type.of.map(one => shapeOfType(scopes, one, rest, spot, left - 1)));
		return loose.test(last) ? 'any' : 'checked';
	}
	if (type.is !== 'name') return 'checked';
	const last = lastOf(type.name);
	if (safe.test(last) || last === 'None') return 'safe';
	if (text.test(last)) return 'text';
	if (loose.test(last)) return 'any';
	const target = targetOf(scopes, type, spot);
	if (target.is === 'value') return shapeOfType(scopes, target.value, rest, target.spot, left - 1);
	const one = target.is === 'class' ? scopes.at(target.path)?.code.classes[target.class] : undefined;
	if (one === undefined || target.is !== 'class') return 'checked';
	if (one.bases.some(base => base.is === 'name' && /Enum$/u.test(base.name))) return 'safe';
	if (takesMore(scopes, target.path, target.class)) return 'any';
	const [key, ...deeper] = rest;
	const field = key === undefined ? undefined : one.fields.find(({name}) => name === key);
	return field === undefined ? 'checked' : shapeOfType(scopes, field.type, deeper, {path: target.path, in: one.in}, left - 1);
}

const order: readonly Shape[] = ['any', 'text', 'checked', 'safe'];

const widest = (all: readonly Shape[]): Shape => order.find(one => all.includes(one)) ?? 'checked';

/** `class Update(BaseModel, extra='allow')`. */
const opens = /^class \w+\([^)]*\bextra\s*=\s*(?:(?:pydantic\.)?Extra\.allow\b|['"]allow['"])/u;

/** A model that keeps fields which it does not name. */
function takesMore(scopes: Scopes, path: string, at: number): boolean {
	const scope = scopes.at(path);
	const one = scope?.code.classes[at];
	if (scope === undefined || one === undefined) return false;
	if (opens.test(one.text)) return true;
	const allows = (value: Value | undefined): boolean =>
		(value?.is === 'text' && value.text === 'allow') || (value?.is === 'name' && /Extra\.allow$/u.test(value.name));
	const config = one.fields.find(({name}) => name === 'model_config')?.value;
	const made = config?.is === 'call' ? scope.code.calls[config.call] : undefined;
	if (made?.named.some(({key, value}) => key === 'extra' && allows(value)) === true) return true;
	return scope.code.classes.some(
		inner =>
			inner.name === 'Config' &&
			inner.line > one.line &&
			inner.end <= one.end &&
			inner.fields.some(({name, value}) => name === 'extra' && allows(value)),
	);
}
