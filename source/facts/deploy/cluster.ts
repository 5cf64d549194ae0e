import type {Place} from '../../safe-text.ts';
import {entryOf, fieldOf, isTrue, itemsOf, type Tree, textOf, textsOf, treeOf} from '../ci/tree.ts';
import type {ClusterWorkload, Container} from './deploy.ts';

const kinds: ReadonlyMap<string, ClusterWorkload['kind']> = new Map(
	(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod', 'ReplicaSet'] as const).map(kind => [kind, kind]),
);
/** Whether a YAML file may describe a workload of Kubernetes, told by its text. */
export const mayBeCluster = (text: string): boolean =>
	/^kind:\s*["']?(?:Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod|ReplicaSet)\b/mu.test(text) && /^apiVersion:/mu.test(text);

const mostDocuments = 200;

/** The workloads of a manifest; a document of it that cannot be read is left out. */
export function clusterIn(text: string, at: (line: number) => Place): readonly ClusterWorkload[] {
	const found: ClusterWorkload[] = [];
	let before = 0;
	for (const part of text.split(/^---[^\n]*$/mu).slice(0, mostDocuments)) {
		const parsed = treeOf(part);
		const start = before;
		if ('tree' in parsed) found.push(...workloadFrom(parsed.tree, line => at(line + start)));
		before += part.split('\n').length - 1;
	}
	return found;
}

function workloadFrom(tree: Tree, at: (line: number) => Place): readonly ClusterWorkload[] {
	const written = entryOf(tree, 'kind');
	const kind = kinds.get(textOf(written?.value) ?? '');
	if (written === undefined || kind === undefined) return [];
	const spec = fieldOf(tree, 'spec');
	const job = kind === 'CronJob' ? fieldOf(fieldOf(spec, 'jobTemplate'), 'spec') : spec;
	const pod = kind === 'Pod' ? spec : fieldOf(fieldOf(job, 'template'), 'spec');
	const replicas = Number(textOf(fieldOf(spec, 'replicas')) ?? Number.NaN);
	const schedule = textOf(fieldOf(spec, 'schedule'));
	const concurrency = textOf(fieldOf(spec, 'concurrencyPolicy'));
	return [
		{
			...at(written.line),
			kind,
			name: textOf(fieldOf(fieldOf(tree, 'metadata'), 'name')) ?? '',
			...(Number.isInteger(replicas) ? {replicas} : {}),
			containers: [
				...itemsOf(fieldOf(pod, 'initContainers')).map(one => containerFrom(one, pod, true, at)),
				...itemsOf(fieldOf(pod, 'containers')).map(one => containerFrom(one, pod, false, at)),
			],
			...(schedule === undefined ? {} : {schedule}),
			...(kind === 'CronJob'
				? {concurrency: concurrency === 'Forbid' || concurrency === 'Replace' ? concurrency : ('Allow' as const)}
				: {}),
		},
	];
}

function containerFrom(tree: Tree, pod: Tree | undefined, init: boolean, at: (line: number) => Place): Container {
	const own = fieldOf(tree, 'securityContext');
	const shared = fieldOf(pod, 'securityContext');
	const nonRoot = saysNonRoot(own) ?? saysNonRoot(shared);
	return {
		...at(tree.line),
		name: textOf(fieldOf(tree, 'name')) ?? '',
		image: textOf(fieldOf(tree, 'image')) ?? '',
		init,
		command: textsOf(fieldOf(tree, 'command')),
		args: textsOf(fieldOf(tree, 'args')),
		privileged: isTrue(fieldOf(own, 'privileged')),
		...(nonRoot === undefined ? {} : {nonRoot}),
		readOnlyRoot: isTrue(fieldOf(own, 'readOnlyRootFilesystem')),
		probes: (['liveness', 'readiness', 'startup'] as const).filter(probe => fieldOf(tree, `${probe}Probe`) !== undefined),
		preStop: fieldOf(fieldOf(tree, 'lifecycle'), 'preStop') !== undefined,
	};
}

function saysNonRoot(context: Tree | undefined): boolean | undefined {
	const user = textOf(fieldOf(context, 'runAsUser'));
	if (user !== undefined) return user !== '0';
	const said = fieldOf(context, 'runAsNonRoot');
	return said === undefined ? undefined : isTrue(said);
}
