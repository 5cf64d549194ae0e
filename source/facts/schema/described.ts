import type {FileFact} from '../files.ts';
import type {Modules} from '../modules/modules.ts';
import type {PackageFact} from '../packages.ts';
import {convexTables} from './described/convex.ts';
import {djangoTables} from './described/django.ts';
import {drizzleTables} from './described/drizzle.ts';
import {mongooseTables} from './described/mongoose.ts';
import {prismaTables} from './described/prisma.ts';
import type {DescriptionReader} from './described/reading.ts';
import {sequelizeTables} from './described/sequelize.ts';
import {sqlalchemyTables} from './described/sqlalchemy.ts';
import {typeormTables} from './described/typeorm.ts';
import type {Description} from './description.ts';

const readers: readonly DescriptionReader[] = [
	prismaTables,
	drizzleTables,
	typeormTables,
	sequelizeTables,
	mongooseTables,
	sqlalchemyTables,
	djangoTables,
	convexTables,
];

/** The tables that code describes, by every tool that is known; what they refer to is named as the database names it. */
export function describedIn(files: readonly FileFact[], packages: readonly PackageFact[], modules: Modules): readonly Description[] {
	return readers.flatMap(read => resolved(read({files, packages, modules})));
}

/** The same descriptions with tables and columns in their keys, where the code names models and fields. */
function resolved(descriptions: readonly Description[]): readonly Description[] {
	const byModel = new Map<string, Description>();
	for (const description of descriptions)
		for (const key of [description.model, `${description.package} ${description.model}`])
			if (!byModel.has(key)) byModel.set(key, description);
	const byTable = new Map(descriptions.map(description => [description.table.name, description]));
	return descriptions.map(description => ({
		...description,
		keys: description.keys.map(key => {
			if (key.to === undefined || (key.to.model !== true && key.to.columns.length > 0)) return key;
			const target =
				key.to.model === true
					? (byModel.get(`${description.package} ${key.to.name}`) ?? byModel.get(key.to.name))
					: byTable.get(key.to.name);
			if (target === undefined) return key;
			const columns = new Map(target.columns.map(({field, name}) => [field, name]));
			const primary = target.keys.find(({kind}) => kind === 'primary')?.columns ?? [];
			const written = key.to.columns.map(field => columns.get(field) ?? field);
			return {...key, to: {...target.table, columns: written.length > 0 ? written : primary}};
		}),
	}));
}
