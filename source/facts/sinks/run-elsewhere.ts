import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import {serverFiles} from './sink.ts';

const browsers =
	/^(?:puppeteer|puppeteer-core|playwright|playwright-core|@playwright\/test|pyppeteer|chrome-aws-lambda|@sparticuz\/chromium)(?:\/|\.|$)/u;
const machines = /^(?:e2b|@e2b\/[\w-]+|@vercel\/sandbox|@daytonaio\/sdk|e2b_code_interpreter|modal)(?:\/|\.|$)/u;
const drawing = /(?:^|\.)(?:setContent|set_content)$/u;
const running = /(?:^|\.)(?:commands\.run|process\.(?:exec|executeCommand|codeRun)|runCode|run_code|runCommand|run_command)$/u;

/** Text that is put together here and given to a browser that the server drives, or to a machine elsewhere that runs it as a command. */
export function runElsewhere(facts: Facts): readonly Place[] {
	const files = serverFiles(facts);
	const imports = files.flatMap(({scope}) => scope.code.imports.map(({from}) => from));
	const kinds = [
		...(imports.some(from => browsers.test(from)) ? [drawing] : []),
		...(imports.some(from => machines.test(from)) ? [running] : []),
	];
	if (kinds.length === 0) return [];
	return files.flatMap(({scope}) =>
		scope.code.calls
			.filter(({to, args}) => kinds.some(kind => kind.test(to)) && args[0] !== undefined && args[0].is !== 'text')
			.map(({line, text}) => ({path: scope.path, line, text})),
	);
}
