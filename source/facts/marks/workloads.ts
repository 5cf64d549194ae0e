import type {MarkRule} from '../marks.ts';

/** Kubernetes objects that run something. */
export const workloadMarks: readonly MarkRule[] = [
	{
		kind: 'k8s.workload',
		languages: ['yaml'],
		literals: ['kind:'],
		pattern: /^kind:[ \t]*['"]?(?<value>Deployment|StatefulSet|DaemonSet|CronJob|Rollout)\b/gmu,
		on: 'code',
	},
	{
		kind: 'deploy.volume',
		languages: 'any',
		literals: ['mounts]', 'disk:', 'requiredMountPath', 'volumeMounts'],
		pattern: /^\[\[?mounts\]\]?|^[ \t]+disk:|"requiredMountPath"|^[ \t]+volumeMounts:/gmu,
		on: 'code',
		path: /(?:^|\/)(?:fly(?:\.[\w-]+)?\.toml|render\.ya?ml|railway\.(?:json|toml))$/u,
	},
	{
		kind: 'db.pooler',
		languages: 'any',
		literals: ['-pooler.', 'pooler.supabase.com', 'pgbouncer=true', 'prisma://', 'hyperdrive'],
		pattern: /-pooler\.[\w.-]+\/|pooler\.supabase\.com:6543|pgbouncer=true|\bprisma:\/\/|^\s*\[?\[?"?hyperdrive"?\b/gmu,
		on: 'code',
		roles: ['app', 'config', 'script'],
	},
];
