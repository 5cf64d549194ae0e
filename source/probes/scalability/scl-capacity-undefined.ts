import {isDatastore, type Workload} from '../../facts/capacity.ts';
import {ecsWorkloads} from '../../facts/deploy/ecs.ts';
import type {Facts} from '../../facts/facts.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

const plain = ({path, line, text}: Place): Place => ({path, line, text});

const probe: Probe = facts => {
	const workloads = settled(facts);
	const boundless = workloads.filter(({limited}) => !limited);
	if (boundless[0])
		return gap(`${boundless[0].name} may take all the memory of its machine, because nothing limits it`, boundless.map(plain));
	const single = workloads.filter(one => one.instances !== undefined && one.instances < 2 && !isDatastore(one));
	const [first] = single;
	if (first)
		return gap(
			`${first.instances === 0 ? 'no copy' : 'only one copy'} of ${first.name} is kept running on ${first.where}, so that each restart is felt`,
			single.map(plain),
			{severity: first.where === 'Kubernetes' ? 'medium' : 'low'},
		);
	const open = workloads.filter(({instances}) => instances === undefined);
	if (workloads.length > 0 && open.length === 0)
		return pass('at least two of everything are kept running, within limits', workloads.slice(0, 4).map(plain));
	return unknown(
		open[0]
			? `${open[0].path} does not say how many are kept running`
			: 'no file says how many copies of it run, and what happens under load',
		open.map(plain),
	);
};

/** Workloads with what their autoscaler says; the autoscalers themselves left out. */
function settled(facts: Facts): readonly Workload[] {
	const scalers = facts.workloads.filter(({where, scales}) => where === 'Kubernetes' && scales);
	return [...facts.workloads, ...ecsWorkloads(facts.deploy.blocks)]
		.filter(one => !scalers.includes(one))
		.map(one => {
			const scaler = scalers.find(({name}) => name === one.name);
			return scaler?.instances === undefined ? one : {...one, instances: scaler.instances, scales: true};
		});
}

export default probe;
