import {parseEnv} from 'node:util';

const assignment = /^(?<name>[A-Za-z_]\w*)=/u;

/** What is wrong with a file of settings: a line that is none, a name twice, or one that Node's own parser does not see. */
export function environmentProblem(text: string): string | undefined {
	const lines = text.split('\n').filter(line => line.trim() !== '' && !line.startsWith('#'));
	const stray = lines.find(line => !assignment.test(line));
	if (stray !== undefined) return `"${stray}" is neither a comment nor a setting`;
	const names = lines.flatMap(line => assignment.exec(line)?.groups?.name ?? []);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) return `${twice} stands in it twice`;
	const seen = parseEnv(text);
	const lost = names.find(name => !Object.hasOwn(seen, name));
	return lost === undefined ? undefined : `${lost} is not read from it`;
}
