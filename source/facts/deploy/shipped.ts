import type {Facts} from '../facts.ts';
import type {ImageFile} from './deploy.ts';

const trial = /(?:^|[._-])(?:dev|development|debug|tests?|e2e|ci|lint|storybook)(?:[._-]|$)/u;

const production = /(?:^|\/)(?:Dockerfile|Containerfile)[._-]prod(?:uction)?$|(?:^|\/)prod(?:uction)?\.(?:Dockerfile|Containerfile)$/iu;

/** The images that are built for those who use the product: those that a pipeline or platform builds; else all that are not for development or tests, without variants that nothing names. */
export function shippedImages({deploy}: Pick<Facts, 'deploy'>): readonly ImageFile[] {
	const all = deploy.images.filter(({purpose, role}) => purpose === 'production' && role !== 'test');
	const released = all.filter(({named}) => named === 'release');
	if (released.length > 0) return released;
	// `Dockerfile.prod` says that the one without an ending is for developers.
	const forProduction = all.filter(({path}) => production.test(path));
	if (forProduction.length > 0) return forProduction;
	const meant = all.filter(({named, path}) => named !== undefined || /(?:^|\/)(?:Dockerfile|Containerfile)$/iu.test(path));
	return meant.length > 0 ? meant : all;
}

/** The stage that is shipped: the last one that is not by its name for development or tests. */
export function shippedStage({stages}: Pick<ImageFile, 'stages'>): string | undefined {
	const last = stages.findLast(({name}) => name === undefined || !trial.test(name));
	return last?.name ?? undefined;
}
