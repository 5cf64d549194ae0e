import type {MetricSource} from '../slo/metric-source.ts';

/** What is known of a service's numbers: under which name Prometheus reads them, and which there are. */
export type Known = {
	readonly slug: string;
	readonly metric: MetricSource;
	/** Routes that only ask whether it works, as a pattern of Prometheus. */
	readonly quiet: string;
	/** It says how busy its process is, in the words of which language; empty where it does not. */
	readonly process: 'node' | 'python' | '';
	readonly underWay: boolean;
	readonly model: boolean;
	readonly queue: boolean;
	/** The rules of the target are there. */
	readonly target: boolean;
};
