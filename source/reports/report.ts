import type {Assessment, Hold, Level, Standing, Step} from '../assessment/assessment.ts';
import type {CategoryId, Item, Severity} from '../checklists/checklist.ts';
import type {Fact} from '../facts/facts.ts';
import type {BrokenRecord} from '../record/decision.ts';
import {type Evidence, evidenceOf, type SafeText, safeText} from '../safe-text.ts';

/** What a report says of the repository besides its checks. */
type ReportedRepository = {
	readonly name: string;
	/** The commit that HEAD names, when it can be read. */
	readonly head?: string;
	/** The packages' folders; `.` for the root. */
	readonly packages: readonly string[];
	readonly skipped: readonly {readonly path: string; readonly because: string}[];
};

/** Everything that a report is made of. */
export type Reported = {
	readonly assessment: Assessment;
	readonly facts: readonly Fact[];
	readonly repository: ReportedRepository;
	/** The version of shipworthy that looked. */
	readonly version: string;
	/** Files of the record that did not count; the readable reports name them. */
	readonly broken?: readonly BrokenRecord[];
};

type ReportedCheck = Pick<Standing, 'package' | 'outcome' | 'confidence' | 'evidence' | 'occurrences' | 'because'> & {
	readonly id: string;
	readonly category: CategoryId;
	readonly severity: Severity;
	readonly gate: Item['gate'];
};

/** The machine-readable report, as `report.schema.json` describes it. */
export type Report = {
	readonly schemaVersion: 1;
	readonly tool: {readonly name: 'shipworthy'; readonly version: string};
	readonly repository: {
		readonly name: SafeText;
		readonly head: SafeText | null;
		readonly packages: readonly SafeText[];
		readonly skipped: readonly {readonly path: SafeText; readonly because: SafeText}[];
	};
	readonly facts: readonly {
		readonly id: string;
		readonly value: boolean | number | SafeText;
		readonly confidence: Fact['confidence'];
		readonly package: SafeText;
		readonly evidence: readonly Evidence[];
	}[];
	readonly checks: readonly ReportedCheck[];
	readonly categories: readonly {
		readonly id: CategoryId;
		readonly proven: Level | null;
		readonly possible: Level | null;
		readonly closedPercent: number;
		readonly assessedPercent: number;
		readonly blockers: number;
		readonly toAnswer: number;
	}[];
	readonly level: {readonly proven: Level; readonly possible: Level; readonly heldBackBy: readonly Hold[]};
	readonly figure: number;
	readonly fixFirst: readonly (Pick<Step, 'package' | 'lane' | 'value' | 'arithmetic' | 'hours'> & {readonly id: string})[];
};

const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

const placeOf = ({path, line, text}: Evidence): Evidence => ({path, line, text});

const checkOf = ({item, package: folder, outcome, severity, confidence, evidence, occurrences, because}: Standing): ReportedCheck => ({
	id: item.id,
	category: item.category,
	package: safeText(folder),
	outcome,
	severity,
	gate: item.gate,
	confidence,
	evidence: evidence.map(placeOf),
	occurrences,
	because,
});

const factOf = ({id, value, confidence, package: folder, evidence}: Fact): Report['facts'][number] => ({
	id,
	value: typeof value === 'string' ? safeText(value) : value,
	confidence,
	package: safeText(folder),
	evidence: evidence.map(evidenceOf),
});

/** The report of an assessment: sorted, with no clock and no absolute path, so that the same input gives the same bytes. */
export function reportOf({assessment, facts, repository, version}: Reported): Report {
	const {categories, level, figure, fixFirst} = assessment;
	return {
		schemaVersion: 1,
		tool: {name: 'shipworthy', version},
		repository: {
			name: safeText(repository.name),
			head: repository.head === undefined ? null : safeText(repository.head),
			packages: [...repository.packages].sort(compare).map(folder => safeText(folder)),
			skipped: [...repository.skipped]
				.sort((one, other) => compare(one.path, other.path))
				.map(({path, because}) => ({path: safeText(path), because: safeText(because)})),
		},
		facts: [...facts].sort((one, other) => compare(one.id, other.id) || compare(one.package, other.package)).map(factOf),
		checks: categories.flatMap(({standings}) =>
			[...standings].sort((one, other) => compare(one.item.id, other.item.id) || compare(one.package, other.package)).map(checkOf),
		),
		categories: categories.map(({id, proven, possible, closedPercent, assessedPercent, blockers, toAnswer}) => ({
			id,
			proven: proven ?? null,
			possible: possible ?? null,
			closedPercent,
			assessedPercent,
			blockers,
			toAnswer,
		})),
		level: {
			proven: level.proven,
			possible: level.possible,
			heldBackBy: level.heldBackBy.map(({category, check, package: folder, level: held, because}) => ({
				category,
				check,
				package: safeText(folder),
				level: held,
				because: safeText(because, 800),
			})),
		},
		figure,
		fixFirst: fixFirst.map(({check, package: folder, lane, value, arithmetic, hours}) => ({
			id: check,
			package: safeText(folder),
			lane,
			value,
			arithmetic,
			hours,
		})),
	};
}
