import type {Place} from '../../safe-text.ts';
import type {Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';

const running = /(?:^|\.)(?:runPythonAsync|runPython)$|^(?:window\.)?eval$|^(?:AsyncFunction|Function)$/u;
const machines = /^(?:@webcontainer\/api|@codesandbox\/sandpack-(?:react|client)|react-live|react-runner|quickjs-emscripten)(?:\/|$)/u;

const isWritten = (value: Value | undefined): boolean =>
	value === undefined || value.is === 'text' || value.is === 'literal' || (value.is === 'template' && value.holes.length === 0);

/** Where pages of the product run text as code in the browser. */
export const pageRunnersOf = (facts: Facts): readonly Place[] =>
	facts.files.flatMap((file): readonly Place[] => {
		const {code, path} = file;
		if (file.role !== 'app' || file.side === 'server' || file.language === 'py' || code === undefined) return [];
		if (isReached(file, facts.reached) !== true) return [];
		const calls = (mayName(code, ['runPythonAsync', 'runPython', 'eval', 'Function']) ? code.calls : []).filter(
			({to, args}) => running.test(to) && !isWritten(args.at(-1)),
		);
		const loaded = code.imports.filter(({from, typeOnly}) => !typeOnly && machines.test(from));
		return [
			...calls.map(({line, text}) => ({path, line, text})),
			...loaded.map(({line, from}) => ({path, line, text: `import '${from}'`})),
		];
	});
