import type {Workload} from '../capacity.ts';
import type {Block} from './deploy.ts';

const reference = /^aws_ecs_service\.(?<label>[\w-]+)\b/u;
const whole = /^\d{1,6}$/u;

/** The services of Amazon's ECS that Terraform describes, with how many tasks of each are kept running. Their tasks always say how much memory they get. */
export const ecsWorkloads = (blocks: readonly Block[]): readonly Workload[] =>
	blocks.filter(({kind, labels}) => kind === 'resource' && labels[0] === 'aws_ecs_service').map(block => ecsWorkload(block, blocks));

function ecsWorkload(block: Block, blocks: readonly Block[]): Workload {
	const [, label = 'the service'] = block.labels;
	const scaler = blocks.find(
		({kind, labels, values}) =>
			kind === 'resource' && labels[0] === 'aws_appautoscaling_target' && values.some(({value}) => mentionsService(value, label)),
	);
	const said = scaler?.values.find(({name}) => name === 'min_capacity') ?? block.values.find(({name}) => name === 'desired_count');
	const count = said === undefined ? undefined : numberOf(said.value, blocks);
	const {path, line, text} = said ?? block;
	return {
		path,
		line,
		text,
		where: 'ECS',
		name: block.values.find(({name, value}) => name === 'name' && /^[\w-]+$/u.test(value))?.value ?? label,
		...(count === undefined ? {} : {instances: count}),
		limited: true,
		scales: scaler !== undefined,
	};
}

/** `aws_ecs_service.api.name`, as written or in a text. */
const mentionsService = (value: string, label: string): boolean =>
	value.split(/[^\w.-]+/u).some(part => reference.exec(part)?.groups?.label === label);

/** A number, or what a variable is unless somebody says otherwise. */
function numberOf(value: string, blocks: readonly Block[]): number | undefined {
	if (whole.test(value)) return Number(value);
	const variable = /^var\.(?<name>[\w-]+)$/u.exec(value)?.groups?.name;
	if (variable === undefined) return undefined;
	const usual = blocks
		.find(({kind, labels}) => kind === 'variable' && labels[0] === variable)
		?.values.find(({name}) => name === 'default')?.value;
	return usual !== undefined && whole.test(usual) ? Number(usual) : undefined;
}
