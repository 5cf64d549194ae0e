import type {Fact} from '../facts.ts';
import type {FileFact} from '../files.ts';
import type {PackageFact} from '../packages.ts';
import {data} from './derived/data.ts';
import {groundOf} from './derived/ground.ts';
import {kinds} from './derived/kinds.ts';
import {runtime} from './derived/runtime.ts';

/** What follows from the direct facts of a package: what kind of thing it is, what it keeps, and how it runs. */
export function derivedFacts(one: PackageFact, files: readonly FileFact[], direct: readonly Fact[]): readonly Fact[] {
	const ground = groundOf(one, files, direct);
	return [...kinds(ground), ...data(ground), ...runtime(ground)];
}
