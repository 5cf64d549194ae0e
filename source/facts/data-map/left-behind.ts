import {entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import type {Owned} from './data-map.ts';
import {dataMapOf} from './data-map-of.ts';
import type {Deletion} from './deletions.ts';
import {wordsOf} from './names.ts';

const goesAlong = /cascade|set null|setnull|set default/u;
const typeWord = /[A-Za-z_]\w*/gu;

/** Tables that hold rows of an account and that nothing empties when it is deleted: neither the database, nor a model, nor the code. */
export function leftBehind(facts: Facts, deletions: readonly Deletion[]): readonly Owned[] {
	const {accounts, owned} = dataMapOf(facts);
	const top = new Set(accounts);
	const emptied = new Set(deletions.flatMap(({alsoDeletes}) => [...alsoDeletes]));
	const byModel = cascadingModels(facts);
	return owned.filter(({table, through, onDelete}) => {
		const names = [wordsOf(table.name), ...(table.described === undefined ? [] : [wordsOf(table.described.model)])];
		return (
			(top.has(through) || emptied.has(wordsOf(through.name))) &&
			!goesAlong.test((onDelete ?? '').toLowerCase()) &&
			!names.some(name => emptied.has(name) || byModel.has(name))
		);
	});
}

/** Models whose rows go along with those that they belong to because a relation of Python's mappers says so. */
function cascadingModels({files}: Facts): ReadonlySet<string> {
	const found = new Set<string>();
	for (const {role, language, code} of files) {
		if (role !== 'app' || language !== 'py' || code === undefined || !mayName(code, ['relationship', 'Relationship', 'backref'])) continue;
		for (const {fields} of code.classes)
			for (const {value, type} of fields) {
				const call = value?.is === 'call' ? code.calls[value.call] : undefined;
				if (call === undefined || lastOf(call.to).toLowerCase() !== 'relationship') continue;
				const said = [
					textOf(call.named.find(({key}) => key === 'cascade')?.value) ?? '',
					...call.named.filter(({key}) => key === 'cascade_delete' || key === 'passive_deletes').map(() => 'delete'),
				].join(' ');
				const inner = call.named.find(({key}) => key === 'backref')?.value;
				const back = inner?.is === 'call' ? code.calls[inner.call] : undefined;
				if (!/\bdelete|\ball\b/u.test(said) && back === undefined) continue;
				for (const name of [textOf(call.args[0]) ?? '', ...namesIn(call.args[0]), ...namesIn(type)]) found.add(wordsOf(name));
			}
	}
	return found;
}

function namesIn(value: Value | undefined): readonly string[] {
	if (value === undefined) return [];
	if (value.is === 'name') return [lastOf(value.name)];
	if (value.is === 'text') return value.text.match(typeWord) ?? [];
	if (value.is === 'generic') return [lastOf(value.name), ...value.of.flatMap(namesIn)];
	return value.is === 'object' ? namesIn(entryOf(value, 'type')) : [];
}
