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
];
