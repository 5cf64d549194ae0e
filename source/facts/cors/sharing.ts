import type {Facts} from '../facts.ts';
import {serverFiles} from '../sinks/sink.ts';
import {written} from './headers.ts';
import {inJavaScript} from './options.ts';
import {inDjango, inPython} from './python.ts';
import type {Sharing} from './share.ts';

/** Where a server says which other sites may read its answers. */
export const sharingOf = (facts: Facts): readonly Sharing[] =>
	serverFiles(facts).flatMap(({file, scope}) => [
		...scope.code.calls.flatMap(call => (file.language === 'py' ? inPython(call, scope, facts) : inJavaScript(call, scope, facts))),
		...(file.language === 'py' ? inDjango(scope) : written(scope, facts)),
	]);
