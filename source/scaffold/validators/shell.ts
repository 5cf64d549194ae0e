const shebang = /^#!\/(?:bin\/sh|usr\/bin\/env bash)\n/u;
const quotes = /'[^']*'|"(?:[^"\\]|\\.)*"/gu;
const comment = /(?:^|\s)#.*$/gmu;
const word = (name: string): RegExp => new RegExp(`(?:^|[;&|\\s])${name}(?=$|[;&|\\s)])`, 'gmu');
const count = (text: string, name: string): number => text.match(word(name))?.length ?? 0;
const unquoted = /(?:^|\s)\$\{?[a-z]\w*\}?(?=\s|$)/mu;

/** What is wrong with a generated script, or undefined: it goes on after a failure, a block that does not end, a variable that a blank would tear apart. */
export function shellProblem(text: string): string | undefined {
	if (!shebang.test(text)) return 'its first line does not say which shell reads it';
	if (!/^set -eu/mu.test(text)) return 'it goes on after a failure (set -eu is missing)';
	const code = text.replace(quotes, '""').replace(comment, '');
	if (/['"](?!")/u.test(code.replaceAll('""', ''))) return 'a quotation mark is not closed';
	const [ifs, fis, dos, dones] = [count(code, 'if'), count(code, 'fi'), count(code, 'do'), count(code, 'done')];
	if (ifs !== fis) return 'an if is not closed with fi';
	if (dos !== dones) return 'a do is not closed with done';
	const loose = unquoted.exec(code)?.[0];
	return loose && `${loose.trim()} must stand in quotation marks`;
}
