import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';

/** What says how many of the product run at once: more than one, or may. */
export function severalInstances({workloads, deploy}: Pick<Facts, 'workloads' | 'deploy'>): readonly Place[] {
	const said = workloads.filter(({instances = 0, scales}) => instances > 1 || (scales && instances > 0));
	const composed = deploy.services.filter(
		({replicas = 1, build, purpose}) => replicas > 1 && build !== undefined && purpose === 'production',
	);
	const pods = deploy.workloads.filter(({kind, replicas = 1}) => kind === 'Deployment' && replicas > 1);
	return [...said, ...composed, ...pods].map(({path, line, text}) => ({path, line, text}));
}
