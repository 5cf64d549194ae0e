const errorLine = /^(?:Uncaught )?(?:[A-Z]\w*)?(?:Error|Exception)\b.{0,300}$/mu;
const place = /(?:file:\/\/)?(?<path>\/[^\s:()]+|[A-Z]:[^\s:()]+):(?<line>\d+)/gu;

/** What a program said last before it ended: its error, and the line of the folder that it names; empty when it said nothing. */
export function lastWords(said: string, root: string): string {
	const error = errorLine.exec(said)?.[0] ?? said.trim().split('\n').at(-1) ?? '';
	if (error === '') return '';
	const inside = [...said.matchAll(place)].find(({groups}) => groups?.path?.startsWith(`${root}/`) === true)?.groups;
	const where = inside === undefined ? '' : `, at ${inside.path?.slice(root.length + 1)}:${inside.line}`;
	return ` (${error.trim().slice(0, 300)}${where})`;
}
