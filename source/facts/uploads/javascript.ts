import {type Call, entryOf, lastOf, type Value} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {bySchema} from './by-schema.ts';
import {laterChecked, lookedAt, sized, typed} from './looked.ts';
import type {Upload} from './upload.ts';

function resolved(value: Value | undefined, scope: FileScope, call: Call, facts: Facts): Value | undefined {
	if (value?.is !== 'name') return value;
	const target = targetOf(facts.program.scopes, value, {path: scope.path, in: call.in});
	return target.is === 'value' ? target.value : value;
}

/** What libraries and forms of JavaScript take. */
export function inJavaScript(call: Call, scope: FileScope, facts: Facts): readonly Upload[] {
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
		// What a module registers for all of its uploads holds where the interceptor says nothing of its own.
		const registered = last === 'multer' ? undefined : registeredIn(facts);
		if (options !== undefined && options.is !== 'object') return [{...at, size: 'unknown', kind: 'unknown', by: 'multer'}];
		const limits = resolved(entryOf(options, 'limits'), scope, call, facts);
		const spread = options?.entries.some(({key}) => key === '...') === true;
		return [
			{
				...at,
				size:
					limits === undefined
						? spread || registered !== undefined
							? 'unknown'
							: false
						: limits.is === 'object'
							? entryOf(limits, 'fileSize') !== undefined
							: 'unknown',
				kind:
					entryOf(options, 'fileFilter') !== undefined ||
					(spread || registered !== undefined ? 'unknown' : laterChecked(scope, typed) ? 'unknown' : false),
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

const registering = /^MulterModule\.register(?:Async)?$/u;
/** Where Nest is told what holds for all uploads of a module. */
const registeredIn = ({files, program}: Facts): Call | undefined =>
	files.flatMap(({path, role}) => (role === 'app' ? (program.scopes.at(path)?.code.calls ?? []) : [])).find(({to}) => registering.test(to));

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
	const isGiven = (arg: Value): boolean =>
		(arg.is === 'name' && arg.name === name) || (arg.is === 'object' && arg.entries.some(({value}) => isGiven(value)));
	const later = calls.filter(one => !storing.test(one.to) && one.args.some(isGiven) && one.line > call.line);
	const schemas = later.flatMap(one => bySchema(one, scope, facts) ?? []);
	const handed = later.length > 0 && schemas.length < later.length;
	return [
		{
			path: scope.path,
			line: call.line,
			text: call.text,
			size:
				looked.some(one => one.startsWith(`${name}.size`) || /max|limit/iu.test(one)) ||
				schemas.some(one => one.size) ||
				(handed ? 'unknown' : false),
			kind:
				looked.some(one => one.startsWith(`${name}.type`) || one.startsWith(`${name}.name`)) ||
				schemas.some(one => one.kind) ||
				(handed ? 'unknown' : false),
			by: 'formData',
		},
	];
}
