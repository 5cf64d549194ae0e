import type {Place} from '../../../safe-text.ts';
import {type Code, lastOf, textOf} from '../../code/code.ts';
import {oncePer} from '../../code/once-per.ts';
import type {Facts} from '../../facts.ts';
import {runningFiles} from '../running.ts';
import {eachValue} from '../values.ts';
import {reader, settingName, settingOf} from './setting-read.ts';
import {opensOf} from './what-it-opens.ts';

/** Where a secret is read from the environment, or a schema of it names one. */
export const secretsReadIn = (facts: Facts): readonly Place[] =>
	runningFiles(facts)
		.filter(({file}) => file.side !== 'client')
		.flatMap(({path, code}) => readIn(code).map(one => ({...one, path})));

const readIn = oncePer((code: Code): readonly Omit<Place, 'path'>[] => {
	const found: Omit<Place, 'path'>[] = [];
	eachValue(code, (value, {line, text, name}) => {
		const read = settingOf(value, code) ?? (value.is === 'call' && settingName.test(lastOf(name)) ? lastOf(name) : undefined);
		if (read !== undefined && opensOf(read) !== undefined) found.push({line, text: text || read});
	});
	for (const {args, line, text, to} of code.calls) {
		const name = textOf(args[0]);
		if (name !== undefined && settingName.test(name) && opensOf(name) !== undefined && (reader.test(to) || lastOf(to) === 'defineSecret'))
			found.push({line, text});
	}
	for (const one of code.classes)
		if (one.bases.some(base => base.is === 'name' && lastOf(base.name).endsWith('Settings')))
			for (const {name, line, text} of one.fields) if (opensOf(name.toUpperCase()) !== undefined) found.push({line, text});
	return found;
});
