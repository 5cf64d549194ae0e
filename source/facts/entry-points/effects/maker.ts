import type {Call} from '../../code/code.ts';
import {bySuffix} from '../effect-words.ts';
import {targetOf} from '../resolve.ts';
import type {FileScope, Scopes} from '../scope.ts';
import type {Told} from './told.ts';

const asking: ReadonlySet<string> = new Set('invoke ainvoke stream astream batch abatch'.split(' '));

/** What is done with something that was made before: a message is sent, a chain of calls to a model is run. */
export function made(call: Call, last: string, parts: readonly string[], scope: FileScope, scopes: Scopes): Told | undefined {
	const isAsking = asking.has(last);
	if (parts.length !== 2 || (last !== 'send' && !isAsking)) return undefined;
	const target = targetOf(scopes, {is: 'name', name: parts[0] ?? ''}, {path: scope.path, in: call.in});
	const maker =
		target.is === 'value' && target.value.is === 'call' ? scopes.at(target.spot.path)?.code.calls[target.value.call] : undefined;
	if (maker === undefined || target.is !== 'value') return undefined;
	if (!isAsking) {
		const said = maker.to.split('.').concat(last);
		const told = bySuffix.get(said.slice(-2).join('.')) ?? bySuffix.get(said.slice(-3).join('.'));
		return told?.does === 'mails' ? told : undefined;
	}
	const from = scopes.modules.definitionOf(target.spot.path, maker.to, target.spot.in);
	return from.is === 'package' && /^@?langchain/u.test(from.package) ? {does: 'asks a model', what: 'langchain'} : undefined;
}
