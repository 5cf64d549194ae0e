import type {Item} from '../checklists/checklist.ts';
import type {Probe} from './probe.ts';

/** The probe of an item. The build puts probes together in its place, because to load a file for each takes longer than to ask them. */
export async function probeOf({id, category}: Pick<Item, 'id' | 'category'>): Promise<Probe> {
	const module: {readonly default: Probe} = await import(`./${category}/${id}.ts`);
	return module.default;
}
