import {type Call, lastOf, textOf, type Value} from '../../code/code.ts';
import type {RunningFile} from '../running.ts';
import type {WeakPassword} from './weak-password.ts';

const hashColumn = /^(?:hashed_?password|password_?(?:hash|digest)|encrypted_?password)$/iu;
const setting = /^(?:\w*settings|\w*config|os\.environ|process\.env|env)\b/iu;

/** A password of the settings, or one that stands in the code, put as it is where the hash of one belongs. */
export const storedAsHash = ({path, code}: RunningFile): readonly WeakPassword[] =>
	code.calls.flatMap(call =>
		entriesOf(call).flatMap(({key, value}): readonly WeakPassword[] =>
			hashColumn.test(key) && isPlain(value)
				? [{path, line: call.line, text: call.text, how: 'plain', said: 'a password is stored as it is where its hash belongs'}]
				: [],
		),
	);

const entriesOf = ({args, named}: Call): readonly {readonly key: string; readonly value: Value}[] => [
	...named,
	...args.flatMap(arg =>
		arg.is === 'object' ? arg.entries.flatMap(one => [one, ...(one.value.is === 'object' ? one.value.entries : [])]) : [],
	),
];

/** A hash says by its form or its name that it is one. */
const isPlain = (value: Value): boolean => {
	if (value.is === 'name')
		return setting.test(value.name) && /passw(?:or)?d$/iu.test(lastOf(value.name)) && !/hash|digest|crypt/iu.test(value.name);
	const text = textOf(value);
	return (
		text !== undefined &&
		/^[\w!@#.-]{4,24}$/u.test(text) &&
		!/^(?:oauth|google|external|none|null|disabled|unusable|invalid|placeholder|test)/iu.test(text)
	);
};
