import type {Place} from '../../safe-text.ts';
import {type Call, firstOf, textOf} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

/** A file that a page puts into a bucket by itself: no server of one's own stands between. */
export type DirectUpload = Place & {
	/** The bucket's name, when it is written down. */
	readonly bucket: string | undefined;
	/** Something in the page asks how large or of what kind the file is. */
	readonly checked: boolean;
};

const uploading = /\.?storage\.from\(\)\.upload$/u;
const looked = /\.(?:size|type|name)$|(?:^|[._])(?:max|allowed|accepted|limit|valid)\w*/iu;
const opening = /\.(?:size|type)\b/u;

/** Where pages put people's files into a bucket of the hosted backend. */
export function directUploadsOf(facts: Facts): readonly DirectUpload[] {
	return facts.files.flatMap(file => {
		if (file.role !== 'app' || file.side === 'server' || file.language === 'py' || isReached(file, facts.reached) === false) return [];
		const scope = facts.program.scopes.at(file.path);
		if (scope === undefined) return [];
		return scope.code.calls.flatMap((call): readonly DirectUpload[] => {
			if (!uploading.test(call.to) || call.on === undefined) return [];
			const bucket = bucketOf(scope.code.calls[call.on], scope, facts);
			return [{path: file.path, line: call.line, text: call.text, bucket, checked: isChecked(call, scope)}];
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
		scope.code.variables.some(({names}) => names.some(name => /^(?:MAX|ALLOWED|ACCEPTED)_|^(?:max|allowed|accepted)[A-Z]/u.test(name))) ||
		/(?:^|[._])(?:validate|check|compress|resize)/iu.test(firstOf(upload.to))
	);
}
