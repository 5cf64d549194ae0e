import {bakedIn} from '../../facts/deploy/baked.ts';
import {isLatest, readBase} from '../../facts/deploy/base-image.ts';
import type {ImageStage, Instruction} from '../../facts/deploy/deploy.ts';
import {devServerNamed} from '../../facts/deploy/dev-server.ts';
import {endedIn, lineOf} from '../../facts/deploy/end-of-life.ts';
import {baseOf, nameAndTag, shippedSteps} from '../../facts/deploy/image.ts';
import {stagesIn} from '../../facts/deploy/image-file.ts';
import {shippedStage} from '../../facts/deploy/shipped.ts';
import {runsAs} from '../../facts/deploy/user.ts';
import type {Edit, Wired} from './edit.ts';

type ImageEdit = Extract<Edit, {kind: 'image'}>;
type Stages = readonly ImageStage[];

const refused = (because: string): Wired => ({is: 'refused', because});
const settingsFile = /^(?:\S*\/)?\.env(?:\.(?:local|production|prod))?\s/u;
const startScript = /\.sh\b|entrypoint/iu;
const floatingPart = /^(?:latest|lts|current|stable)-?/u;
const starts = (word: string): boolean => word === 'CMD' || word === 'ENTRYPOINT';

/** What is wrong in an image that no line added to it mends. */
function beyondUs(stages: Stages, target: string | undefined): string | undefined {
	const steps = shippedSteps({stages}, target);
	const [baked] = bakedIn({stages}, target);
	if (baked !== undefined)
		return `${baked.name} stays in the image for everyone who can pull it: take it out, and give it when the container is started`;
	if (steps.some(({word, rest, flags}) => (word === 'COPY' || word === 'ADD') && flags.from === undefined && settingsFile.test(rest)))
		return 'the file of settings is copied into the image: take that line out, and give the settings when the container is started';
	const command = steps
		.filter(({word}) => starts(word))
		.map(({exec, rest}) => (exec ?? [rest]).join(' '))
		.join(' ');
	const dev = devServerNamed(command);
	if (dev !== undefined) return `it starts a server for development (${dev}): build the program, and start what was built`;
	return undefined;
}

/** A base image with the version that it is to have; why that cannot be said, or undefined when it names one. */
function pinned(base: string, {pins}: ImageEdit): {readonly base: string} | {readonly because: string} | undefined {
	const {floats, runtimes} = readBase(base);
	const old = runtimes.find(runtime => endedIn(runtime) !== undefined);
	if (old !== undefined)
		return {because: `${lineOf(old)} gets no security fixes any more: move to a newer one, and try it before it goes live`};
	if (!floats && !isLatest(base)) return undefined;
	const {name, tag} = nameAndTag(base);
	const pin = pins.find(({image}) => image === name);
	const rest = tag.replace(floatingPart, '');
	if (pin === undefined || /\d/u.test(rest)) return {because: `${base} names no version: write the one that you use behind its name`};
	return {base: `${name}:${pin.version}${rest === '' ? '' : `-${rest}`}`};
}

/** The lines that make a user without rights and switch to it, for what an image stands on; undefined when that is not known. */
function userLines(base: string): readonly string[] | undefined {
	const {name, tag} = nameAndTag(base);
	if (name === 'node') return ['USER node'];
	if (name === 'alpine' || (name === 'python' && tag.includes('alpine'))) return ['RUN adduser -D -u 10001 app', 'USER app'];
	return /^(?:python|debian|ubuntu)$/u.test(name) ? ['RUN useradd --uid 10001 --create-home app', 'USER app'] : undefined;
}

/** The line above which a user goes: the first that starts the program; undefined when something is built after it. */
function spotFor({instructions}: ImageStage, after: number): number | undefined {
	const at = instructions.findIndex(({word}) => starts(word));
	const builds = ({word}: Instruction): boolean => word === 'RUN' || word === 'COPY' || word === 'ADD';
	if (at === -1) return after;
	return instructions.slice(at).some(builds) ? undefined : instructions[at]?.line;
}

/** Names the version of what an image stands on, and lets it run without the rights of root. Where it holds what only a person can mend, it is left as it is. */
export function wireDockerfile(path: string, text: string, edit: ImageEdit): Wired {
	const stages = stagesIn(path, text);
	const target = shippedStage({stages});
	const stage = stages.findLast(({name}) => target === undefined || name === target);
	if (stage === undefined) return refused('it cannot be read as a Dockerfile');
	const beyond = beyondUs(stages, target);
	if (beyond !== undefined) return refused(beyond);
	const rows = text.trimEnd().split('\n');
	const changed = [...rows];
	for (const {base, line, from} of stages) {
		const pin = from === undefined ? pinned(base, edit) : undefined;
		if (pin === undefined) continue;
		if ('because' in pin) return refused(pin.because);
		const row = rows[line - 1] ?? '';
		if (!row.includes(` ${base}`)) return refused(`the version of ${base} is put together from arguments: name it there`);
		changed[line - 1] = row.replace(` ${base}`, ` ${pin.base}`);
	}
	const user = runsAs({path, line: 1, text: '', stages}, target, {services: [], workloads: []}, []);
	if (user.is === 'unknown') return refused('what it stands on is not known here: add a USER that is not root before what starts it');
	if (user.is === 'root') {
		const lines = userLines(baseOf({stages}, target)?.base ?? '');
		if (shippedSteps({stages}, target).some(({word}) => word === 'USER'))
			return refused('it says itself that it runs as root (USER): name another user there, once nothing needs those rights');
		if (shippedSteps({stages}, target).some(({word, rest}) => starts(word) && startScript.test(rest)))
			return refused('its start script may need the rights of root: let it hand the program to another user, or add a USER before it');
		const next = stages[stages.indexOf(stage) + 1]?.line ?? rows.length + 1;
		const spot = spotFor(stage, next);
		if (lines === undefined || spot === undefined)
			return refused('no line is surely the place for another user: add a USER that is not root before what starts it');
		changed.splice(spot - 1, 0, ...lines);
	}
	const now = `${changed.join('\n')}\n`;
	return now === `${rows.join('\n')}\n` ? {is: 'there'} : {is: 'changed', text: now};
}
