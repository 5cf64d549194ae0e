import type {Call, Func, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import {calleeOf, definedAs, type Target} from '../entry-points/resolve.ts';
import {functionsIn, type Scopes, type Spot} from '../entry-points/scope.ts';
import {knownMethod, knownOf} from './known.ts';
import {leavesOut} from './left-out.ts';
import {containerOf, givenBy, givenFor, isConnection, isProof, isQuery, type Origin, readBy, settingOf, strongest} from './origin.ts';
import {namesIdentity, namesKey, namesPassword, namesRole, namesSignature, partsOf, wordsOf} from './words.ts';

/** Follows values to where they come from. */
export type Origins = {
	readonly ofName: (name: string, spot: Spot, line: number) => Origin;
	readonly ofValue: (value: Value, spot: Spot, line: number) => Origin;
	readonly ofCall: (call: Call, path: string) => Origin;
};

/** How many steps a value is followed within a function, and how many functions one in the other. */
const deepest = 20;
const mostNested = 12;
const comparing: ReadonlySet<string> = new Set(
	'timingSafeEqual compare_digest timing_safe_equal timingSafeCompare constantTimeCompare constant_time_compare safeCompare safeEqual secureCompare'.split(
		' ',
	),
);
const verifying: ReadonlySet<string> = new Set('verify verified validate check decode introspect'.split(' '));
/** Receivers that speak for who the caller is, whatever is asked of them. */
const authoritative = /(?:^|\.)(?:auth|session|sessions|jwt|passport|lucia|clerk|authService|sessionService|tokenService|authClient)\.$/u;
const requestLike = /^(?:req|request|ctx|context|event|c|res|reply|info|headers|cookies|evt|_request|args|opts)$/u;
/** A class or a constant: `UserRole.ADMIN` is a word for a role, and nobody's. */
const constant = /^[A-Z]/u;
const answer = /^(?:response|resp|res|result|answer|r)\.json$/u;
/** What a library or a function calls its failure. */
const failing = /^(?:err|error|errors|failure|response|e)$/u;
const many: ReadonlySet<string> = new Set('all users count list members roles permissions sessions'.split(' '));
/** Verbs that make something rather than ask who somebody is: `createUser`, `signInWithPassword`. */
const acting: ReadonlySet<string> = new Set(
	'create list delete update invite generate insert register sign signin signup signout count send add remove set save upsert store revoke reset make build issue login logout destroy exchange refresh link unlink seed clear put append push merge increment notify track handle process complete finish start init prepare'.split(
		' ',
	),
);
const receivers: ReadonlySet<string> = new Set('this self cls'.split(' '));

/** Makes the follower for one repository. */
export function originsIn(scopes: Scopes): Origins {
	const results = new Map<string, Origin>();
	const callees = new Map<Call, Target>();
	const calls = new Map<Call, Origin>();
	let nested = 0;

	const callee = (call: Call, path: string): Target => {
		const known = callees.get(call);
		if (known !== undefined) return known;
		const found = calleeOf(scopes, call, path);
		callees.set(call, found);
		return found;
	};

	/** The parts of a path one after the other: the first that is understood decides. */
	function scan(parts: readonly string[], name: string): Origin {
		for (const [at, part] of parts.entries()) {
			const container = containerOf(part);
			if (container !== undefined) return {is: container, name, direct: true};
			if (!constant.test(part) && namesIdentity(part))
				return {is: parts.slice(at).some(namesRole) ? 'role' : 'identity', name, direct: true};
		}
		return {is: 'unknown', name, direct: false};
	}

	/** The same origin, when the name goes on into it: a user's role is a role. */
	const into = (origin: Origin, rest: readonly string[], name: string): Origin =>
		origin.is === 'identity' && rest.some(namesRole) ? {...origin, is: 'role', name: origin.name === '' ? name : origin.name} : origin;

	function ofName(name: string, spot: Spot, line: number, left: number): Origin {
		const setting = settingOf(name);
		if (setting !== undefined) return {is: setting === 'mode' ? 'none' : 'secret', name, direct: false};
		const parts = partsOf(name);
		const [root = '', ...rest] = receivers.has(parts[0] ?? '') ? parts.slice(1) : parts;
		const scope = scopes.at(spot.path);
		if (scope === undefined || left === 0) return {is: 'unknown', name, direct: false};
		if (receivers.has(parts[0] ?? '')) return scan([root, ...rest], name);
		const binding = scope.binding(root, spot.in, line);
		if (binding?.is === 'parameter') return ofParameter(binding, root, rest, spot.path, name, left);
		if (binding === undefined) return fromElsewhere(root, rest, spot, name, left);
		const {value, pattern, names, keys, type} = binding.variable;
		if (isConnection(type)) return {is: 'none', name, direct: false};
		const here = {path: spot.path, in: binding.variable.in};
		const key = keys?.[names.indexOf(root)] ?? root;
		if (value.is === 'name' && value.name !== root)
			return ofName([value.name, ...(pattern === 'object' ? [key] : []), ...rest].join('.'), here, binding.variable.line, left - 1);
		const part = pattern === 'object' && !failing.test(key) ? memberOf(value, key, here, left - 1) : undefined;
		const origin = part ?? given(root, value, here, spot, binding.variable.line, left - 1);
		const told = pattern === 'object' ? [...key.split('.'), ...rest] : rest;
		if (isProof(origin)) return into(origin, told, name);
		const said = [...(pattern === 'object' || value.is === 'other' ? [root] : []), ...rest];
		// A comparison says no more than the name that it is given.
		if (origin.is === 'unknown' && (value.is === 'call' || value.is === 'other') && said.some(namesIdentity))
			return {is: said.some(namesRole) ? 'role' : 'identity', name: origin.name === '' ? name : origin.name, direct: true};
		return origin;
	}

	/** What a variable is given, where it is made and afterwards. */
	function given(root: string, value: Value, here: Spot, spot: Spot, line: number, left: number): Origin {
		const first = ofValue(value, here, line, left);
		if (isProof(first) || first.is === 'supplied' || left <= 0) return first;
		const scope = scopes.at(spot.path);
		if (value.is === 'text' || value.is === 'literal') {
			// Where the last of several values is a mere constant, it is what there is without the others.
			const others = (scope?.variablesOf(root) ?? []).filter(one => one.in === here.in && one.value !== value && one.pattern === 'name');
			if (others.length > 0) return strongest(others.slice(-5).map(one => ofValue(one.value, here, one.line, left - 1)));
		}
		const later = [...new Set([here.in, spot.in])]
			.flatMap(at => scope?.assignmentsIn(at) ?? [])
			.filter(one => one.to === root && one.value.is !== 'function');
		if (later.length === 0) return first;
		return strongest([first, ...later.slice(0, 5).map(one => ofValue(one.value, {path: spot.path, in: one.in}, one.line, left - 1))]);
	}

	/** The origin of what a called function of the project returns under a key. */
	function memberOf(value: Value, key: string, spot: Spot, left: number): Origin | undefined {
		const call = value.is === 'call' ? scopes.at(spot.path)?.code.calls[value.call] : undefined;
		const target = call === undefined ? undefined : callee(call, spot.path);
		if (call === undefined || target?.is !== 'function' || left <= 0) return undefined;
		const [first = ''] = key.split('.');
		const scope = scopes.at(target.path);
		const held = (scope?.exitsIn(target.function) ?? []).flatMap(exit => {
			const entry = exit.how === 'return' && exit.value?.is === 'object' ? exit.value.entries.find(one => one.key === first) : undefined;
			return entry === undefined || entry.value.is === 'literal'
				? []
				: [ofValue(entry.value, {path: target.path, in: target.function}, exit.line, left - 1)];
		});
		if (held.length === 0) return undefined;
		const origin = strongest(held);
		if (origin.is === 'parameter') return mapped(origin, call, target, spot.path, left);
		if (isProof(origin) && leavesOut(call)) return {is: 'none', name: call.to, direct: false};
		return isProof(origin) ? {...origin, name: call.to} : origin;
	}

	function ofParameter(
		at: {readonly of: number; readonly index: number},
		root: string,
		rest: readonly string[],
		path: string,
		name: string,
		left: number,
	): Origin {
		const scope = scopes.at(path);
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
			const depended = value === undefined ? undefined : dependencyIn(value, {path, in: owner.in}, left - 1);
			if (depended !== undefined) return into(isProof(depended) ? {...depended, name} : depended, rest, name);
		}
		const given = scope.givenTo(at.of);
		if (given !== undefined) {
			const origin = ofCall(given, path, left - 1);
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

	/** What a dependency of FastAPI gives: `Depends(current_user)`, `Annotated[User, Depends(current_user)]`, or a name for that. */
	function dependencyIn(value: Value, spot: Spot, left: number): Origin | undefined {
		if (left <= 0) return undefined;
		const scope = scopes.at(spot.path);
		if (value.is === 'generic')
			return value.of
				.map(one => (one.is === 'call' || one.is === 'generic' ? dependencyIn(one, spot, left - 1) : undefined))
				.find(one => one !== undefined);
		if (value.is === 'name') {
			if (value.name.includes('.') || scope === undefined) return undefined;
			const definition = scopes.modules.definitionOf(spot.path, value.name, spot.in);
			return definition.is === 'variable' && definition.value.value.is === 'generic'
				? dependencyIn(definition.value.value, {path: definition.path, in: definition.value.in}, left - 1)
				: undefined;
		}
		const call = value.is === 'call' ? scope?.code.calls[value.call] : undefined;
		const [on] = call?.args ?? [];
		if (call === undefined || !/^(?:Depends|Security)$/u.test(lastOf(call.to))) return undefined;
		if (on?.is !== 'name') return {is: 'unknown', name: call.to, direct: false};
		const origin = resultOf(definedAs(scopes, scopes.modules.definitionOf(spot.path, on.name, spot.in), on.name), left - 1);
		if (isProof(origin)) return {...origin, name: on.name};
		if (origin.is !== 'supplied' && (origin.is !== 'none' || namesIdentity(on.name)))
			return {is: namesIdentity(on.name) ? (namesRole(on.name) ? 'role' : 'identity') : 'unknown', name: on.name, direct: true};
		return origin;
	}

	/** A name from another file, from a library, or from nowhere. */
	function fromElsewhere(root: string, rest: readonly string[], spot: Spot, name: string, left: number): Origin {
		const definition = scopes.modules.definitionOf(spot.path, root, spot.in);
		if (definition.is === 'package') {
			const from = definition.package.replaceAll('-', '_');
			if (from === 'flask' && definition.name === 'session') return {is: 'identity', name, direct: true};
			if (from === 'flask_login' && definition.name === 'current_user') return into({is: 'identity', name, direct: true}, rest, name);
			return scan(rest, name);
		}
		if (definition.is === 'variable') {
			const origin = ofValue(definition.value.value, {path: definition.path, in: definition.value.in}, definition.value.line, left - 1);
			if (origin.is === 'unknown' || origin.is === 'none')
				return namesKey(root) || rest.some(namesKey)
					? {is: 'secret', name, direct: false}
					: origin.is === 'unknown'
						? scan(rest, name)
						: origin;
			return into(origin, rest, name);
		}
		return rest.length > 0 ? scan(rest, name) : {is: 'unknown', name, direct: false};
	}

	function ofValue(value: Value, spot: Spot, line: number, left: number): Origin {
		if (left <= 0) return {is: 'unknown', name: '', direct: false};
		const each = (values: readonly Value[]): Origin => strongest(values.map(one => ofValue(one, spot, line, left - 1)));
		switch (value.is) {
			case 'name':
				return ofName(value.name, spot, line, left);
			case 'call': {
				const call = scopes.at(spot.path)?.code.calls[value.call];
				return call === undefined ? {is: 'unknown', name: '', direct: false} : ofCall(call, spot.path, left);
			}
			case 'template':
				return each(value.holes);
			case 'either':
				return each(value.of);
			case 'list':
				return each(value.items);
			case 'object':
				return each(value.entries.map(entry => entry.value));
			case 'spread':
				return each([value.of]);
			case 'generic':
				return each(value.of);
			case 'text':
			case 'literal':
				return {is: 'none', name: '', direct: false};
			case 'function':
			case 'class':
			case 'other':
				return {is: 'unknown', name: '', direct: false};
		}
	}

	function ofCall(call: Call, path: string, left: number): Origin {
		const known = calls.get(call);
		if (known !== undefined) return known;
		const origin = callFrom(call, path, left);
		// Near the end of the way, not to know is no more than to have come no further.
		if ((origin.is !== 'unknown' && origin.is !== 'none') || left > deepest / 2) calls.set(call, origin);
		return origin;
	}

	function callFrom(call: Call, path: string, left: number): Origin {
		const unknown: Origin = {is: 'unknown', name: call.to, direct: false};
		if (left <= 0) return unknown;
		const spot = {path, in: call.in};
		const last = lastOf(call.to);
		if (leavesOut(call)) return {is: 'none', name: call.to, direct: false};
		const target = callee(call, path);
		const known = (target.is === 'library' ? knownOf(target.definition) : undefined) ?? knownMethod(last);
		if (known?.does === 'nothing') return {is: 'supplied', name: call.to, direct: false};
		if (known?.does === 'throws')
			return unverified(call)
				? {is: 'supplied', name: call.to, direct: false}
				: {is: known.kind === 'signature' ? 'signature' : 'identity', name: call.to, direct: true};
		const setting = settingOf(call.to);
		if (setting !== undefined || call.to === 'os.getenv') return {is: setting === 'mode' ? 'none' : 'secret', name: call.to, direct: false};
		const base = call.on === undefined ? undefined : scopes.at(path)?.code.calls[call.on];
		const given = (): Origin =>
			strongest([
				...call.args.filter(arg => arg.is !== 'function').map(arg => ofValue(arg, spot, call.line, left - 1)),
				...call.named.map(entry => ofValue(entry.value, spot, call.line, left - 1)),
			]);
		const text = call.args[0]?.is === 'text' ? call.args[0].text : '';
		// The answer to something that was asked for is worth what it was asked with.
		if (last === 'json' && base === undefined && answer.test(call.to)) return looked(receiver(call, spot, left), call);
		const read = readBy(last);
		if (read !== undefined) return {is: read, name: call.to, direct: true};
		if (
			acting.has(wordsOf(last)[0] ?? '') ||
			(/^(?:get|find|fetch|load|list|query)/u.test(last) && wordsOf(last).some(word => many.has(word))) ||
			/(?:^|\.)auth\.admin\./u.test(call.to)
		)
			return {is: 'none', name: call.to, direct: false};
		if (namesPassword(call.to)) return {is: 'none', name: call.to, direct: false};
		if (comparing.has(last)) {
			const args = given();
			return {is: args.is === 'signature' || namesSignature(call.text) ? 'signature' : 'key', name: call.to, direct: true};
		}
		if (/^(?:createHmac|hmac\.new|crypto\.createHmac|hmac)$/u.test(call.to)) return {is: 'secret', name: call.to, direct: true};
		if (namesSignature(last) && last !== 'hmac') return {is: 'signature', name: call.to, direct: true};
		if (call.to === 'crypto.subtle.verify') return {is: 'signature', name: call.to, direct: true};
		const received = base === undefined ? receiver(call, spot, left) : ofCall(base, path, left - 1);
		if ((received.is === 'credential' || received.is === 'supplied' || received.is === 'secret') && received.direct)
			return {...received, name: call.to};
		// `(header || '').split(' ').filter(…)`: what it goes through has no name, and is not known.
		const goesThrough = call.to.startsWith('.') && call.args[0]?.is === 'function';
		if (isQuery(call.to) && !goesThrough)
			return looked(base === undefined || received.is === 'unknown' ? given() : strongest([given(), received]), call);
		if (/^get(?:Item)?$/u.test(last) && namesIdentity(text) && base === undefined)
			return {is: namesRole(text) ? 'role' : 'identity', name: `${call.to}(${text})`, direct: true};
		const result = resultOf(target, left - 1);
		if (result.is === 'parameter') return mapped(result, call, target, path, left);
		if (isProof(result)) return {...result, name: call.to, is: result.is === 'identity' && namesRole(last) ? 'role' : result.is};
		if (
			result.is === 'supplied' ||
			result.is === 'credential' ||
			result.is === 'secret' ||
			(result.is === 'none' && target.is === 'function')
		)
			return {...result, name: call.to};
		// However a client was made: its part for sessions speaks of whoever calls.
		const speaksOfCaller = base === undefined && authoritative.test(call.to.slice(0, -last.length));
		if (received.is === 'none' && base === undefined && received.name !== '' && !speaksOfCaller) return looked(given(), call);
		const args = given();
		const identifies = namesIdentity(last) || speaksOfCaller;
		if (identifies || namesKey(last)) {
			const verifies = wordsOf(last).some(word => verifying.has(word));
			if (args.is === 'supplied')
				return verifies && /token|jwt|key|secret/iu.test(last) ? {is: 'key', name: call.to, direct: true} : {...args, name: call.to};
			if (args.parameter !== undefined && !verifies && !requestLike.test(args.name)) return {...args, name: call.to, direct: false};
			return {
				is: namesKey(last) && !identifies ? 'key' : namesRole(last) ? 'role' : 'identity',
				name: call.to,
				direct: !(isProof(args) && /^(?:get|find|fetch|load)/u.test(last)),
			};
		}
		if (isProof(received)) return into({...received, direct: received.direct}, [last], call.to);
		return args.is === 'none' ? unknown : {...args, direct: false};
	}

	/** What is in front of the last dot of a call. */
	function receiver(call: Call, spot: Spot, left: number): Origin {
		const at = call.to.lastIndexOf('.');
		return at <= 0 ? {is: 'unknown', name: '', direct: false} : ofName(call.to.slice(0, at), spot, call.line, left - 1);
	}

	/** A record that was looked up is worth what it was looked up by. */
	function looked(by: Origin, call: Call): Origin {
		const name = call.to;
		if (isProof(by)) return {...by, name, direct: false};
		if (by.is === 'credential') return {is: namesKey(name) || /api_?key/iu.test(call.text) ? 'key' : 'identity', name, direct: false};
		if (by.is === 'parameter') return {...by, name, direct: false};
		return {is: by.is === 'supplied' ? 'supplied' : 'none', name, direct: false};
	}

	/** `jwt.decode(token, options={"verify_signature": False})`. */
	const unverified = (call: Call): boolean =>
		/verify_signature["']?\s*[:=]\s*False|verify\s*=\s*False/u.test(call.text) ||
		(lastOf(call.to) === 'jwt_required' && /optional\s*=\s*True/u.test(call.text));

	/** What a function gives back. */
	function resultOf(target: Target, left: number): Origin {
		if (target.is === 'value' && target.value.is === 'call' && left > 0) {
			const call = scopes.at(target.spot.path)?.code.calls[target.value.call];
			const inner = (call?.args ?? []).flatMap(arg => functionsIn(arg))[0];
			return inner === undefined
				? {is: 'unknown', name: '', direct: false}
				: resultOf({is: 'function', path: target.spot.path, function: inner}, left - 1);
		}
		if (target.is !== 'function' || left <= 0) return {is: 'unknown', name: '', direct: false};
		const key = `${target.path}:${target.function}`;
		const known = results.get(key);
		if (known !== undefined) return known;
		if (nested >= mostNested) return {is: 'unknown', name: '', direct: false};
		results.set(key, {is: 'unknown', name: '', direct: false});
		nested++;
		const origin = returnedBy(target);
		nested--;
		results.set(key, origin);
		return origin;
	}

	/** The strongest of what a function's own `return`s give, followed from its own body afresh. */
	function returnedBy(target: Target & {is: 'function'}): Origin {
		const scope = scopes.at(target.path);
		const exits = (scope?.exitsIn(target.function) ?? []).filter(
			exit => exit.how === 'return' && exit.value !== undefined && exit.value.is !== 'literal',
		);
		const found = exits.map(exit =>
			exit.value === undefined ? undefined : ofValue(exit.value, {path: target.path, in: target.function}, exit.line, deepest),
		);
		const told = found.filter(one => one !== undefined).filter(one => one.parameter === undefined || one.parameter.of === target.function);
		return told.length === 0 ? {is: 'unknown', name: '', direct: false} : strongest(told);
	}

	/** A parameter that comes back is what the caller of the function gave for it. */
	function mapped(result: Origin, call: Call, target: Target, path: string, left: number): Origin {
		const one: Func | undefined = target.is === 'function' ? scopes.at(target.path)?.code.functions[target.function] : undefined;
		const index = result.parameter?.index;
		if (one === undefined || index === undefined) return {is: 'unknown', name: call.to, direct: false};
		const value = givenFor(call, one, result.parameter ?? {of: -1, index});
		const origin: Origin =
			value === undefined ? {is: 'unknown', name: call.to, direct: false} : ofValue(value, {path, in: call.in}, call.line, left - 1);
		const derived = {...origin, name: call.to, direct: origin.direct && result.direct};
		return origin.is === 'credential' && !result.direct
			? {...derived, is: namesKey(call.to) || namesKey(origin.name) ? 'key' : 'identity'}
			: origin.is === 'parameter' && origin.parameter === undefined
				? {...derived, is: 'unknown'}
				: derived;
	}

	return {
		ofName: (name, spot, line) => ofName(name, spot, line, deepest),
		ofValue: (value, spot, line) => ofValue(value, spot, line, deepest),
		ofCall: (call, path) => ofCall(call, path, deepest),
	};
}
