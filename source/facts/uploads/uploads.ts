import type {Place} from '../../safe-text.ts';
import type {Call, Value} from '../code/code.ts';
import {entryOf, lastOf} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {marksOf} from '../files.ts';
import {serverFiles} from '../sinks/sink.ts';

/** A place that takes files from people, and whether something limits their size and their kind. */
export type Upload = Place & {readonly size: boolean | 'unknown'; readonly kind: boolean | 'unknown'; readonly by: string};

/** Where files of people are taken. */
export const uploadsOf = (facts: Facts): readonly Upload[] =>
	serverFiles(facts).flatMap(({file, scope}) =>
		file.language === 'py' ? inPython(scope, facts) : scope.code.calls.flatMap(call => inJavaScript(call, scope, facts)),
	);

const sized =
	/(?:^|\.)(?:size|length|byteLength|content_length|content_type|file_size|filesize|MAX_\w*(?:SIZE|BYTES|MB)\w*|max_?(?:file_?)?(?:size|bytes)\w*)$/iu;
const typed =
	/(?:^|\.)(?:type|mimetype|mime_type|content_type|mime|contentType|ext|extension|suffix|ALLOWED_\w+|allowed\w*|format|filename)$/iu;

function resolved(value: Value | undefined, scope: FileScope, call: Call, facts: Facts): Value | undefined {
	if (value?.is !== 'name') return value;
	const target = targetOf(facts.program.scopes, value, {path: scope.path, in: call.in});
	return target.is === 'value' ? target.value : value;
}

function inJavaScript(call: Call, scope: FileScope, facts: Facts): readonly Upload[] {
	const from = (): string => {
		const definition = facts.program.scopes.modules.definitionOf(scope.path, call.to, call.in);
		return definition.is === 'package' ? definition.package : '';
	};
	const last = lastOf(call.to);
	const at = {path: scope.path, line: call.line, text: call.text};
	if (call.to === 'multer' || last === 'FileInterceptor' || last === 'FilesInterceptor') {
		if (call.to === 'multer' && from() !== 'multer') return [];
		const options = resolved(last === 'multer' ? call.args[0] : call.args.at(-1), scope, call, facts);
		if (last !== 'multer' && options?.is !== 'object') return [{...at, size: 'unknown', kind: 'unknown', by: last}];
		if (options !== undefined && options.is !== 'object') return [{...at, size: 'unknown', kind: 'unknown', by: 'multer'}];
		const limits = resolved(entryOf(options, 'limits'), scope, call, facts);
		const spread = options?.entries.some(({key}) => key === '...') === true;
		return [
			{
				...at,
				size:
					limits === undefined
						? spread
							? 'unknown'
							: false
						: limits.is === 'object'
							? entryOf(limits, 'fileSize') !== undefined
							: 'unknown',
				kind: entryOf(options, 'fileFilter') !== undefined || (spread ? 'unknown' : laterChecked(scope, typed) ? 'unknown' : false),
				by: 'multer',
			},
		];
	}
	if ((call.to === 'formidable' || last === 'IncomingForm') && from() === 'formidable')
		return [{...at, size: true, kind: laterChecked(scope, typed) || 'unknown', by: 'formidable'}];
	if (call.to === 'fileUpload' && from() === 'express-fileupload') {
		const options = resolved(call.args[0], scope, call, facts);
		const limits = entryOf(options, 'limits');
		return [
			{
				...at,
				size: limits === undefined ? (laterChecked(scope, sized) ? 'unknown' : false) : true,
				kind: 'unknown',
				by: 'express-fileupload',
			},
		];
	}
	if (last === 'get' && isForm(call) && call.args[0]?.is === 'text') return inForm(call, scope, facts);
	return [];
}

const isForm = (call: Call): boolean => /(?:^|\.)(?:formData|form|fd|data|body|formdata)\.get$/u.test(call.to);
const storing =
	/(?:^|\.)(?:upload|put|writeFile|writeFileSync|uploadBytes|createWriteStream|putObject|upload_stream|uploadFile|saveFile)$|^(?:PutObjectCommand|put)$/u;

/** `formData.get('file')` that is stored by the same function: whether its size and kind are looked at in it. */
function inForm(call: Call, scope: FileScope, facts: Facts): readonly Upload[] {
	const own = scope.code.variables.find(one => one.value.is === 'call' && scope.code.calls[one.value.call] === call);
	const [name] = own?.names ?? [];
	if (own === undefined || name === undefined || facts.program.pointsOf(scope.path, call.in).length === 0) return [];
	const calls = scope.bodyOf(call.in).flatMap(at => scope.callsIn(at));
	const isFile =
		calls.some(one => /^(?:\w+)\.(?:arrayBuffer|stream|bytes)$/u.test(one.to) && one.to.startsWith(`${name}.`)) ||
		calls.some(one => storing.test(one.to) && one.args.some(arg => arg.is === 'name' && arg.name === name));
	if (!isFile || !calls.some(one => storing.test(one.to))) return [];
	const looked = lookedAt(scope, call.in);
	const handed = calls.some(
		one => !storing.test(one.to) && one.args.some(arg => arg.is === 'name' && arg.name === name) && one.line > call.line,
	);
	return [
		{
			path: scope.path,
			line: call.line,
			text: call.text,
			size: looked.some(one => one.startsWith(`${name}.size`) || /max|limit/iu.test(one)) || (handed ? 'unknown' : false),
			kind: looked.some(one => one.startsWith(`${name}.type`) || one.startsWith(`${name}.name`)) || (handed ? 'unknown' : false),
			by: 'formData',
		},
	];
}

/** The names in the conditions of a function, and in the tests that it makes. */
const lookedAt = (scope: FileScope, at: number): readonly string[] =>
	scope
		.bodyOf(at)
		.flatMap(here => [
			...scope.exitsIn(here).flatMap(exit => exit.when),
			...scope
				.callsIn(here)
				.flatMap(call => [
					...call.when,
					...(/(?:includes|has|startsWith|test|some|endswith|startswith|allowed_file|match)$/u.test(call.to)
						? [call.to, ...call.args.flatMap(arg => (arg.is === 'name' ? [arg.name] : []))]
						: []),
				]),
		]);

const laterChecked = (scope: FileScope, word: RegExp): boolean =>
	scope.code.exits.some(exit => exit.when.some(one => word.test(one))) ||
	scope.code.calls.some(call => call.args.some(arg => arg.is === 'name' && word.test(arg.name)) || call.when.some(one => word.test(one)));

function inPython(scope: FileScope, facts: Facts): readonly Upload[] {
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
		const parameter = one.parameters.find(({type}) => JSON.stringify(type ?? '').includes('UploadFile'));
		const looked = lookedAt(scope, index);
		const calls = scope.bodyOf(index).flatMap(at => scope.callsIn(at));
		if (parameter !== undefined) {
			const reads = calls.find(
				call =>
					call.to === `${parameter.name}.read` ||
					(lastOf(call.to) === 'copyfileobj' && JSON.stringify(call.args).includes(`${parameter.name}.file`)),
			);
			if (reads === undefined) continue;
			const limited = reads.args.length > 0 && reads.to.endsWith('.read');
			const handed = calls.some(
				call =>
					call.args.some(arg => arg.is === 'name' && (arg.name === parameter.name || arg.name.startsWith(`${parameter.name}.`))) &&
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

/** `file.save(…)` where the file was taken from the request. */
function fromRequest(call: Call, scope: FileScope): boolean {
	const name = call.to.slice(0, -'.save'.length);
	const binding = scope.binding(name, call.in, call.line);
	const value = binding?.is === 'variable' ? binding.variable.value : undefined;
	const said = value?.is === 'name' ? value.name : value?.is === 'call' ? (scope.code.calls[value.call]?.to ?? '') : '';
	return /(?:^|\.)request\.(?:files|FILES)\b/u.test(said);
}

/** Buckets that are made with or without limits of their own. */
export const bucketsOf = (facts: Facts): readonly {readonly place: Place; readonly limited: boolean}[] =>
	marksOf(facts, 'upload.bucket', ['app', 'config', 'script']).map(({path, line, text, value}) => ({
		place: {path, line, text},
		limited: /file_size_limit/iu.test(value ?? '') && /allowed_mime_types/iu.test(value ?? ''),
	}));
