import {type Call, lastOf, type Value} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {lookedAt, sized, typed} from './looked.ts';
import type {Upload} from './upload.ts';

/** What FastAPI, Flask and Django take. */
export function inPython(scope: FileScope, facts: Facts): readonly Upload[] {
	const found: Upload[] = [];
	const djangoLimit = facts.files.some(
		({path}) =>
			/settings/u.test(path) &&
			(facts.program.scopes.at(path)?.code.variables ?? []).some(one =>
				one.names.some(name => /^(?:DATA_UPLOAD_MAX_MEMORY_SIZE|FILE_UPLOAD_MAX_SIZE|MAX_UPLOAD_SIZE)$/u.test(name)),
			),
	);
	const flaskLimit =
		facts.files.some(
			({path, language}) =>
				language === 'py' &&
				(facts.program.scopes.at(path)?.code ?? {assignments: [], variables: [], classes: []}).assignments.some(
					one => /MAX_CONTENT_LENGTH/u.test(one.to) || one.text.includes('MAX_CONTENT_LENGTH'),
				),
		) ||
		facts.files.some(
			({path, language}) =>
				language === 'py' &&
				(facts.program.scopes.at(path)?.code.classes ?? []).some(one => one.fields.some(({name}) => name === 'MAX_CONTENT_LENGTH')),
		);
	for (const [index, one] of scope.code.functions.entries()) {
		if (facts.program.pointsOf(scope.path, index).length === 0) continue;
		const parameter = one.parameters.find(({type}) => names(type, name => lastOf(name) === 'UploadFile'));
		const looked = lookedAt(scope, index);
		const calls = scope.bodyOf(index).flatMap(at => scope.callsIn(at));
		if (parameter !== undefined) {
			// Each one of a list stands for the list.
			const called = new Set([parameter.name, ...eachOf(parameter.name, index, scope)]);
			const reads = calls.find(
				call =>
					(call.to.endsWith('.read') && called.has(call.to.slice(0, -'.read'.length))) ||
					(lastOf(call.to) === 'copyfileobj' && call.args.some(arg => names(arg, name => called.has(name.replace(/\.file$/u, ''))))),
			);
			if (reads === undefined) {
				found.push({path: scope.path, line: one.line, text: one.text, size: 'unknown', kind: 'unknown', by: 'UploadFile'});
				continue;
			}
			const limited = reads.args.length > 0 && reads.to.endsWith('.read');
			const handed = calls.some(
				call =>
					call.args.some(arg => arg.is === 'name' && called.has(arg.name.split('.', 1)[0] ?? '')) &&
					call.to !== reads.to &&
					lastOf(call.to) !== 'len' &&
					lastOf(call.to) !== 'open' &&
					lastOf(call.to) !== 'join',
			);
			const size = limited || looked.some(name => sized.test(name) || /len\(\)/u.test(name)) || (handed ? 'unknown' : false);
			found.push({
				path: scope.path,
				line: reads.line,
				text: reads.text,
				size,
				kind: looked.some(name => typed.test(name)) || (handed ? 'unknown' : false),
				by: 'UploadFile',
			});
			continue;
		}
		const save = calls.find(call => /\.save$/u.test(call.to) && fromRequest(call, scope));
		if (save === undefined) continue;
		found.push({
			path: scope.path,
			line: save.line,
			text: save.text,
			size: flaskLimit || djangoLimit || looked.some(name => sized.test(name)),
			kind: looked.some(name => typed.test(name)) || looked.some(name => /allowed/iu.test(name)),
			by: 'request.files',
		});
	}
	return found;
}

/** What stands for one of them: `for image in images`. */
const eachOf = (name: string, at: number, scope: FileScope): readonly string[] =>
	scope.code.variables
		.filter(({in: here, value}) => scope.bodyOf(at).includes(here) && names(value, said => said === name))
		.flatMap(one => one.names);

/** `file.save(…)` where the file was taken from the request. */
function fromRequest(call: Call, scope: FileScope): boolean {
	const name = call.to.slice(0, -'.save'.length);
	const binding = scope.binding(name, call.in, call.line);
	const value = binding?.is === 'variable' ? binding.variable.value : undefined;
	const said = value?.is === 'name' ? value.name : value?.is === 'call' ? (scope.code.calls[value.call]?.to ?? '') : '';
	return /(?:^|\.)request\.(?:files|FILES)\b/u.test(said);
}

/** A type or an argument speaks of a name: `Annotated[UploadFile, File()]`, `list[UploadFile]`. */
function names(value: Value | undefined, is: (name: string) => boolean, left = 5): boolean {
	if (value === undefined || left === 0) return false;
	const within = (all: readonly Value[]): boolean => all.some(one => names(one, is, left - 1));
	switch (value.is) {
		case 'name':
			return is(value.name);
		case 'generic':
			return is(value.name) || within(value.of);
		case 'either':
			return within(value.of);
		case 'other':
			return within(value.of ?? []);
		case 'list':
			return within(value.items);
		case 'spread':
			return names(value.of, is, left - 1);
		case 'object':
			return within(value.entries.map(entry => entry.value));
		case 'template':
			return within(value.holes);
		case 'text':
		case 'literal':
		case 'call':
		case 'function':
		case 'class':
			return false;
	}
}
