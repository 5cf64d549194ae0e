import type {Place} from '../../../safe-text.ts';
import {packageOf} from '../../packages.ts';
import type {Description} from '../description.ts';
import type {SchemaStep} from '../step.ts';
import type {DescriptionReader} from './reading.ts';

type Told = {readonly path: string; readonly step: SchemaStep & {readonly does: 'describe'}};

/** The tables of Prisma schemas, which may stand in several files. A field whose type is another model is no column. */
export const prismaTables: DescriptionReader = ({files, packages}) => {
	const byPackage = new Map<string, {readonly told: Told[]; readonly composite: Set<string>; documents: boolean}>();
	for (const file of files) {
		if (file.language !== 'prisma') continue;
		const owner = packageOf(file.path, packages);
		const group = byPackage.get(owner) ?? {told: [], composite: new Set(), documents: false};
		byPackage.set(owner, group);
		for (const step of file.steps ?? []) {
			if (step.does === 'describe') {
				group.told.push({path: file.path, step});
				group.composite.add(step.model);
			} else if (step.does === 'name type' && !step.isEnum) group.composite.add(step.name);
			else if (step.does === 'name database') group.documents = step.provider === 'mongodb';
		}
	}
	return [...byPackage].flatMap(([owner, {told, composite, documents}]) =>
		told.map(({path, step}): Description => {
			const place: Place = {path, line: step.line, text: step.text};
			return {
				...place,
				source: 'prisma',
				package: owner,
				model: step.model,
				table: step.table,
				orCalled: [],
				columns: step.columns
					.filter(({type}) => !composite.has(type))
					.map(({isList, ...column}) => ({...column, type: `${column.type.toLowerCase()}${isList ? '[]' : ''}`, path})),
				keys: step.keys.map(key => ({...key, path})),
				policies: [],
				...(documents ? {isDocuments: true as const} : {}),
			};
		}),
	);
};
