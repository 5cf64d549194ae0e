import type {Repository} from '../../repository/repository.ts';
import type {Place} from '../../safe-text.ts';
import type {Command} from '../commands.ts';
import type {FileFact} from '../files.ts';
import type {PackageFact} from '../packages.ts';
import type {Role} from '../role.ts';
import type {Workflow} from '../workflows.ts';
import {clusterIn, mayBeCluster} from './cluster.ts';
import {servicesIn} from './compose-file.ts';
import {contextOf, ignoresFor} from './context.ts';
import type {Block, ClusterWorkload, Deploy, ImageFile, RuntimePin, Service} from './deploy.ts';
import {stagesIn} from './image-file.ts';
import {purposeOf} from './purpose.ts';
import {mayPin, pinsIn, pinsOfBlocks, pinsOfPackages, pinsOfWorkflows} from './runtimes.ts';
import {blocksIn} from './terraform.ts';

const imageFile = /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.(?!dockerignore$)[\w.-]+)?$|\.dockerfile$/iu;
const composeFile = /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/u;
const platformFile =
	/(?:^|\/)(?:fly(?:\.[\w-]+)?\.toml|render\.ya?ml|railway\.(?:json|toml)|heroku\.yml|captain-definition|cloudbuild\.ya?ml|\.do\/app\.ya?ml)$/u;
const skipped: ReadonlySet<Role> = new Set<Role>(['vendored', 'generated', 'example', 'agent-tooling', 'docs']);

/** Everything that files say of what is built, started and provided. */
export function deployOf(
	repository: Repository,
	files: readonly FileFact[],
	commands: readonly Command[],
	workflows: readonly Workflow[],
	packages: readonly PackageFact[],
): Deploy {
	const services: Service[] = [];
	const workloads: ClusterWorkload[] = [];
	const blocks: Block[] = [];
	const runtimes: RuntimePin[] = [];
	const spoken: string[] = [];
	const unread: Deploy['unread'][number][] = [];
	const written: (Omit<ImageFile, 'context' | 'named' | 'ignores'> & {readonly text: string})[] = [];
	for (const {path, role} of files) {
		const kind = kindOf(path);
		const pins = mayPin(path);
		const platform = platformFile.test(path);
		if ((kind === undefined && !pins && !platform) || skipped.has(role)) continue;
		const text = repository.text(path);
		if (text === undefined) continue;
		const rows = text.split('\n');
		const at = (line: number): Place => ({path, line, text: (rows[line - 1] ?? '').trim().slice(0, 300)});
		const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
		if (platform) spoken.push(text);
		if (pins) runtimes.push(...pinsIn(path, text, folder, at));
		if (kind === 'image') {
			const stages = stagesIn(path, text);
			if (stages[0] === undefined) continue;
			written.push({path, line: stages[0].line, text: stages[0].text, role, folder, purpose: purposeOf(path, role), stages});
		}
		if (kind === 'compose') {
			const found = servicesIn(text, {folder, purpose: purposeOf(path, role), at});
			if ('because' in found) unread.push({...at(found.line), because: found.because});
			else services.push(...found);
		}
		if (kind === 'terraform') blocks.push(...blocksIn(text, at));
		if (kind === 'yaml' && mayBeCluster(text)) {
			if (text.includes('{{')) unread.push({...at(1), because: 'a template is not YAML yet'});
			else workloads.push(...clusterIn(text, at));
		}
	}
	const paths = new Set(files.map(({path}) => path));
	const images = written.map((image): ImageFile => {
		const said = contextOf(image, {services, commands, workflows, files});
		const released = spoken.some(words => words.includes(image.path));
		const ignores = ignoresFor(image.path, said.context, repository, paths);
		return {...image, ...said, ...(released ? {named: 'release' as const} : {}), ...(ignores === undefined ? {} : {ignores})};
	});
	const pins = [...pinsOfPackages(packages), ...runtimes, ...pinsOfBlocks(blocks), ...pinsOfWorkflows(workflows)];
	return {images, services, workloads, blocks, runtimes: pins, unread};
}

function kindOf(path: string): 'image' | 'compose' | 'terraform' | 'yaml' | undefined {
	if (imageFile.test(path)) return 'image';
	if (composeFile.test(path)) return 'compose';
	if (path.endsWith('.tf')) return 'terraform';
	return /\.ya?ml$/u.test(path) && !path.startsWith('.github/') ? 'yaml' : undefined;
}
