import type {Place} from '../../safe-text.ts';
import {writtenIn} from '../addresses/values.ts';
import {firstOf, lastOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';
import {isGated, isTyped} from './expected.ts';

const error = /^(?:e|err|error|exception|exc|ex|cause)$/u;
const telling = /^(?:message|error|errors|detail|details|msg|reason|stack|trace)$/u;
const loggers: ReadonlySet<string> = new Set('console logger log logging logs captureException captureMessage'.split(' '));

/** Where code that is there to turn errors into answers writes an error's own message or stack into what it makes. `gated`: not everywhere. */
export const errorMakersOf = (facts: Facts): readonly (Place & {readonly gated: boolean})[] =>
	facts.files
		.flatMap(file => {
			const {code, path} = file;
			if (code === undefined || file.role !== 'app' || file.side === 'client' || isReached(file, facts.reached) === false) return [];
			if (!mayName(code, ['.message', '.stack'])) return [];
			const isAboutErrors = (at: number): boolean =>
				wordsOf(`${path} ${code.functions[at]?.name ?? ''}`).some(word => /^(?:errors?|exceptions?)$/u.test(word));
			return writtenIn(code).flatMap(({value, under, givenTo, when, line, text, in: at}) => {
				if (value.is !== 'name' || !/\.(?:message|stack)$/u.test(value.name) || !error.test(firstOf(value.name))) return [];
				const call = givenTo === undefined ? undefined : code.calls[givenTo.call];
				if (!telling.test(under.at(-1) ?? '') || !isAboutErrors(at) || isTyped(when)) return [];
				if (
					call !== undefined &&
					(loggers.has(firstOf(call.to)) || wordsOf(call.to).some(word => loggers.has(word)) || loggers.has(lastOf(call.to)))
				)
					return [];
				return [{path, line, text: text === '' ? value.name : text, gated: isGated(when), inObject: under.length > 1}];
			});
		})
		.toSorted((one, other) => Number(other.inObject) - Number(one.inObject));
