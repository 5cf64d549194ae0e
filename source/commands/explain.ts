import type {Item} from '../checklists/checklist.ts';
import {checklists} from '../checklists/checklists.ts';
import {argumentsOf, closest} from './arguments.ts';
import {wrongFormat} from './checks.ts';
import {exitCodes, type World} from './world.ts';

/** Prints one check whole: why, fix, proof, question, examples. */
export function explain(words: readonly string[], {write, tell}: World): number {
	const given = argumentsOf(words, {format: {type: 'string', default: 'text'}}, 'explain');
	const items = checklists().flatMap(({items}) => items);
	const id = given.ok ? given.words[0] : undefined;
	const item = items.find(one => one.id === id);
	const problem = given.ok ? (wrongFormat(given.values.format) ?? problemWith(given.words, item, items)) : given.problem;
	if (!given.ok || item === undefined || problem !== undefined) {
		tell(`${problem}\n`);
		return exitCodes.usedWrongly;
	}
	write(given.values.format === 'json' ? `${JSON.stringify(item, null, '\t')}\n` : `${textOf(item)}\n`);
	return exitCodes.done;
}

function problemWith(words: readonly string[], item: Item | undefined, items: readonly Item[]): string | undefined {
	const [id, another] = words;
	if (id === undefined) return 'Which check? For example: shipworthy explain ops-no-ci. All of them: shipworthy checks';
	if (another !== undefined) return `One check at a time: shipworthy explain ${id}`;
	if (item !== undefined) return undefined;
	const near = closest(
		id,
		items.map(one => one.id),
	);
	return `There is no check "${id}".${near === undefined ? '' : ` Did you mean ${near}?`} All of them: shipworthy checks`;
}

function textOf(item: Item): string {
	const lines = [
		item.gap,
		`${item.id} · ${item.category} · ${item.part}`,
		`${item.severity}${item.gate === 'none' ? '' : ` · must be closed for ${item.gate}`} · ${effortOf[item.effort]} · ${kindOf[item.kind]}`,
		'',
		...paragraph('Why', item.why),
		'',
		'Fix',
		...item.fix.flatMap((step, index) => wrapped(`${index + 1} ${step}`, 76).map((line, row) => `  ${row === 0 ? '' : '  '}${line}`)),
		'',
		...paragraph('How the fix is proven', item.verify),
		...(item.blind === undefined ? [] : ['', ...paragraph('What the probe cannot see', item.blind)]),
		'',
		...paragraph('When files cannot decide, it asks', item.question.ask),
		...item.question.counts.flatMap(one => wrapped(`would count: ${one}`, 74).map((line, row) => `    ${row === 0 ? '' : '  '}${line}`)),
		...(item.template === undefined ? [] : ['', `shipworthy can write the files: template ${item.template}`]),
		...(item.examples.some(({show}) => show) ? ['', ...examples(item)] : []),
		...(item.references.length === 0 ? [] : ['', `References: ${item.references.join(' · ')}`]),
	];
	return lines.join('\n');
}

const effortOf = {minutes: 'minutes', hours: 'hours', days: 'days'} as const;
const kindOf = {
	code: 'decided from code',
	config: 'decided from configuration',
	file: 'decided from files',
	dependency: 'decided from dependencies',
	command: 'decided by a command',
	question: 'asked',
} as const;

const paragraph = (heading: string, text: string): readonly string[] => [heading, ...wrapped(text, 76).map(line => `  ${line}`)];

function examples(item: Item): readonly string[] {
	return item.examples
		.filter(({show}) => show)
		.flatMap(({expect, files}) => [
			expect === 'pass' ? 'Good' : 'Bad',
			...Object.entries(files).flatMap(([path, text]) => [
				`  ${path}`,
				...text
					.trimEnd()
					.split('\n')
					.slice(0, 12)
					.map(line => `    ${line}`),
			]),
		]);
}

function wrapped(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/u)) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}
