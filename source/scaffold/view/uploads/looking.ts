import {type Call, type Code, firstOf, lastOf} from '../../../facts/code/code.ts';
import type {Swap, WantedImport} from '../../wiring/edit.ts';

/** A look at a file where it is taken, the names that it needs from the new file, and those from packages. */
export type Looking = {readonly swap: Swap; readonly names: readonly string[]; readonly imports: readonly WantedImport[]};

const tooLarge = 'The file is too large: 5 MB at most.';
const notTaken = 'Files of this kind are not taken.';
const statement = /^(?<indent>\s*)(?<all>\S.*)$/u;
const taken = /^(?<indent>\s*)(?<all>(?:const|let)\s+(?<name>\w+)\s*=\s*[^=].*\.get\(.*\).*;?)$/u;
const plainName = /^\w+$/u;

const lined = (indent: string, lines: readonly string[]): string => lines.map(line => `${indent}${line}`).join('\n');

/** Lines above the statement of a call, or above the outermost `with` that it stands in: what is refused opens nothing. */
function above(call: Call, code: Code, lines: readonly string[]): Swap {
	const around = (call.inside ?? []).flatMap(at => code.calls[at]?.line ?? []);
	return {
		line: Math.min(call.line, ...around),
		pattern: statement,
		to: ({indent = '', all = ''}) => `${lined(indent, lines)}\n${indent}${all}`,
	};
}

/** In a route handler of Next.js, below the line that takes the file from the form. */
const inNext = ({line}: Call): Looking => ({
	names: ['isAllowedFile', 'largestUpload'],
	imports: [],
	swap: {
		line,
		pattern: taken,
		to: ({indent = '', all = '', name = ''}) =>
			`${indent}${all}\n${lined(indent, [
				`if (!(${name} instanceof File) || ${name}.size > largestUpload) return Response.json({error: '${tooLarge}'}, {status: 413});`,
				`if (${name}.type === '' || !(await isAllowedFile(${name}))) return Response.json({error: '${notTaken}'}, {status: 415});`,
			])}`,
	},
});

/** In FastAPI, above what reads all of the file, or copies it. */
function inFastApi(call: Call, code: Code): Looking | undefined {
	const [given] = call.args;
	const copied = lastOf(call.to) === 'copyfileobj' && given?.is === 'name' ? given.name : undefined;
	const name = copied === undefined ? call.to.replace(/\.read$/u, '') : firstOf(copied);
	if (!plainName.test(name)) return undefined;
	return {
		names: ['MAX_UPLOAD_SIZE', 'allowed_file', 'size_of'],
		imports: [{name: 'HTTPException', from: {package: 'fastapi'}}],
		swap: above(call, code, [
			`if size_of(${name}.file) > MAX_UPLOAD_SIZE:`,
			`    raise HTTPException(status_code=413, detail="${tooLarge}")`,
			`if not allowed_file(${name}.file):`,
			`    raise HTTPException(status_code=415, detail="${notTaken}")`,
		]),
	};
}

/** In Flask, above what saves the file: its size is limited for all requests. */
function inFlask(call: Call, code: Code): Looking | undefined {
	const name = call.to.replace(/\.save$/u, '');
	return plainName.test(name)
		? {
				names: ['allowed_file'],
				imports: [],
				swap: above(call, code, [`if not allowed_file(${name}.stream):`, `    return {"error": "${notTaken}"}, 415`]),
			}
		: undefined;
}

/** What looks at the file that a call takes; undefined where that is left to a person. */
export function lookingAt(framework: string, call: Call, code: Code): Looking | undefined {
	const last = lastOf(call.to);
	if (framework === 'next.app') return last === 'get' && call.end === call.line ? inNext(call) : undefined;
	if (framework === 'fastapi') return last === 'read' || last === 'copyfileobj' ? inFastApi(call, code) : undefined;
	return framework === 'flask' && last === 'save' ? inFlask(call, code) : undefined;
}
