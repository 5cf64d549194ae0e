import {lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {type ErrorName, errorsAt} from './errors.ts';
import {type Names, type Told, toldBy} from './told.ts';

const broad = /^(?:Exception|BaseException|Error|SQLAlchemyError|DatabaseError|OperationalError|IntegrityError|Throwable)$/u;

/** An error at a line, the names that certainly hold something of it, and with those that may: what is given to them depends on conditions. */
export type AtHand = {
	readonly names: Names;
	readonly maybe: Names;
	readonly error: ErrorName;
	/** Its kind is named, and it is one that a library, or the language, raises by itself. */
	readonly isOfOthers: boolean;
};

const builtIn = /^(?:ValueError|TypeError|KeyError|RuntimeError|AttributeError|OSError|IOError|LookupError|IndexError)$/u;

/** Errors that nobody here wrote the text of: those of a library, and of the language where one handler takes them for all routes. */
function isOfOthers({types, from}: ErrorName, scope: FileScope, at: number, facts: Facts): boolean {
	return types.some(type => {
		if (builtIn.test(type)) return from === 'middleware';
		if (frameworks.test(lastOf(type))) return false;
		const definition = facts.program.scopes.modules.definitionOf(scope.path, type, at);
		return definition.is === 'package';
	});
}

/** What frameworks and schemas say to the person who asked. */
const frameworks =
	/(?:HTTPException|HttpException|ValidationError|ZodError|TRPCError|RateLimitExceeded|NotFound|PermissionDenied|DoesNotExist|Http404)$/u;

/** What is at hand of an error at a line: its own name, and those of what was made of it before. */
export function namesAt(scope: FileScope, at: number, line: number, facts: Facts): AtHand | undefined {
	for (const error of errorsAt(scope, at, line)) {
		const isNamed = error.types.length > 0 && !error.types.some(type => broad.test(lastOf(type)));
		if (isNamed && !isOfOthers(error, scope, at, facts)) return undefined;
		const names = new Map<string, Told>([[error.name, 'whole']]);
		const functions = new Set(scope.bodyOf(error.in));
		// What is given something else later may no longer be the error.
		const changed = new Set(scope.code.assignments.flatMap(one => (functions.has(one.in) && !one.to.includes('.') ? [one.to] : [])));
		if (changed.has(error.name)) return undefined;
		for (const variable of scope.code.variables) {
			if (!functions.has(variable.in) || variable.line < error.line || variable.line > line) continue;
			if (variable.pattern === 'object') {
				if (variable.value.is !== 'name' || variable.value.name !== error.name) continue;
				for (const name of variable.names) if ((name === 'message' || name === 'stack') && !changed.has(name)) names.set(name, name);
				continue;
			}
			const kind = toldBy(variable.value, {scope, names, facts});
			const [name] = variable.names;
			if (kind !== undefined && name !== undefined && !changed.has(name)) names.set(name, kind);
		}
		const maybe = new Map(names);
		const given = [
			...scope.code.variables.flatMap(one => (one.pattern === 'name' ? [{...one, to: one.names[0] ?? ''}] : [])),
			...scope.code.assignments,
		];
		for (const one of given) {
			if (!changed.has(one.to) || !functions.has(one.in) || one.line < error.line || one.line > line) continue;
			const kind = toldBy(one.value, {scope, names, facts});
			if (kind !== undefined) maybe.set(one.to, kind);
		}
		return {names, maybe, error, isOfOthers: isNamed};
	}
	return undefined;
}
