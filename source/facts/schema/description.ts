import type {Place} from '../../safe-text.ts';
import type {SchemaSource} from './schema.ts';
import type {ColumnStep, KeyStep, Named, PolicyStep} from './step.ts';

/** A column as code describes it: `field` is what the code calls it. */
export type DescribedColumn = ColumnStep & {readonly field: string; readonly path: string};

/** A table as code describes it. */
export type Description = Place & {
	readonly source: SchemaSource;
	readonly package: string;
	/** What the code calls it. */
	readonly model: string;
	readonly table: Named;
	/** Other names that the tool may give the table. */
	readonly orCalled: readonly string[];
	readonly columns: readonly DescribedColumn[];
	/** Their columns are columns of the database; what they refer to may be a model. */
	readonly keys: readonly (KeyStep & {readonly path: string})[];
	readonly rowSecurity?: boolean;
	readonly policies: readonly (PolicyStep & Place)[];
	/** A collection of documents. */
	readonly isDocuments?: true;
	/** Something in it could not be told: columns may be missing. */
	readonly isPartial?: true;
};
