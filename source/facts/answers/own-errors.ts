import {type Call, lastOf, type Value} from '../code/code.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope, Scopes} from '../entry-points/scope.ts';
import {type Replied, replied} from './replied.ts';
import {statusByName, statusIn} from './statuses.ts';
import {nest} from './thrown-replies.ts';

const answered = /^(?:HTTPException|HttpException|HttpError|HTTPError|APIException|TRPCError|HttpsError|GraphQLError)$/u;
const highest = 6;

type Found = {readonly status?: number};

/** What an error of the project's own answers: it is made from one that the framework answers, and its constructor says with which status. */
export function ownErrorReply(call: Call, scope: FileScope, scopes: Scopes): Replied | undefined {
	if (!/^[A-Z]\w*(?:Error|Exception|Failure|Problem)\w*$/u.test(lastOf(call.to))) return undefined;
	const found = foundFrom({is: 'name', name: call.to}, scope.path, call.in, scopes, highest);
	if (found === undefined) return undefined;
	const value = call.args.find(arg => arg.is !== 'literal') ?? call.named.find(({key}) => /^(?:detail|message|msg)$/u.test(key))?.value;
	return replied('thrown', found.status ?? call.args.map(statusIn).find(one => one !== undefined), value);
}

/** The status that the class, or one that it is made from, hands to the framework's. */
function foundFrom(value: Value, path: string, at: number, scopes: Scopes, left: number): Found | undefined {
	if (left === 0 || value.is !== 'name') return undefined;
	const target = targetOf(scopes, value, {path, in: at});
	if (target.is === 'library') return answered.test(lastOf(value.name)) || nest.test(lastOf(value.name)) ? named(value.name) : undefined;
	if (target.is !== 'class') return undefined;
	const scope = scopes.at(target.path);
	const own = scope?.code.classes[target.class];
	if (scope === undefined || own === undefined) return undefined;
	const written = own.methods
		.filter(method => /(?:^|\.)(?:__init__|constructor)$/u.test(scope.code.functions[method]?.name ?? ''))
		.flatMap(method => scope.callsIn(method))
		.filter(({to}) => to === 'super' || /^super\(\)\.__init__$/u.test(to))
		.flatMap(({args, named: given}) => [...args, ...given.filter(({key}) => key === 'status_code').map(entry => entry.value)])
		.map(statusIn)
		.find(one => one !== undefined);
	for (const base of own.bases) {
		const found = foundFrom(base, target.path, own.in, scopes, left - 1);
		if (found !== undefined) return written === undefined ? found : {status: written};
	}
	return undefined;
}

function named(name: string): Found {
	const status = statusByName.get(nest.exec(lastOf(name))?.groups?.name ?? '');
	return status === undefined ? {} : {status};
}
