import type {ReadCommand} from './command.ts';
import {stageOf} from './stage.ts';

const instruction = /^(?<word>FROM|RUN|CMD|ENTRYPOINT|WORKDIR)\s+(?<rest>[\s\S]*)$/iu;
const flag = /^(?:--[\w-]+(?:=\S+)?\s+)+/u;

/** The commands of a Dockerfile: RUN, CMD and ENTRYPOINT. */
export function imageCommands(text: string, folder: string): readonly ReadCommand[] {
	const rows = text.split(/\r?\n/u);
	const found: (ReadCommand & {readonly from: number})[] = [];
	let from = 0;
	for (let at = 0; at < rows.length; at++) {
		const line = at + 1;
		let row = (rows[at] ?? '').trim();
		if (row === '' || row.startsWith('#')) continue;
		while (/[\\`]$/u.test(row) && at + 1 < rows.length) {
			const next = (rows[++at] ?? '').trim();
			row = next.startsWith('#') ? row : `${row.slice(0, -1)} ${next}`;
		}
		const match = instruction.exec(row);
		const word = match?.groups?.word?.toUpperCase();
		const rest = (match?.groups?.rest ?? '').replace(flag, '').trim();
		if (word === 'FROM') from++;
		if (word !== 'RUN' && word !== 'CMD' && word !== 'ENTRYPOINT') continue;
		const list = execForm(rest);
		const command = list?.join(' ') ?? rest;
		const stage = word === 'RUN' ? stageOf(command) : 'start';
		found.push({command, where: 'image', name: word, stage, line, folder, form: list === undefined ? 'shell' : 'exec', from});
	}
	return found.map(({from: own, ...command}) => ({...command, final: own === from}));
}

/** The words of `["node", "app.js"]`; undefined for anything else. */
export function execForm(text: string): readonly string[] | undefined {
	const list = /^\[(?<inner>[^\]]*)\]\s*$/u.exec(text)?.groups?.inner;
	if (list === undefined) return undefined;
	return [...list.matchAll(/"(?<word>(?:[^"\\]|\\.)*)"/gu)].map(match => match.groups?.word ?? '');
}
