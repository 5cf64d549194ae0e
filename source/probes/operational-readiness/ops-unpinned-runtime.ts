import {ciChecksOf} from '../../facts/ci-checks.ts';
import {isLatest, readBase} from '../../facts/deploy/base-image.ts';
import type {RuntimePin} from '../../facts/deploy/deploy.ts';
import {endedIn, lineOf} from '../../facts/deploy/end-of-life.ts';
import {baseOf} from '../../facts/deploy/image.ts';
import {shippedImages, shippedStage} from '../../facts/deploy/shipped.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

type Runtime = RuntimePin['runtime'];
const runtimeImage = /(?:^|\/)(?:node|python|bun)(?::|$)/u;
const installs = {
	node: /\b(?:setup_\d+\.x|NODE_MAJOR|nodesource|(?:apk add|apt(?:-get)?\s+(?:-\S+\s+)*install)\b[^&;|]*\bnodejs\b)/u,
	python: /\b(?:apk add|apt(?:-get)?\s+(?:-\S+\s+)*install)\b[^&;|]*\bpython3?\b/u,
} as const;
const releases = /deploy|release|publish|pages/iu;
const publishes = /publish/iu;
const called: Readonly<Record<Runtime, string>> = {node: 'Node.js', python: 'Python'};

const probe: Probe = facts => {
	const images = imagesFor(facts);
	const floating = images.filter(({floats}) => floats);
	if (floating[0] !== undefined)
		return gap(`the image is built on ${floating[0].base}, which names no version: the next build may get another`, floating, {
			severity: floating.some(({base}) => isLatest(base) || runtimeImage.test(base)) ? 'medium' : 'low',
		});
	const runtimes = runtimesOf(facts);
	if (runtimes.length === 0) return withoutRuntime(facts, images);
	const answers = runtimes.map(runtime => answerFor(runtime, facts, images));
	return answers.find(({outcome}) => outcome === 'gap') ?? answers.find(({outcome}) => outcome === 'unknown') ?? joinedOf(answers);
};

export default probe;

const joinedOf = (answers: readonly Answer[]): Answer =>
	pass(answers.map(({because}) => because).join(', and '), distinct(answers.flatMap(({places}) => places)));

/** The runtimes that the package's own code needs. */
function runtimesOf(facts: Facts): readonly Runtime[] {
	const {packages} = facts;
	const node = packages.some(({ecosystems}) => ecosystems.includes('npm')) && holds(facts, 'lang.ts', 'lang.js');
	const python = packages.some(({ecosystems}) => ecosystems.includes('python')) || !node;
	return [...(node ? (['node'] as const) : []), ...(python && holds(facts, 'lang.py') ? (['python'] as const) : [])];
}

function withoutRuntime(facts: Facts, images: readonly Built[]): Answer {
	if (images.length > 0) return pass('every image names the version that it is built on', images);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`which version of ${language} it is built with was not looked for`);
	return notApplicable('nothing here is run by Node.js or Python');
}

function answerFor(runtime: Runtime, facts: Facts, images: readonly Built[]): Answer {
	const shipped = images.flatMap(({path, line, text, runtimes}) =>
		runtimes.filter(one => one.runtime === runtime).map(one => ({path, line, text, ...one})),
	);
	const pins = pinsFor(runtime, facts);
	const platform = pins.filter(({by}) => by === 'platform');
	const files = pins.filter(({by}) => by === 'file');
	const deciding = [shipped, platform, files].find(group => group.length > 0);
	if (deciding === undefined) {
		const ci = pins.filter(({by}) => by === 'ci');
		const installed = facts.deploy.images.flatMap(({stages}) =>
			stages.flatMap(({instructions}) => instructions.filter(({word, rest}) => word === 'RUN' && installs[runtime].test(rest))),
		);
		if (installed.length > 0)
			return pass(`the image installs ${called[runtime]} of the release of its system`, distinct(installed.map(placeOf)));
		const deploys = new Set(ciChecksOf(facts.workflows, facts.commands).deploys.map(({workflow}) => workflow.path));
		// A package that is private is published nowhere, whatever a workflow is called.
		const isPrivate = facts.packages.length > 0 && facts.packages.every(one => one.private);
		const released = ci.filter(({path}) => deploys.has(path) || (releases.test(path) && !(isPrivate && publishes.test(path))));
		if (released.length > 0)
			return pass(`the pipeline that releases it names the version of ${called[runtime]}`, distinct(released.map(placeOf)));
		const manifests = facts.packages.flatMap(one => one.manifests.slice(0, 1));
		return gap(
			ci.length > 0
				? `only the pipeline names a version of ${called[runtime]}; nothing says which one builds and runs the product`
				: `nothing says which version of ${called[runtime]} builds and runs it`,
			distinct([...manifests, ...ci]),
			{occurrences: 1},
		);
	}
	const old = deciding.flatMap(pin => {
		const month = endedIn(pin);
		return month === undefined ? [] : [{pin, month}];
	});
	const newer = deciding === shipped ? [] : [...platform, ...files].filter(pin => endedIn(pin) === undefined);
	// A shell that developers work in binds no release.
	const shells = old.filter(({pin: {path}}) => path.endsWith('.nix'));
	if (old[0] !== undefined && newer.length === 0 && shells.length === old.length)
		return unknown(
			`a shell for developers holds ${lineOf(old[0].pin)}, whose last security fix came in ${old[0].month}; which version is shipped is said nowhere`,
			old.map(({pin}) => placeOf(pin)),
			{asks: 'Which version runs in production, and who notices when it gets no more security fixes?'},
		);
	if (old[0] !== undefined && newer.length === 0)
		return gap(
			`it is bound to ${lineOf(old[0].pin)}, whose last security fix came in ${old[0].month}`,
			old.map(({pin}) => placeOf(pin)),
			{severity: 'medium'},
		);
	return pass(`the version of ${called[runtime]} is named`, distinct([...shipped, ...platform, ...files].map(placeOf)));
}

const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

/** Words for whatever is newest. */
const floating = /^(?:\*|lts\/\*|lts|latest|node|stable|current)$/u;

/** The versions that hold for the package: named in its folder or in one above. */
const pinsFor = (runtime: Runtime, {deploy, root}: Facts): readonly RuntimePin[] =>
	deploy.runtimes.filter(
		pin =>
			pin.runtime === runtime &&
			!floating.test(pin.version.trim()) &&
			(pin.folder === '.' || pin.folder === root || root.startsWith(`${pin.folder}/`)),
	);

type Built = Place & {readonly base: string; readonly floats: boolean; readonly runtimes: ReturnType<typeof readBase>['runtimes']};

/** The images that the package is built into, by what they stand on. */
function imagesFor(facts: Facts): readonly Built[] {
	const shipped = shippedImages(facts);
	// Where the folder has an image of its own, what is built around it is another's.
	const own = facts.root === '.' ? [] : shipped.filter(({folder}) => folder === facts.root || folder.startsWith(`${facts.root}/`));
	return (own.length > 0 ? own : shipped)
		.filter(({context, folder}) => holdsPackage(context, facts.root) || (facts.root !== '.' && folder.startsWith(`${facts.root}/`)))
		.filter(({folder}) => !isSister(folder, facts.root))
		.filter(({folder}) => facts.root !== '.' || folder === '.' || !facts.packages.some(({path}) => path === folder))
		.flatMap(image => {
			const last = baseOf(image, shippedStage(image));
			return image.stages
				.filter(stage => stage.from === undefined)
				.map(({path, line, text, base}) => {
					const {floats, runtimes} = readBase(base);
					return {path, line, text, base, runtimes, floats: floats || (last?.line === line && isLatest(base))};
				});
		});
}

/** A folder beside the package's own, below the same one: what is built there is another part. */
const isSister = (folder: string, root: string): boolean =>
	folder !== root && root.includes('/') && folder.slice(0, folder.lastIndexOf('/') + 1) === root.slice(0, root.lastIndexOf('/') + 1);

const holdsPackage = (context: string, root: string): boolean => context === '.' || context === root || root.startsWith(`${context}/`);
