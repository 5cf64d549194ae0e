import type {ExportedName, Value} from '../code/code.ts';
import type {Draft} from './python-scope.ts';

/** What a module offers: every name of its own, once, what it passes on by `__all__`, and everything of what it imports with `*`. */
export function exportsOf({exports, imports, variables, assignments}: Draft): readonly ExportedName[] {
	const found = new Map<string, ExportedName>();
	for (const one of exports) if (!found.has(one.name)) found.set(one.name, one);
	const listed = [...variables.filter(({names}) => names[0] === '__all__'), ...assignments.filter(({to}) => to === '__all__')];
	const passedOn = new Set(listed.flatMap(({value}) => texts(value)));
	const stars: ExportedName[] = [];
	for (const {from, name, local, line} of imports) {
		if (name === '*' && local === undefined) stars.push({name: '*', from, line});
		if (name === undefined || name === '*' || local === undefined || !passedOn.has(local) || found.has(local)) continue;
		found.set(local, {name: local, local: name, from, line});
	}
	return [...found.values(), ...stars];
}

const texts = (value: Value): readonly string[] =>
	value.is === 'list' ? value.items.flatMap(item => (item.is === 'text' ? [item.text] : [])) : [];
