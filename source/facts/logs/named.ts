import type {Place} from '../../safe-text.ts';
import {writtenIn} from '../addresses/values.ts';
import {mayHold} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

/** Where code that runs names something: a callee, a text or a dotted name that fits the pattern. */
export function namedInCode(facts: Facts, pattern: RegExp, most = 3): readonly Place[] {
	const found: Place[] = [];
	for (const file of facts.files) {
		const {code, path, role} = file;
		if (found.length >= most) break;
		if (code === undefined || (role !== 'app' && role !== 'config') || !mayHold(code, pattern)) continue;
		if (role === 'app' && isReached(file, facts.reached) === false) continue;
		const call = code.calls.find(({to, named}) => pattern.test(to) || named.some(({key}) => pattern.test(key)));
		const written =
			call === undefined
				? writtenIn(code).find(({value, under}) => fits(value, pattern) || under.some(name => pattern.test(name)))
				: undefined;
		const one = call ?? written ?? code.imports.find(({name = '', from}) => pattern.test(name) || pattern.test(from));
		if (one !== undefined) found.push({path, line: one.line, text: 'text' in one ? one.text : ''});
	}
	return found;
}

function fits(value: ReturnType<typeof writtenIn>[number]['value'], pattern: RegExp): boolean {
	if (value.is === 'text' || value.is === 'template') return pattern.test(value.text);
	return value.is === 'name' && pattern.test(value.name);
}
