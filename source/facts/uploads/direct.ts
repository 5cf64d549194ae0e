import type {Place} from '../../safe-text.ts';
import {type Call, firstOf, textOf} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {marksOf} from '../files.ts';
import {isReached} from '../reached.ts';

/** A file that a page puts into a bucket by itself: no server of one's own stands between. */
export type DirectUpload = Place & {
	/** Whose bucket it is. */
	readonly by: 'supabase' | 'firebase';
	/** The bucket's name, when it is written down. */
	readonly bucket: string | undefined;
	/** Something in the page asks how large or of what kind the file is. */
	readonly checked: boolean;
};

const uploading = /\.?storage\.from\(\)\.upload$/u;
const toFirebase = /(?:^|\.)(?:uploadBytes|uploadBytesResumable)$/u;
const looked = /\.(?:size|type|name)$|(?:^|[._])(?:max|allowed|accepted|limit|valid)\w*/iu;
const limit = /^(?:MAX|ALLOWED|ACCEPTED)_|^(?:max|allowed|accepted)[A-Z]/u;
const opening = /\.(?:size|type)\b/u;

/** Where pages put people's files into a bucket of the hosted backend. */
export function directUploadsOf(facts: Facts): readonly DirectUpload[] {
	return facts.files.flatMap(file => {
		if (file.role !== 'app' || file.side === 'server' || file.language === 'py' || isReached(file, facts.reached) === false) return [];
		const scope = facts.program.scopes.at(file.path);
		if (scope === undefined) return [];
		return scope.code.calls.flatMap((call): readonly DirectUpload[] => {
			const place = {path: file.path, line: call.line, text: call.text};
			if (toFirebase.test(call.to))
				return [{...place, by: 'firebase', bucket: undefined, checked: isChecked(call, scope) || isCheckedBefore(file.path, facts)}];
			if (!uploading.test(call.to) || call.on === undefined) return [];
			const bucket = bucketOf(scope.code.calls[call.on], scope, facts);
			return [{...place, by: 'supabase', bucket, checked: isChecked(call, scope) || isCheckedBefore(file.path, facts)}];
		});
	});
}

function bucketOf(from: Call | undefined, scope: FileScope, facts: Facts): string | undefined {
	const [value] = from?.args ?? [];
	if (from === undefined || value === undefined) return undefined;
	const target = value.is === 'name' ? targetOf(facts.program.scopes, value, {path: scope.path, in: from.in}) : undefined;
	return textOf(target?.is === 'value' ? target.value : value);
}

/** Something beside the upload asks for the file's size or kind, or is asked whether the file will do; that a file was chosen at all says nothing. */
function isChecked(upload: Call, scope: FileScope): boolean {
	const around = new Set(upload.when);
	const asks = (when: readonly string[]): boolean => when.some(name => looked.test(name) && !around.has(name));
	return (
		scope.code.exits.some(({when}) => asks(when)) ||
		scope.code.calls.some(
			call =>
				asks(call.when) ||
				/(?:^|[._])(?:validate|check|compress|resize)\w*/iu.test(call.to) ||
				(/\.(?:includes|startsWith|test|has|some)$/u.test(call.to) && call.args.some(arg => arg.is === 'name' && opening.test(arg.name))),
		) ||
		scope.code.variables.some(({names}) => names.some(name => limit.test(name))) ||
		/(?:^|[._])(?:validate|check|compress|resize)/iu.test(firstOf(upload.to))
	);
}

/** Whoever hands the file over asks for its size or kind. */
const isCheckedBefore = (path: string, {program: {scopes}}: Facts): boolean =>
	scopes.modules.importersOf(path).some(one => {
		const code = scopes.at(one)?.code;
		const asks = ({when}: {readonly when: readonly string[]}): boolean => when.some(name => /\.(?:size|type)$/u.test(name));
		return (
			code !== undefined &&
			(code.exits.some(asks) || code.calls.some(asks) || code.variables.some(({names}) => names.some(name => limit.test(name))))
		);
	});

/** The rules of the project that let pages put files into Firebase's bucket, and what of a file they ask for. */
export function storageRulesOf(facts: Facts): {readonly rules: readonly Place[]; readonly asked: ReadonlySet<string>} {
	const rules = facts.firebaseRules.filter(
		({product, operations, admits}) =>
			product === 'storage' && admits !== 'nobody' && operations.some(one => one === 'write' || one === 'create'),
	);
	const files = new Set(rules.map(({path}) => path));
	const asked = marksOf(facts, 'upload.rules-limit', ['app', 'config', 'script']).filter(({path}) => files.has(path));
	return {rules: rules.map(({path, line, text}) => ({path, line, text})), asked: new Set(asked.map(({value}) => value ?? ''))};
}
