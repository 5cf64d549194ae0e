import type {Place} from '../../safe-text.ts';
import type {Block} from './deploy.ts';

const opening = /^(?<kind>[a-z_]\w*)(?<labels>(?:\s+"[^"\n]*")*)\s*\{\s*(?<rest>[^\n]*)$/u;
const argument = /^(?<name>[a-z_][\w-]*)\s*=\s*(?<value>[^\n]+)$/iu;
const mostBlocks = 2000;

/** The blocks of a Terraform file with their arguments. It is read line by line, as the formatter writes it. */
export function blocksIn(text: string, at: (line: number) => Place): readonly Block[] {
	const found: (Omit<Block, 'values'> & {values: (Place & {name: string; value: string})[]})[] = [];
	const open: string[] = [];
	let end: string | undefined;
	for (const [index, raw] of text.split(/\r?\n/u).entries()) {
		const row = raw.trim();
		if (end !== undefined) {
			if (row === end) end = undefined;
			continue;
		}
		if (row === '' || row.startsWith('#') || row.startsWith('//')) continue;
		end = /<<-?(?<end>\w+)$/u.exec(row)?.groups?.end;
		const block = opening.exec(row);
		if (block?.groups !== undefined && !row.includes('=', row.indexOf('{')) && !block.groups.rest?.includes('}')) {
			const {kind = '', labels = ''} = block.groups;
			if (open.length === 0) {
				if (found.length >= mostBlocks) break;
				found.push({
					...at(index + 1),
					kind,
					labels: [...labels.matchAll(/"(?<label>[^"]*)"/gu)].map(match => match.groups?.label ?? ''),
					values: [],
				});
			}
			open.push(kind);
			continue;
		}
		const given = argument.exec(row);
		if (given?.groups !== undefined && open.length > 0) {
			const name = [...open.slice(1).filter(part => part !== ''), given.groups.name ?? ''].join('.');
			const value = (given.groups.value ?? '').replace(/\s+(?:#|\/\/).*$/u, '').replaceAll(/^"|"$/gu, '');
			found.at(-1)?.values.push({...at(index + 1), name, value});
		}
		for (const character of row.replaceAll(/"[^"]*"/gu, '')) {
			if (character === '{') open.push('');
			if (character === '}') open.pop();
		}
	}
	return found;
}
