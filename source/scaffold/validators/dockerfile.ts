import {bakedIn} from '../../facts/deploy/baked.ts';
import {readBase} from '../../facts/deploy/base-image.ts';
import type {ImageStage} from '../../facts/deploy/deploy.ts';
import {devServerNamed} from '../../facts/deploy/dev-server.ts';
import {endedIn} from '../../facts/deploy/end-of-life.ts';
import {stagesIn} from '../../facts/deploy/image-file.ts';

const instructions = new Set(['ARG', 'CMD', 'COPY', 'ENV', 'FROM', 'HEALTHCHECK', 'RUN', 'USER', 'WORKDIR']);
const number = /^\d+$/u;
const packageManager = /^(?:npm|pnpm|yarn|npx|corepack|poetry|uv)$/u;
const looseInstall =
	/\bnpm (?:i|install)\b|\b(?:pnpm|yarn) (?:install|add)\b(?![^&;]*--(?:frozen-lockfile|immutable))|\buv sync\b(?![^&;]*--locked)/u;
const rowWord = /^(?<word>[A-Za-z]+)(?:\s|$)/u;

function stageProblem({base, from, instructions: steps}: ImageStage): string | undefined {
	const {floats, runtimes} = readBase(base);
	if (from === undefined && (floats || runtimes.length === 0)) return `${base} names no version`;
	if (runtimes.some(runtime => endedIn(runtime) !== undefined)) return `${base} gets no security fixes any more`;
	const loose = steps.find(({word, rest}) => word === 'RUN' && looseInstall.test(rest));
	if (loose) return `${loose.rest.slice(0, 60)} installs something else than the lockfile says`;
	const folder = steps.find(({word, rest}) => word === 'WORKDIR' && !rest.startsWith('/'));
	return folder && `WORKDIR ${folder.rest} is no whole path`;
}

function startProblem(last: ImageStage): string | undefined {
	const user = last.instructions.findLast(({word}) => word === 'USER');
	if (user === undefined || !number.test(user.rest) || Number(user.rest) < 100)
		return 'the last stage does not run as a user by number that is not root';
	const starts = last.instructions.filter(({word}) => word === 'CMD');
	const [start] = starts;
	if (start === undefined || starts.length > 1) return 'the last stage must start exactly one program';
	if (start.exec === undefined) return 'CMD must be a list of words: a shell would keep the signal to stop for itself';
	const [program = '', option = '', line = ''] = start.exec;
	if (packageManager.test(program)) return `${program} would keep the signal to stop for itself`;
	if (program === 'sh' && !(option === '-c' && line.startsWith('exec '))) return 'a shell must become the program (exec)';
	const dev = devServerNamed(start.exec.join(' '));
	if (dev !== undefined) return `${dev} is a server for development`;
	const check = last.instructions.find(({word}) => word === 'HEALTHCHECK');
	return check && !/CMD \[/u.test(check.rest) ? 'HEALTHCHECK must be a list of words' : undefined;
}

/** What is wrong with a generated Dockerfile, or undefined. Stricter than Docker: two stages, a version for each base, a locked install, a user without rights, and a start that hears signals. */
export function dockerfileProblem(text: string): string | undefined {
	const rows = text.split('\n').filter(row => row.trim() !== '' && !row.startsWith('#'));
	const strange = rows.find(row => !instructions.has(rowWord.exec(row)?.groups?.word ?? ''));
	if (strange !== undefined) return `"${strange.slice(0, 60)}" is no instruction that is generated`;
	const stages = stagesIn('Dockerfile', text);
	const last = stages.at(-1);
	if (last === undefined || stages.length < 2) return 'there are not two stages';
	const [baked] = bakedIn({stages}, undefined);
	if (baked) return `${baked.name} would stay in the image`;
	const copied = last.instructions.find(
		({word, flags}) => word === 'COPY' && (flags.from === undefined || !stages.some(({name}) => name === flags.from)),
	);
	if (copied) return `the last stage must copy from another stage only, not: ${copied.rest}`;
	return stages.map(stageProblem).find(problem => problem !== undefined) ?? startProblem(last);
}
