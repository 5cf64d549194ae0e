import type {Call} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';
import {isEndedAround} from './around.ts';
import {namedArgumentsSay, optionsSay} from './deadline.ts';

/** Methods of model clients that wait for an answer, by the ends of their names. */
const asking =
	/(?:\b(?:completions|messages|responses|images|embeddings|transcriptions|speech)\.(?:create|parse|stream|generate|edit)|\b(?:generateContent|generateContentStream|sendMessage|sendMessageStream|generate_content|generate_content_async|send_message))$/u;
const endings = [
	'.create',
	'.parse',
	'.stream',
	'.generate',
	'.edit',
	'generateContent',
	'generateContentStream',
	'sendMessage',
	'sendMessageStream',
	'generate_content',
	'generate_content_async',
	'send_message',
];

/** One call that waits for a model's answer, through a client of its vendor. */
export type Asking = {readonly call: Call; readonly scope: FileScope; readonly isEnded: boolean};

const known = new WeakMap<Facts['program'], readonly Asking[]>();

/** Whether a callee is the method of a model client that waits for an answer. */
export const asksAModel = (to: string): boolean => asking.test(to.replaceAll('()', ''));

/** The calls that wait for a model's answer, and whether each gives up by itself; found once. */
export function askingIn(facts: Facts): readonly Asking[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const {scopes} = facts.program;
	const made = facts.files.flatMap((file): readonly Asking[] => {
		const {code, path} = file;
		if (
			file.role !== 'app' ||
			file.side === 'client' ||
			code === undefined ||
			!mayName(code, endings) ||
			isReached(file, facts.reached) !== true
		)
			return [];
		const scope = scopes.at(path);
		if (scope === undefined) return [];
		return code.calls
			.filter(({to}) => asksAModel(to))
			.map(call => {
				const spot = {path, in: call.in};
				const said = file.language === 'py' ? namedArgumentsSay(call, spot, scopes) : optionsSay(call.args[1], spot, call.line, scopes);
				return {call, scope, isEnded: said === 'set' || isEndedAround(call, scope)};
			});
	});
	known.set(facts.program, made);
	return made;
}

/** Whether every call to a model gives up by itself, whatever its client was told. */
export function everyAskingEnds(facts: Facts): boolean {
	const all = askingIn(facts);
	return all.length > 0 && all.every(({isEnded}) => isEnded);
}
