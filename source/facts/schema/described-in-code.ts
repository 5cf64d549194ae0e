import type {Language} from '../language.ts';
import {djangoModels, drizzleModels, prismaModels, sequelizeModels, sqlalchemyModels, supabaseModels, typeormModels} from './models.ts';

const describing: ReadonlySet<Language> = new Set<Language>(['prisma', 'ts', 'js', 'py', 'svelte', 'vue']);

/** Whether a file may describe tables or name their columns in code, whatever its package works with. */
export const mayDescribeTables = (language: Language, text: string): boolean =>
	describing.has(language) && readersFor(language, text, true).length > 0;

/** Who reads the tables that a file describes in code; `supabase` says whether its package works with Supabase. */
export function readersFor(language: Language, text: string, supabase: boolean) {
	if (language === 'prisma') return [prismaModels];
	if (language === 'py')
		return [
			...(/__tablename__|\bdb\.Model\b|table\s*=\s*True|\bTable\(/u.test(text) ? [sqlalchemyModels] : []),
			...(/models\.Model|\bAbstract(?:Base)?User\b/u.test(text) ? [djangoModels] : []),
			...(supabase && text.includes('.table(') ? [supabaseModels] : []),
		];
	return [
		...(text.includes('drizzle-orm') && /Table\s*\(|\.table\s*\(/u.test(text) ? [drizzleModels] : []),
		...(text.includes('@Entity') ? [typeormModels] : []),
		...(/sequelize|DataTypes/u.test(text) && /tableName|modelName|\.define\s*\(/u.test(text) ? [sequelizeModels] : []),
		...(supabase && /\.from\s*\(|Tables: \{/u.test(text) ? [supabaseModels] : []),
	];
}
