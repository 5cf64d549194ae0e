import type {Place} from '../../safe-text.ts';

/** What describes the tables of a database in code. */
export type Family = 'prisma' | 'drizzle' | 'typeorm' | 'sequelize' | 'sqlalchemy' | 'django' | 'supabase';

/** A table as code describes or uses it. */
export type Model = Place & {
	readonly name: string;
	/** Names under which a migration may create it. */
	readonly tables: readonly string[];
	/** Columns whose names are certain. */
	readonly columns: readonly string[];
};

/** Names compare without case, underscores and quotes. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll('_', '');
