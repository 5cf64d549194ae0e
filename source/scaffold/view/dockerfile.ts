import {holds, type PlainFacts} from '../../facts/facts.ts';
import type {PackageFact} from '../../facts/packages.ts';
import {type CodeNow, type Given, said, type View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';
import {alwaysLeftOut, editsOf} from './docker/existing.ts';
import {nodeImage, standaloneOf} from './docker/node-image.ts';
import {pythonImage} from './docker/python-image.ts';
import type {Recipe} from './docker/recipe.ts';
import {type Runtime, type Versions, versionsOf} from './docker/versions.ts';

/** How the image begins that this template writes: such a one is written again, not added to. */
const ownFirstLine = '# What runs in production. The first stage builds';
const dockerfile = /(?:^|\/)Dockerfile$/u;
/** Where a container is what runs. Elsewhere a Dockerfile would change how the platform builds it. */
const containers = ['deploy.fly', 'deploy.k8s', 'deploy.helm', 'deploy.compose', 'deploy.docker'];
const leftOutToo = [
	'**/node_modules',
	'**/__pycache__',
	'**/.venv',
	'**/venv',
	'**/.next',
	'**/coverage',
	'**/*.log',
	'**/.DS_Store',
	'Dockerfile',
	'.dockerignore',
	'.github',
];

type Plan = {
	readonly recipe: Recipe;
	readonly notes: readonly string[];
	readonly one: PackageFact;
	readonly runtime: Runtime;
	readonly venv: string;
};

/** The image of the one package that can be started; or why there is none. */
function planned(facts: PlainFacts, versions: Versions, code: CodeNow): Plan | {readonly because: string} {
	const packages = facts.packages.filter(
		({ecosystems, library, dependencies, scripts}) =>
			!library && dependencies.length + scripts.length > 0 && (ecosystems.includes('npm') || ecosystems.includes('python')),
	);
	const [one, another] = packages;
	if (one === undefined) return {because: 'nothing here is a program of Node.js or Python that could be started'};
	if (another !== undefined)
		return {
			because: `there are several programs (${packages
				.map(({path}) => path)
				.slice(0, 3)
				.join(', ')}): write a Dockerfile in the folder of each`,
		};
	const runtime = one.ecosystems.includes('npm') ? 'node' : 'python';
	const cooked =
		runtime === 'node' ? nodeImage(facts, one, versions.node.version, code) : pythonImage(facts, one, versions.python.version, code);
	if ('because' in cooked) return cooked;
	return {...cooked, one, runtime, venv: cooked.venv ?? ''};
}

const wantsContainer = (facts: PlainFacts, given: Given): boolean => {
	const answer = said(given, 'container')?.toLowerCase();
	return answer === undefined ? holds(facts, ...containers) : /^y/u.test(answer);
};

/** What images and files of versions say of this repository. Dockerfiles that are there are only added to. */
export function dockerfileView(facts: PlainFacts, given: Given, code: CodeNow): View {
	const versions = versionsOf(facts, given);
	const there = facts.files
		.filter(({path, role}) => dockerfile.test(path) && role !== 'test' && role !== 'example' && role !== 'vendored')
		.filter(({firstLine}) => !firstLine.text.startsWith(ownFirstLine))
		.map(({path}) => path);
	const wanted = there.length === 0 && wantsContainer(facts, given);
	const plan = wanted ? planned(facts, versions, code) : undefined;
	const made = plan !== undefined && 'recipe' in plan ? plan : undefined;
	const {node, python} = versions;
	const next = made?.runtime === 'node' ? standaloneOf(facts, made.one, code) : {standalone: false, publicFiles: false};
	const at = made === undefined || made.one.path === '.' ? '' : `${made.one.path}/`;
	const ignores: readonly Edit[] =
		made === undefined
			? []
			: [
					{
						kind: 'lines',
						path: `${at}.dockerignore`,
						add: [...alwaysLeftOut, ...leftOutToo],
						does: 'keeps settings and history out of the image',
						byHand: `Add the lines ${alwaysLeftOut.join(', ')} to .dockerignore.`,
					},
				];
	const defaulted = [
		...(node.pin && !node.told ? [`Node.js ${node.version}`] : []),
		...(python.pin && !python.told ? [`Python ${python.version}`] : []),
	];
	return {
		data: {
			at,
			image: made !== undefined,
			runtime: made?.runtime ?? '',
			next: made?.one.dependencies.some(({name}) => name === 'next') ?? false,
			...next,
			ownFolder: made?.venv === '/venv',
			recipe:
				made === undefined
					? ''
					: {
							...made.recipe,
							manifests: made.recipe.manifests.map(one => ({...one})),
							firstStart: made.recipe.start[0] ?? '',
							restStart: made.recipe.start.slice(1),
							health: made.recipe.health ?? '',
						},
			nvmrc: node.pin ? node.version : '',
			python: python.pin ? python.version : '',
		},
		after: [
			...(made === undefined
				? []
				: [
						'Build it and start it once: docker build --tag trial . && docker run --rm --publish 8080:8080 --env PORT=8080 --env-file .env trial',
						...made.notes,
					]),
			...(plan !== undefined && 'because' in plan ? [`No Dockerfile is written: ${plan.because}.`] : []),
			...(there.length > 0 || made !== undefined
				? [
						'Without the rights of root the program cannot write beside its own code: give what it stores a volume, or keep it in a database or a store of files.',
					]
				: []),
			...defaulted.map(
				name => `No file named a version, so ${name} is written down: compare it with what you run, and change it if it differs.`,
			),
		],
		owes:
			there.length > 0 || made !== undefined
				? []
				: [
						{
							check: 'ops-container-hygiene',
							owes: wanted && plan !== undefined && 'because' in plan ? plan.because : 'say that it runs in a container, if it does',
						},
					],
		edits: [...editsOf(facts, there, versions), ...ignores],
		scripts: {},
	};
}
