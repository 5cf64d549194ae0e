import {type Call, lastOf, textOf} from '../../code/code.ts';
import {containerOf, givenBy, isConnection, isProof, type Origin} from '../origin.ts';
import {namesIdentity} from '../words.ts';
import {dependencyIn} from './dependency.ts';
import {failing, into, requestLike, scan} from './path.ts';
import type {Trace} from './trace.ts';

const routing: ReadonlySet<string> = new Set('get post put patch delete all head options use'.split(' '));

/** `auth.post('/login', handler)`: a router, whatever it is called, hands its handlers a request and nothing that is proven. */
const registers = ({to, args}: Call): boolean => routing.has(lastOf(to)) && (textOf(args[0]) ?? '').startsWith('/');

/** What a parameter holds, by its decorators, its type, what hands it over, and at last its name. */
export function ofParameter(
	trace: Trace,
	at: {readonly of: number; readonly index: number},
	root: string,
	rest: readonly string[],
	path: string,
	name: string,
	left: number,
): Origin {
	const scope = trace.scopes.at(path);
	const owner = scope?.code.functions[at.of];
	const parameter = owner?.parameters[at.index];
	if (scope === undefined || owner === undefined || parameter === undefined) return {is: 'unknown', name, direct: false};
	if (isConnection(parameter.type)) return {is: 'none', name, direct: false};
	for (const decorator of parameter.decorators) {
		const said = decorator.is === 'call' ? scope.code.calls[decorator.call]?.to : decorator.is === 'name' ? decorator.name : undefined;
		if (said === undefined) continue;
		const given = givenBy(said);
		if (given === 'supplied') return {is: 'supplied', name, direct: true};
		if (given === 'other' && namesIdentity(said)) return into({is: 'identity', name, direct: true}, rest, name);
	}
	for (const value of [parameter.type, parameter.default]) {
		const depended = value === undefined ? undefined : dependencyIn(trace, value, {path, in: owner.in}, left - 1);
		if (depended !== undefined) return into(isProof(depended) ? {...depended, name} : depended, rest, name);
	}
	const given = scope.givenTo(at.of);
	if (given !== undefined && !registers(given)) {
		const origin = trace.ofCall(given, path, left - 1);
		if (isProof(origin) && (origin.direct || !failing.test(root))) return into(origin, rest, name);
		if (origin.is === 'none' && rest.length === 0) return origin;
	}
	const destructured = parameter.name.startsWith('{');
	// A person who is handed over is whoever the caller of the function says.
	const handedOver = !destructured && namesIdentity(root) && !requestLike.test(root);
	const found: Origin = handedOver ? {is: 'unknown', name, direct: false} : scan(destructured ? [root, ...rest] : rest, name);
	if (found.is !== 'unknown' && !(destructured && rest.length === 0)) return found;
	if (found.is === 'supplied' || found.is === 'credential') return found;
	const own = containerOf(root);
	if (own !== undefined) return {is: own, name, direct: true};
	return {is: 'parameter', name, direct: true, parameter: destructured ? {...at, key: root} : at};
}
