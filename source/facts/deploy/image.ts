import type {ImageFile, ImageStage, Instruction} from './deploy.ts';

const deepest = 20;

/** A stage and those that it starts from, the outermost first. The last stage when none is named. */
export function lineageOf({stages}: Pick<ImageFile, 'stages'>, target?: string): readonly ImageStage[] {
	const found: ImageStage[] = [];
	const named = target === undefined ? -1 : stages.findIndex(({name}) => name === target.toLowerCase());
	let at: number | undefined = named === -1 ? stages.length - 1 : named;
	for (let depth = 0; at !== undefined && depth < deepest; depth++) {
		const stage: ImageStage | undefined = stages[at];
		if (stage === undefined) break;
		found.unshift(stage);
		at = stage.from;
	}
	return found;
}

/** The instructions that make what is shipped, in the order in which they run. */
export const shippedSteps = (image: Pick<ImageFile, 'stages'>, target?: string): readonly Instruction[] =>
	lineageOf(image, target).flatMap(({instructions}) => instructions);

/** The image from outside on which what is shipped stands. */
export const baseOf = (image: Pick<ImageFile, 'stages'>, target?: string): ImageStage | undefined => lineageOf(image, target)[0];

/** An image's name without registry and tag, and its tag: `node`, `22-alpine`. The tag is empty when none is written. */
export function nameAndTag(image: string): {readonly name: string; readonly tag: string; readonly digest: boolean} {
	const [plain = '', digest] = image.split('@');
	const slash = plain.lastIndexOf('/');
	const colon = plain.indexOf(':', slash + 1);
	const name = colon === -1 ? plain : plain.slice(0, colon);
	return {
		name: name
			.replace(/^(?:docker\.io\/|index\.docker\.io\/|public\.ecr\.aws\/docker\/|mirror\.gcr\.io\/)/u, '')
			.replace(/^library\//u, ''),
		tag: colon === -1 ? '' : plain.slice(colon + 1),
		digest: digest !== undefined,
	};
}
