import type {Call, Value} from '../code/code.ts';
import {firstOf, lastOf} from '../code/code.ts';
import type {FoundGuard} from '../guards/found.ts';
import {targetOf} from './resolve.ts';
import type {FileScope, Scopes} from './scope.ts';

const parsing: ReadonlySet<string> = new Set(
	'parse parseAsync safeParse safeParseAsync validate validateAsync validateSync assert'.split(' '),
);
const libraries: ReadonlySet<string> = new Set(
	'zod joi yup valibot superstruct arktype @sinclair/typebox ajv @hapi/joi zod/v4 marshmallow'.split(' '),
);

/** A schema of a known library that is held against what came in. */
export function validationOf(call: Call, scope: FileScope, scopes: Scopes): FoundGuard | undefined {
	const last = lastOf(call.to);
	if (!parsing.has(last) || !call.to.includes('.')) return undefined;
	const handed = againstHanded(call, scope);
	if (handed !== undefined) return handed;
	const name = call.to.replaceAll('()', '');
	const receiver = name.slice(0, name.lastIndexOf('.'));
	const target = targetOf(
		scopes,
		{is: 'name', name: call.on === undefined ? receiver : firstOf(receiver)},
		{path: scope.path, in: call.in},
	);
	const made = target.is === 'value' && target.value.is === 'call' ? scopes.at(target.spot.path)?.code.calls[target.value.call] : undefined;
	const from =
		target.is === 'library'
			? target.definition
			: made === undefined || target.is !== 'value'
				? undefined
				: scopes.modules.definitionOf(target.spot.path, firstOf(made.to), target.spot.in);
	if (from?.is !== 'package' || !libraries.has(from.package)) return undefined;
	const place = {path: scope.path, line: call.line, text: call.text};
	return {
		...place,
		name: receiver,
		kind: 'validation',
		how: 'call',
		rejects: place,
		known: 'library',
		needs: [],
		when: [],
		back: false,
		weak: false,
	};
}

const wholeBody = /^(?:(?:ctx|c|context)\.)?(?:req|request)\.body$/u;
const sendsBody = (value: Value | undefined): boolean =>
	value?.is === 'name' ? wholeBody.test(value.name) : value?.is === 'object' && value.entries.some(entry => sendsBody(entry.value));

/** `validate(schema)`, `V({body: schema})`: what holds the body of a request against a schema that it was made with. */
function againstHanded(call: Call, scope: FileScope): FoundGuard | undefined {
	const root = firstOf(call.to);
	const binding = sendsBody(call.args[0]) ? scope.binding(root, call.in, call.line) : undefined;
	if (binding?.is !== 'parameter' || binding.of === call.in) return undefined;
	const place = {path: scope.path, line: call.line, text: call.text};
	return {
		...place,
		name: call.to.slice(0, call.to.lastIndexOf('.')),
		kind: 'validation',
		how: 'call',
		rejects: place,
		known: 'library',
		needs: [],
		when: call.when.filter(name => firstOf(name) === root),
		back: false,
		weak: false,
	};
}
