import {type Call, type Code, lastOf, type Value} from '../../code/code.ts';
import {callOf, type Sources} from './reading.ts';

/** What makes a column in SQLAlchemy. */
export const columnMakers: ReadonlySet<string> = new Set(['Column', 'mapped_column']);

/** A name for a type with its column, and the code in which that stands. */
export type Alias = {readonly code: Code; readonly type: Value | undefined; readonly maker: Call};

/** `short = Annotated[str, mapped_column(unique=True)]`, here or in the module that the name is imported from. */
export function aliasOf(sources: Sources, path: string, name: string): Alias | undefined {
	const from = sources.modules.definitionOf(path, name);
	if (from.is !== 'variable') return undefined;
	const code = sources.modules.codeOf(from.path);
	const {value} = from.value;
	if (code === undefined || value.is !== 'generic' || lastOf(value.name) !== 'Annotated') return undefined;
	const maker = value.of.map(one => callOf(code, one)).find(one => one !== undefined && columnMakers.has(lastOf(one.to)));
	return maker === undefined ? undefined : {code, type: value.of[0], maker};
}
