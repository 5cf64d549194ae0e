import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {execa} from 'execa';
import {programOnPath} from './on-path.ts';

/** A generated file, and who of shipworthy looked at it. */
type Generated = {readonly path: string; readonly text: string; readonly by: readonly string[]};
/** What an installed program says of a generated file; without a remark it found nothing. */
export type Said = {readonly path: string; readonly by: string; readonly remark?: string};

type Checker = {
	readonly name: string;
	readonly fits: (file: Generated) => boolean;
	readonly words: (path: string) => readonly string[];
};

const checkers: readonly Checker[] = [
	{
		name: 'actionlint',
		fits: ({path}) => /^\.github\/workflows\/[^/]+\.ya?ml$/u.test(path),
		words: path => ['-no-color', '-oneline', '-shellcheck=', '-pyflakes=', path],
	},
	{name: 'shellcheck', fits: ({path}) => path.endsWith('.sh'), words: path => ['--norc', '--severity=warning', '--format=gcc', path]},
	{name: 'promtool', fits: ({by}) => by.some(one => one.includes('Prometheus rules')), words: path => ['check', 'rules', path]},
	{name: 'amtool', fits: ({by}) => by.some(one => one.includes('Alertmanager')), words: path => ['check-config', path]},
];

/** How long one program may take over one file, in milliseconds. */
const longest = 5000;
const longestRemark = 200;

/**
 * Has the checkers that are installed look at generated files. Each runs in an empty temporary folder that holds the one file, with nothing of the
 * person's environment and outside the repository, whose own settings and programs are never taken; one that does not answer in time says nothing.
 */
export async function askInstalled(root: string, files: readonly Generated[], path: string): Promise<readonly Said[]> {
	const asked = files.flatMap(file =>
		checkers.flatMap(checker => {
			const program = checker.fits(file) ? programOnPath(checker.name, path, root) : undefined;
			return program === undefined ? [] : [{file, checker, program}];
		}),
	);
	const said: Said[] = [];
	for (const {file, checker, program} of asked) {
		const folder = mkdtempSync(join(tmpdir(), 'shipworthy-check-'));
		try {
			mkdirSync(dirname(join(folder, file.path)), {recursive: true});
			writeFileSync(join(folder, file.path), file.text);
			const result = await execa(program, checker.words(file.path), {
				cwd: folder,
				env: {HOME: folder, LANG: 'C.UTF-8', PATH: '/usr/bin:/bin'},
				extendEnv: false,
				stdin: 'ignore',
				all: true,
				reject: false,
				preferLocal: false,
				timeout: longest,
			});
			const by = `the ${checker.name} installed here`;
			if (result.exitCode === 0) said.push({path: file.path, by});
			else if (result.exitCode !== undefined) said.push({path: file.path, by, remark: firstOf(result.all, folder)});
		} finally {
			rmSync(folder, {recursive: true, force: true});
		}
	}
	return said;
}

/** The first line that says what is wrong. */
const firstOf = (output: string, folder: string): string => {
	const lines = output
		.replaceAll(`${folder}/`, '')
		.split('\n')
		.map(line => line.trim())
		.filter(line => line !== '');
	return (lines.find(line => /error|warning|failed|:\d+:/iu.test(line)) ?? lines[0] ?? 'it ended with an error').slice(0, longestRemark);
};
