import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';

type Body = {readonly scope: FileScope; readonly at: number};

const cleaning = /\.(?:clean|validate)(?:_\w+)?$/u;

/** What checks the fields of the forms and serializers that Python code makes: `clean` and its like run when somebody asks whether they are valid. */
export function cleanersIn(bodies: readonly Body[], facts: Facts): readonly Body[] {
	const {scopes} = facts.program;
	const found = new Map<string, Body>();
	for (const {scope, at} of bodies) {
		if (!scope.path.endsWith('.py')) continue;
		for (const call of scope.bodyOf(at).flatMap(inner => scope.callsIn(inner))) {
			const made = scopes.modules.definitionOf(scope.path, call.to, call.in);
			const owner = made.is === 'class' ? scopes.at(made.path) : undefined;
			if (made.is !== 'class' || owner === undefined) continue;
			for (const method of made.value.methods)
				if (cleaning.test(owner.code.functions[method]?.name ?? '')) found.set(`${made.path} ${method}`, {scope: owner, at: method});
		}
	}
	return [...found.values()];
}
