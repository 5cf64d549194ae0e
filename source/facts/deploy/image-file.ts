import type {Place} from '../../safe-text.ts';
import {execForm} from '../commands/image.ts';
import type {ImageStage, Instruction} from './deploy.ts';

const instruction = /^(?<word>[A-Za-z]+)\s+(?<rest>[\s\S]+)$/u;
const flag = /^--(?<name>[a-z-]+)(?:=(?<value>\S+))?\s+/u;
const heredoc = /<<-?["']?(?<end>\w+)["']?/u;
const variable = /\$\{(?<braced>\w+)(?::-(?<otherwise>[^}]*))?\}|\$(?<plain>\w+)/gu;
const mostSteps = 1000;

/** The stages of a Dockerfile with their instructions. */
export function stagesIn(path: string, text: string): readonly ImageStage[] {
	const stages: (ImageStage & {instructions: Instruction[]})[] = [];
	const outside = new Map<string, string>();
	let inside = new Map<string, string>();
	for (const written of instructionsIn(path, text)) {
		const known = stages.length === 0 ? outside : inside;
		const one = {...written, rest: filled(written.rest, known)};
		if (one.word === 'FROM') {
			inside = new Map();
			stages.push({...stageFrom(one, stages), instructions: []});
			continue;
		}
		if (one.word === 'ARG' || one.word === 'ENV')
			for (const {name, value} of assignedIn(one)) known.set(name, value ?? outside.get(name) ?? known.get(name) ?? '');
		stages.at(-1)?.instructions.push(one);
	}
	return stages;
}

function stageFrom({path, line, text, rest}: Instruction, before: readonly ImageStage[]): Omit<ImageStage, 'instructions'> {
	const [base = '', as, name] = rest.split(/\s+/u);
	const from = before.findLastIndex(stage => stage.name === base.toLowerCase());
	return {
		path,
		line,
		text,
		base,
		...(as?.toLowerCase() === 'as' && name !== undefined ? {name: name.toLowerCase()} : {}),
		...(from === -1 ? {} : {from}),
	};
}

/** What an `ARG` or `ENV` sets; `value` is undefined when the builder gives it. */
export function assignedIn({word, rest}: Pick<Instruction, 'word' | 'rest'>): readonly {readonly name: string; readonly value?: string}[] {
	const pairs = [...rest.matchAll(/(?<name>[A-Za-z_]\w*)=(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>\S*))/gu)];
	if (pairs.length > 0)
		return pairs.map(({groups}) => ({
			name: groups?.name ?? '',
			value: groups?.double ?? groups?.single ?? groups?.bare ?? '',
		}));
	const [name = '', ...value] = rest.split(/\s+/u);
	if (name === '') return [];
	return word === 'ENV' ? [{name, value: value.join(' ')}] : [{name}];
}

const filled = (text: string, known: ReadonlyMap<string, string>): string =>
	text.replaceAll(variable, (whole, braced: string | undefined, otherwise: string | undefined, plain: string | undefined) => {
		const value = known.get(braced ?? plain ?? '');
		return value === undefined || value === '' ? (otherwise ?? whole) : value;
	});

function instructionsIn(path: string, text: string): readonly Instruction[] {
	const rows = text.split(/\r?\n/u);
	const found: Instruction[] = [];
	for (let at = 0; at < rows.length && found.length < mostSteps; at++) {
		const first: Place = {path, line: at + 1, text: (rows[at] ?? '').trim().slice(0, 300)};
		let row = (rows[at] ?? '').trim();
		if (row === '' || row.startsWith('#')) continue;
		while (/[\\`]$/u.test(row) && at + 1 < rows.length) {
			const next = (rows[++at] ?? '').trim();
			row = next.startsWith('#') ? row : `${row.slice(0, -1)} ${next}`;
		}
		const end = heredoc.exec(row)?.groups?.end;
		const body: string[] = [];
		if (end !== undefined && /^(?:RUN|COPY|ADD)\b/iu.test(row))
			while (at + 1 < rows.length && (rows[++at] ?? '').trim() !== end) body.push((rows[at] ?? '').trim());
		const match = instruction.exec(row);
		if (match?.groups === undefined) continue;
		const {flags, rest} = flagged((match.groups.rest ?? '').trim());
		const word = (match.groups.word ?? '').toUpperCase();
		const exec = execForm(rest);
		found.push({
			...first,
			word,
			rest: word === 'RUN' && body.length > 0 ? `${rest} ${body.join(' ; ')}` : rest,
			flags,
			...(exec === undefined ? {} : {exec}),
		});
	}
	return found;
}

function flagged(text: string): {readonly flags: Readonly<Record<string, string>>; readonly rest: string} {
	const flags: Record<string, string> = {};
	let rest = text;
	for (let match = flag.exec(rest); match !== null; match = flag.exec(rest)) {
		flags[match.groups?.name ?? ''] = match.groups?.value ?? '';
		rest = rest.slice(match[0].length).trimStart();
	}
	return {flags, rest};
}
