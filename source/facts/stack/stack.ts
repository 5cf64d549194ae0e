import type {Repository} from '../../repository/repository.ts';
import type {Place} from '../../safe-text.ts';
import type {Fact, FactConfidence} from '../facts.ts';
import {type FileFact, importsFrom, marksOf} from '../files.ts';
import {readLanguages} from '../language.ts';
import {type PackageFact, packageOf} from '../packages.ts';
import {withoutSecrets} from '../secrets/mask.ts';
import {serviceRules} from './data-and-services.ts';
import {deploymentRules} from './deployment.ts';
import {derivedFacts} from './derived.ts';
import {frameworkRules} from './frameworks.ts';
import {majorOf} from './major.ts';
import type {StackRule} from './rules.ts';

/** Every rule of the stack. */
export const rules: readonly StackRule[] = [...frameworkRules, ...serviceRules, ...deploymentRules];
const mostEvidence = 5;

/** The stack facts of every package, and of the repository as a whole, sorted by id and package. */
export function stackOf(repository: Repository, files: readonly FileFact[], packages: readonly PackageFact[]): readonly Fact[] {
	const byPackage = new Map<string, FileFact[]>(packages.map(({path}) => [path, []]));
	for (const file of files) byPackage.get(packageOf(file.path, packages))?.push(file);
	const root = packages.find(({path}) => path === '.');
	const direct = packages.flatMap(one => {
		const own = byPackage.get(one.path) ?? [];
		const named = new Set([one, ...(root === undefined ? [] : [root])].flatMap(({dependencies}) => dependencies.map(({name}) => name)));
		return rules
			.filter(rule => rule.whole !== true && (rule.needs === undefined || named.size === 0 || rule.needs.some(name => named.has(name))))
			.flatMap(rule => factOf(rule, one, own));
	});
	const whole = root === undefined ? [] : rules.filter(rule => rule.whole === true).flatMap(rule => factOf(rule, root, files));
	// Many facts ask for the version in one lockfile, which is too large to be kept.
	const texts = new Map<string, string | undefined>();
	const text = (path: string): string | undefined => {
		if (!texts.has(path)) texts.set(path, repository.text(path));
		return texts.get(path);
	};
	const versioned = [...direct, ...whole].map(fact => {
		const major = majorOf(fact, {text}, packages);
		return major === undefined ? fact : {...fact, value: major};
	});
	const derived = packages.flatMap(one =>
		derivedFacts(
			one,
			byPackage.get(one.path) ?? [],
			versioned.filter(fact => fact.package === one.path),
		),
	);
	return [...versioned, ...derived]
		.map(masked)
		.sort((one, other) => (one.id === other.id ? (one.package < other.package ? -1 : 1) : one.id < other.id ? -1 : 1));
}

function factOf(rule: StackRule, one: PackageFact, files: readonly FileFact[]): readonly Fact[] {
	const names = new Set([...(rule.dependencies ?? []), ...(rule.imports ?? [])]);
	const declared = one.dependencies.filter(dependency => (rule.dependencies ?? []).includes(dependency.name));
	const imported = names.size === 0 ? [] : importsFrom({files}, names, ['app', 'config', 'script']);
	const marked = (rule.marks ?? []).flatMap(kind => marksOf({files}, kind, ['app', 'config', 'script']));
	const pattern = rule.files;
	const named =
		pattern === undefined
			? []
			: files
					.filter(
						file =>
							pattern.test(file.path) &&
							file.role !== 'test' &&
							file.role !== 'example' &&
							file.role !== 'agent-tooling' &&
							file.role !== 'vendored',
					)
					.map(file => file.firstLine);
	const written =
		rule.languages === undefined
			? []
			: files.filter(file => file.role === 'app' && (rule.languages ?? []).includes(file.language)).map(file => file.firstLine);
	const strong = [...fromProgram(marked), ...named, ...fromProgram(imported), ...written].map(plain);
	const evidence = [...declared.map(plain), ...strong].slice(0, mostEvidence);
	const beside = rule.besideFile;
	if (evidence.length === 0 || (beside !== undefined && !files.some(({path}) => beside.test(path)))) return [];
	const sure = strong.length > 0 || rule.dependencyIsEnough === true;
	const unread = files.some(file => file.role === 'app' && file.lines > 0 && readLanguages.has(file.language));
	const confidence: FactConfidence = sure ? 'high' : unread ? 'low' : 'medium';
	return [{id: rule.id, value: true, confidence, package: one.path, evidence}];
}

/** What the program itself holds stands before what configures it, and scripts come last: they start nothing that people use. */
const fromProgram = <T extends {readonly file: FileFact}>(found: readonly T[]): readonly T[] =>
	found.toSorted((one, other) => distance(one.file) - distance(other.file));
const distance = ({role}: FileFact): number => (role === 'app' ? 0 : role === 'config' ? 1 : 2);

const plain = ({path, line, text}: Place): Place => ({path, line, text});
const masked = (fact: Fact): Fact => ({
	...fact,
	evidence: fact.evidence.map(place => ({...place, text: withoutSecrets(place.text)})),
});
