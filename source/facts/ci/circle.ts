import {plainJob, plainStep} from './plain-step.ts';
import {type Entry, entriesOf, entryOf, fieldOf, itemsOf, type Tree, textOf, textsOf} from './tree.ts';
import {everyPush, noTriggers, type Read, type ReadJob, type ReadStep} from './workflow.ts';

/** Reads CircleCI. It starts at every push, so pull requests are checked with it. */
export function circle(tree: Tree): readonly Read[] {
	const commands = fieldOf(tree, 'commands');
	const uses = entriesOf(fieldOf(tree, 'workflows')).flatMap(({value}) => itemsOf(fieldOf(value, 'jobs')).flatMap(usesIn));
	const scheduled = entriesOf(fieldOf(tree, 'workflows')).some(({value}) => fieldOf(value, 'triggers') !== undefined);
	const jobs = entriesOf(fieldOf(tree, 'jobs'));
	const defined = jobs.map(({key, line, value}) => {
		const use = uses.find(({id}) => id === key);
		return plainJob(
			key,
			line,
			itemsOf(fieldOf(value, 'steps')).flatMap(step => stepsIn(step, commands, 0)),
			{needs: use?.needs ?? [], ...(use?.approval === true ? {if: 'manual'} : {})},
		);
	});
	const foreign = uses
		.filter(use => !jobs.some(({key}) => key === use.id) && use.id.includes('/'))
		.map((use): ReadJob => plainJob(use.id, use.line, [plainStep(use.line, {uses: use.id})], {needs: use.needs}));
	return [
		{
			triggers: {...noTriggers, push: everyPush, pullRequest: true, schedule: scheduled},
			jobs: [...defined, ...foreign],
			includes: [],
		},
	];
}

type Use = {readonly id: string; readonly line: number; readonly needs: readonly string[]; readonly approval: boolean};

function usesIn(item: Tree): readonly Use[] {
	if (item.kind === 'scalar') return [{id: item.text, line: item.line, needs: [], approval: false}];
	return entriesOf(item).map(({key, line, value}) => ({
		id: key,
		line,
		needs: textsOf(fieldOf(value, 'requires')),
		approval: textOf(fieldOf(value, 'type')) === 'approval',
	}));
}

function stepsIn(step: Tree, commands: Tree | undefined, depth: number): readonly ReadStep[] {
	if (step.kind === 'scalar') return expandedOr(step.text, step.line, commands, depth);
	return entriesOf(step).flatMap((entry): readonly ReadStep[] => {
		if (entry.key === 'run') return [runIn(entry)];
		return expandedOr(entry.key, entry.line, commands, depth);
	});
}

function expandedOr(name: string, line: number, commands: Tree | undefined, depth: number): readonly ReadStep[] {
	const command = depth < 3 ? fieldOf(commands, name) : undefined;
	return command === undefined
		? [plainStep(line, {uses: name})]
		: itemsOf(fieldOf(command, 'steps')).flatMap(inner => stepsIn(inner, commands, depth + 1));
}

function runIn({line, value}: Entry): ReadStep {
	const command = value.kind === 'scalar' ? value : entryOf(value, 'command')?.value;
	const name = textOf(fieldOf(value, 'name'));
	const workingDirectory = textOf(fieldOf(value, 'working_directory'));
	const text = textOf(command);
	return plainStep(line, {
		...(text === undefined ? {} : {run: text}),
		runLine: command?.kind === 'scalar' ? command.first : line,
		...(name === undefined ? {} : {name}),
		...(workingDirectory === undefined ? {} : {workingDirectory}),
	});
}
