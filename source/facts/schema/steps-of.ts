import type {Code} from '../code/code.ts';
import type {Language} from '../language.ts';
import type {Parsers} from '../syntax/parsers.ts';
import {isKeptAside, migrationStep, sqlToolOf, upwardsOf} from './migration-file.ts';
import {alembicSteps} from './migrations/alembic.ts';
import {djangoSteps} from './migrations/django.ts';
import {scriptSteps} from './migrations/script.ts';
import {prismaSteps} from './prisma.ts';
import {readSteps} from './sql/steps.ts';
import type {SchemaStep} from './step.ts';

/** What a file does to a database or says of it, in order. Nothing for a file that does neither. */
export function stepsOf(path: string, language: Language, text: string, code: Code | undefined, parsers: Parsers): readonly SchemaStep[] {
	if (language === 'sql') return sqlFile(path, text, parsers);
	if (language === 'prisma') return prismaSteps(text);
	if (code === undefined || isKeptAside(path)) return [];
	if (language === 'py') return alembicSteps(path, text, code, parsers.sql) ?? djangoSteps(path, text, code, parsers.sql) ?? [];
	return scriptSteps(path, text, code, parsers.sql) ?? [];
}

function sqlFile(path: string, text: string, parsers: Parsers): readonly SchemaStep[] {
	const tool = sqlToolOf(path, text);
	if (tool === undefined) return [];
	const upwards = upwardsOf(text);
	const read = parsers.sql(upwards);
	const steps = readSteps(upwards, read);
	if (steps.length === 0 && tool === 'plain') return [];
	const {dialect} = read;
	return [migrationStep(tool, text, dialect === undefined || dialect === 'postgresql' ? {} : {dialect}), ...steps];
}
