import type {Facts} from '../facts.ts';
import {serverFiles} from '../sinks/sink.ts';
import {inJavaScript} from './javascript.ts';
import {inPython} from './python.ts';
import type {Upload} from './upload.ts';

/** Where files of people are taken. */
export const uploadsOf = (facts: Facts): readonly Upload[] =>
	serverFiles(facts).flatMap(({file, scope}) =>
		file.language === 'py' ? inPython(scope, facts) : scope.code.calls.flatMap(call => inJavaScript(call, scope, facts)),
	);
