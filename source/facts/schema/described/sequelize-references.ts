import {entryOf, lastOf, textOf} from '../../code/code.ts';
import {mayName} from '../../code/lazy.ts';
import type {Description} from '../description.ts';
import type {Sources} from './reading.ts';
import {reference, type Told} from './sequelize-columns.ts';

/** What a model is called where it is made, whatever it is called here. */
function modelNamed({modules}: Sources, path: string, name: string): string {
	const found = modules.definitionOf(path, name);
	return found.is === 'class' ? found.value.name : found.is === 'variable' ? (found.value.names[0] ?? lastOf(name)) : lastOf(name);
}

/** `Post.belongsTo(User, {foreignKey: 'authorId'})` gives a model a column that refers to another. */
export function withReferences(sources: Sources, found: readonly Description[]): readonly Description[] {
	if (found.length === 0) return found;
	const more = new Map<string, Told[]>();
	for (const {path, code} of sources.files)
		for (const call of code !== undefined && mayName(code, ['belongsTo']) ? code.calls : []) {
			const target = call.args[0];
			if (lastOf(call.to) !== 'belongsTo' || target?.is !== 'name') continue;
			const options = call.args[1];
			const key = entryOf(options, 'foreignKey');
			const other = modelNamed(sources, path, target.name);
			const field = textOf(key) ?? textOf(entryOf(key, 'name')) ?? `${other.charAt(0).toLowerCase()}${other.slice(1)}Id`;
			const place = {path, line: call.line, text: call.text};
			const owner = modelNamed(sources, path, call.to.slice(0, -'.belongsTo'.length));
			const told = more.get(owner) ?? [];
			told.push({
				column: {...place, field, name: field, type: 'reference', nullable: true},
				keys: [reference(place, field, other, true, textOf(entryOf(options, 'onDelete'))?.toLowerCase())],
			});
			more.set(owner, told);
		}
	return found.map(description => {
		const told = (more.get(description.model) ?? []).filter(
			({column}, at, all) => all.findIndex(each => each.column.field === column.field) === at,
		);
		const isNew = ({column}: Told): boolean => !description.columns.some(({field}) => field.toLowerCase() === column.field.toLowerCase());
		return {
			...description,
			columns: [...description.columns, ...told.filter(isNew).map(({column}) => column)],
			keys: [
				...description.keys,
				...told.flatMap(({keys}) =>
					keys.filter(key => !description.keys.some(has => has.kind === 'foreign' && has.columns[0] === key.columns[0])),
				),
			],
		};
	});
}
