import {blockAt} from '../block.ts';
import {lineCounter} from '../imports.ts';
import type {Family, Model} from './model.ts';

type Found = readonly {readonly family: Family; readonly model: Model}[];
type Reader = (path: string, code: string, shown: string) => Found;

const plurals = (name: string): readonly string[] => [name, `${name}s`, `${name}es`, name.replace(/y$/u, 'ies'), name.replace(/s$/u, '')];

function placed(path: string, shown: string): (offset: number) => Pick<Model, 'path' | 'line' | 'text'> {
	const lines = lineCounter(shown);
	return offset => ({path, line: lines.at(offset), text: lines.text(offset)});
}

/** A model ends at the brace that opens a line: a default such as "{}" closes nothing. */
const prismaModel = /^model\s+(?<name>\w+)\s*\{(?<body>[\s\S]*?)(?:^[ \t]*\}|\}\s*$)/gmu;
const prismaField = /^[ \t]*(?<name>\w+)\s+(?<type>\w+)(?:\[\]|\?)?(?<rest>[^\n]*)$/gmu;
const prismaScalar = /^(?:String|Int|BigInt|Float|Decimal|Boolean|DateTime|Json|Bytes)$/u;

/** The models of a Prisma schema; none when it describes documents. */
export const prismaModels: Reader = (path, code, shown) => {
	if (/provider\s*=\s*"mongodb"/u.test(code)) return [];
	const at = placed(path, shown);
	return [...code.matchAll(prismaModel)].map(match => {
		const body = match.groups?.body ?? '';
		const name = match.groups?.name ?? '';
		const mapped = /@@map\(\s*(?:name:\s*)?"(?<table>[^"]+)"/u.exec(body)?.groups?.table;
		const columns = [...body.matchAll(prismaField)].flatMap(field => {
			if (!prismaScalar.test(field.groups?.type ?? '')) return [];
			const column = /@map\(\s*(?:name:\s*)?"(?<column>[^"]+)"/u.exec(field.groups?.rest ?? '')?.groups?.column;
			return [column ?? field.groups?.name ?? ''];
		});
		return {family: 'prisma', model: {...at(match.index), name, tables: [mapped ?? name], columns}};
	});
};

const drizzleTable = /\b(?:(?:pg|sqlite|mysql)Table|createTable|\w+[sS]chema\.table)\s*\(\s*['"`](?<name>\w+)['"`]/gu;
const drizzleColumn = /^[ \t]*\w+\s*:\s*\w+\s*\(\s*['"`](?<name>\w+)['"`]/gmu;

/** The tables of a Drizzle schema. */
export const drizzleModels: Reader = (path, code, shown) => {
	const at = placed(path, shown);
	return [...code.matchAll(drizzleTable)].map(match => {
		const block = blockAt(code, match.index, 'ts');
		const columns = [...block.matchAll(drizzleColumn)].map(column => column.groups?.name ?? '');
		return {family: 'drizzle', model: {...at(match.index), name: match.groups?.name ?? '', tables: [match.groups?.name ?? ''], columns}};
	});
};

const typeormEntity =
	/@Entity\s*\(\s*(?:\{[^}]{0,200}?\bname\s*:\s*)?(?:['"`](?<table>[\w.]+)['"`])?[^)]{0,200}\)[\s\S]{0,400}?\bclass\s+(?<name>\w+)/gu;

/** The entities of TypeORM. */
export const typeormModels: Reader = (path, code, shown) => {
	const at = placed(path, shown);
	return [...code.matchAll(typeormEntity)].map(match => {
		const name = match.groups?.name ?? '';
		return {
			family: 'typeorm',
			model: {...at(match.index), name, tables: plurals(match.groups?.table?.split('.').at(-1) ?? name), columns: []},
		};
	});
};

const sequelizeTable =
	/\btableName\s*:\s*['"`](?<table>\w+)['"`]|\.define\s*\(\s*['"`](?<defined>\w+)['"`]|\bmodelName\s*:\s*['"`](?<model>\w+)['"`]/gu;

/** The tables of Sequelize models, one for each file. */
export const sequelizeModels: Reader = (path, code, shown) => {
	const at = placed(path, shown);
	const found = [...code.matchAll(sequelizeTable)];
	const named = found.filter(match => match.groups?.table !== undefined);
	return (named.length > 0 ? named : found).map(match => {
		const name = match.groups?.table ?? match.groups?.defined ?? match.groups?.model ?? '';
		return {family: 'sequelize', model: {...at(match.index), name, tables: plurals(name), columns: []}};
	});
};

const pythonClass = /^[ \t]*class\s+(?<name>\w+)\s*\((?<bases>[^)]*)\)\s*:/gmu;
const tableName = /^[ \t]+__tablename__\s*(?::[^=\n]+)?=\s*['"](?<table>\w+)['"]/mu;
const sqlalchemyColumn =
	/^[ \t]+(?<name>[a-z]\w*)\s*(?::[^=\n]+)?=\s*(?:db\.|sa\.|orm\.)?(?:Column|mapped_column)\s*\(\s*(?:['"](?<column>\w+)['"])?/gmu;
const tableCall = /(?<![\w.])(?:db\.|sa\.)?Table\s*\(\s*['"](?<table>\w+)['"]/gu;

/** The tables of SQLAlchemy, Flask-SQLAlchemy and SQLModel classes. */
export const sqlalchemyModels: Reader = (path, code, shown) => {
	const at = placed(path, shown);
	const classes = [...code.matchAll(pythonClass)].flatMap(match => {
		const block = blockAt(code, match.index, 'py');
		const bases = match.groups?.bases ?? '';
		const name = match.groups?.name ?? '';
		const table = tableName.exec(block)?.groups?.table;
		const implied = /\bdb\.Model\b/u.test(bases) || /\btable\s*=\s*True\b/u.test(bases);
		if (table === undefined && !implied) return [];
		if (/^[ \t]+__abstract__\s*=\s*True/mu.test(block)) return [];
		const columns = [...block.matchAll(sqlalchemyColumn)].map(column => column.groups?.column ?? column.groups?.name ?? '');
		return [{family: 'sqlalchemy' as const, model: {...at(match.index), name, tables: [table ?? name], columns}}];
	});
	const tables = [...code.matchAll(tableCall)].map(match => ({
		family: 'sqlalchemy' as const,
		model: {...at(match.index), name: match.groups?.table ?? '', tables: [match.groups?.table ?? ''], columns: []},
	}));
	return [...classes, ...tables];
};

const djangoField = /^ {4}(?<name>[a-z]\w*)\s*=\s*(?:models\.)?\w*(?:Field|ForeignKey)\s*\(/gmu;

/** What makes a class of Django a table: the plain model, and the accounts that it brings to build on. */
const djangoBase = /\bmodels\.Model\b|\b(?:AbstractUser|AbstractBaseUser|TimeStampedModel)\b/u;

/** The models of Django. */
export const djangoModels: Reader = (path, code, shown) => {
	const at = placed(path, shown);
	return [...code.matchAll(pythonClass)].flatMap(match => {
		if (!djangoBase.test(match.groups?.bases ?? '')) return [];
		const block = blockAt(code, match.index, 'py');
		if (/^[ \t]+(?:abstract|proxy)\s*=\s*True|^[ \t]+managed\s*=\s*False/mu.test(block)) return [];
		const name = match.groups?.name ?? '';
		return [
			{
				family: 'django' as const,
				model: {...at(match.index), name, tables: [name], columns: [...block.matchAll(djangoField)].map(field => field.groups?.name ?? '')},
			},
		];
	});
};

const supabaseUse =
	/(?<!storage\s{0,40})\.(?:from|from_|table)\s*\(\s*['"`](?<table>[a-z]\w*)['"`]\s*\)\s*\.(?:select|insert|update|upsert|delete)\b/gu;
const typedTables = /^ {4}Tables: \{\n(?<body>[\s\S]*?)^ {4}\}/gmu;
const typedTable = /^ {6}(?<table>\w+): \{\n {8}Row: \{\n(?<row>(?: {10}[^\n]*\n)*)/gmu;

/** The tables that a Supabase client asks for, and those that its generated types name with their columns. */
export const supabaseModels: Reader = (path, code, shown) => {
	const at = placed(path, shown);
	const used = [...code.matchAll(supabaseUse)].map(match => ({
		family: 'supabase' as const,
		model: {...at(match.index), name: match.groups?.table ?? '', tables: [match.groups?.table ?? ''], columns: []},
	}));
	const typed = [...code.matchAll(typedTables)].flatMap(tables =>
		[...(tables.groups?.body ?? '').matchAll(typedTable)].map(match => ({
			family: 'supabase' as const,
			model: {
				...at(tables.index + (tables[0].indexOf(match[0]) === -1 ? 0 : tables[0].indexOf(match[0]))),
				name: match.groups?.table ?? '',
				tables: [match.groups?.table ?? ''],
				columns: [...(match.groups?.row ?? '').matchAll(/^ {10}(?<column>\w+)\??:/gmu)].map(column => column.groups?.column ?? ''),
			},
		})),
	);
	return [...used, ...typed];
};
