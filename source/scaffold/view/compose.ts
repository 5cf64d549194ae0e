import {simplesIn} from '../../facts/commands/simple.ts';
import type {PlainFacts} from '../../facts/facts.ts';

const puts = /deploy|release|prod|publish|server/iu;
const triesOut = /test|e2e|dev|stag|preview|playwright|example/iu;
const plainFile = /^\w[\w./-]*\.ya?ml$/u;
const plainCommand = /^[\w ./:=@-]+$/u;
const besides = /(?:^|\/)(?:docker-)?compose[.-](?:prod|production|deploy|live|server)[\w.-]*ya?ml$/u;
const blank = /[\s=]+/u;

/** How the compose file of production is started, as far as the project's own commands say. */
export type Compose = {
	/** What stands behind `-f`, in order; empty: the files that Docker takes by itself. */
	readonly files: readonly string[];
	/** The commands of whatever puts it live, in order; empty when there is none. */
	readonly steps: readonly string[];
	/** Files for production that nothing in the repository starts: a person must know. */
	readonly unused: readonly string[];
};

type Started = {readonly files: readonly string[]; readonly verb: string};

/** The files and the verb of one call of compose; undefined for anything else, and for flags that are not understood. */
function startedBy(command: string): Started | undefined {
	const words = command.trim().split(blank);
	const first = words[0] === 'docker-compose' ? 1 : words[0] === 'docker' && words[1] === 'compose' ? 2 : 0;
	if (first === 0) return undefined;
	const files: string[] = [];
	let at = first;
	for (; words[at] === '-f' || words[at] === '--file'; at += 2) files.push(words[at + 1] ?? '');
	const verb = words[at] ?? '';
	return verb.startsWith('-') || !files.every(file => plainFile.test(file)) ? undefined : {files, verb};
}

/** Reads how production is started out of pipelines and scripts. Two ways that differ are none. */
export function composeOf(facts: PlainFacts): Compose {
	const calls = facts.commands
		.filter(({path, folder, where}) => folder === '.' && where !== 'compose' && puts.test(path) && !triesOut.test(path))
		.flatMap(one => simplesIn(one.command).map(({text}) => ({path: one.path, job: one.job, text, started: startedBy(text)})));
	const ups = calls.filter(({started}) => started?.verb === 'up');
	const [up] = ups;
	const agreed = up !== undefined && ups.every(({started}) => started?.files.join(' ') === up.started?.files.join(' '));
	if (!agreed) return {files: [], steps: [], unused: facts.files.map(({path}) => path).filter(path => besides.test(path))};
	const own = calls.filter(({path, job, started}) => started !== undefined && path === up.path && job === up.job);
	return {
		files: up.started?.files ?? [],
		steps: own.every(({text}) => plainCommand.test(text)) ? own.map(({text}) => text) : [],
		unused: [],
	};
}
