import {parse as parseToml} from 'smol-toml';
import * as v from 'valibot';
import {isMap, isSeq, LineCounter, parseAllDocuments} from 'yaml';
import type {Place} from '../safe-text.ts';
import {nestsTooDeep} from '../yaml-depth.ts';
import type {Role} from './role.ts';

/** Something that is said to run, and how much of it. Its place is where that is said. */
export type Workload = Place & {
	readonly where: 'Kubernetes' | 'Fly.io' | 'Render' | 'ECS';
	readonly name: string;
	/** The fewest that run at any time; undefined when it is not said. */
	readonly instances?: number;
	/** Whether memory and processor are bounded. */
	readonly limited: boolean;
	/** Whether more are started under load. */
	readonly scales: boolean;
};

/** A service that keeps data for others: two copies of it are two sets of data, and its disk holds nobody else's files. */
export const isDatastore = ({name}: Pick<Workload, 'name'>): boolean =>
	/(?:^|[-_])(?:redis|valkey|postgres(?:ql)?|pg|mysql|mariadb|mongo(?:db)?|minio|meili(?:search)?|elastic(?:search)?|rabbitmq|nats|db|database)(?:[-_]|$)/iu.test(
		name,
	);

const skipped: ReadonlySet<Role> = new Set<Role>(['vendored', 'test', 'example', 'agent-tooling']);

/** What a file says of how much runs. Templates that are not YAML yet are left out. */
export function workloadsIn({path, role}: {readonly path: string; readonly role: Role}, text: string): readonly Workload[] {
	if (skipped.has(role)) return [];
	if (/(?:^|\/)fly(?:\.[\w-]+)?\.toml$/u.test(path)) return fly(path, text);
	if (/(?:^|\/)render\.ya?ml$/u.test(path)) return render(path, text);
	const isCluster = /\.ya?ml$/u.test(path) && /^kind:\s*(?:Deployment|StatefulSet|HorizontalPodAutoscaler)\b/mu.test(text);
	return isCluster && !text.includes('{{') ? kubernetes(path, text) : [];
}

const record = v.record(v.string(), v.unknown());
const recordOf = (value: unknown): Readonly<Record<string, unknown>> => {
	const parsed = v.safeParse(record, value);
	return parsed.success ? parsed.output : {};
};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const countOf = (value: unknown): {instances?: number} => (typeof value === 'number' ? {instances: value} : {});
const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
const at = (path: string, text: string, pattern: RegExp): Place => {
	const offset = Math.max(text.search(pattern), 0);
	const line = text.slice(0, offset).split('\n').length;
	return {path, line, text: (text.split('\n')[line - 1] ?? '').trim().slice(0, 300)};
};

function kubernetes(path: string, text: string): readonly Workload[] {
	if (nestsTooDeep(text)) return [];
	const lines = new LineCounter();
	const rows = text.split('\n');
	const documents = parseAllDocuments(text, {lineCounter: lines});
	return [...documents].flatMap((document): readonly Workload[] => {
		const value = recordOf(document.errors.length > 0 ? undefined : document.toJS());
		const kind = value.kind;
		const spec = recordOf(value.spec);
		const name = textOf(recordOf(value.metadata).name, 'a workload');
		const root = document.contents;
		const start = isMap(root) || isSeq(root) ? lines.linePos(root.range?.[0] ?? 0).line : 1;
		const line = Math.max(rows.findIndex((row, index) => index >= start - 1 && /^kind:/u.test(row)) + 1, start);
		const place = {path, line, text: (rows[line - 1] ?? '').trim()};
		if (kind === 'HorizontalPodAutoscaler')
			return [
				{
					...place,
					where: 'Kubernetes' as const,
					name: textOf(recordOf(spec.scaleTargetRef).name, name),
					...countOf(spec.minReplicas ?? 1),
					limited: true,
					scales: true,
				},
			];
		if (kind !== 'Deployment' && kind !== 'StatefulSet') return [];
		const containers = listOf(recordOf(recordOf(spec.template).spec).containers).map(recordOf);
		const limited = containers.length > 0 && containers.every(one => recordOf(recordOf(one.resources).limits).memory !== undefined);
		return [{...place, where: 'Kubernetes' as const, name, ...countOf(spec.replicas ?? 1), limited, scales: false}];
	});
}

function fly(path: string, text: string): readonly Workload[] {
	const parsed = toml(text);
	if (parsed === undefined) return [];
	const services = [recordOf(parsed.http_service), ...listOf(parsed.services).map(recordOf)];
	const count = services.map(service => service.min_machines_running).find(value => typeof value === 'number');
	return [
		{
			...at(path, text, count === undefined ? /^app\b/mu : /^[ \t]*min_machines_running/mu),
			where: 'Fly.io',
			name: textOf(parsed.app, 'the application'),
			...countOf(count),
			limited: true,
			scales: services.some(service => service.auto_start_machines === true),
		},
	];
}

function toml(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		return recordOf(parseToml(text));
	} catch {
		return undefined;
	}
}

function render(path: string, text: string): readonly Workload[] {
	if (nestsTooDeep(text)) return [];
	const [document] = parseAllDocuments(text);
	if (document === undefined || !('errors' in document) || document.errors.length > 0) return [];
	return listOf(recordOf(document.toJS()).services)
		.map(recordOf)
		.filter(service => /^(?:web|pserv|worker)$/u.test(textOf(service.type, '')) && service.runtime !== 'static' && service.env !== 'static')
		.map(service => {
			const name = textOf(service.name, 'a service');
			const scaling = recordOf(service.scaling);
			const scales = scaling.maxInstances !== undefined;
			return {
				...at(path, text, new RegExp(`name:\\s*["']?${name.replace(/[^\w-]/gu, '.')}`, 'u')),
				where: 'Render' as const,
				name,
				...countOf(scales ? scaling.minInstances : (service.numInstances ?? 1)),
				limited: true,
				scales,
			};
		});
}
