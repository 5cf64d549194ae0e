import type {Severity} from '../../checklists/checklist.ts';
import {bakedIn} from '../../facts/deploy/baked.ts';
import type {ImageFile, Instruction} from '../../facts/deploy/deploy.ts';
import {devServerIn} from '../../facts/deploy/dev-server.ts';
import {shippedSteps} from '../../facts/deploy/image.ts';
import {isLeftOut} from '../../facts/deploy/left-out.ts';
import {shippedImages, shippedStage} from '../../facts/deploy/shipped.ts';
import {settingsTakenIn, wholeFolderIn} from '../../facts/deploy/taken-in.ts';
import {runsAs} from '../../facts/deploy/user.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** One thing that is wrong with an image, and how bad it is. */
type Trouble = {readonly said: string; readonly place: Place; readonly severity: Severity};

const probe: Probe = facts => {
	const images = shippedImages(facts);
	const powers = [...privileged(facts), ...images.flatMap(image => troublesOf(image, facts))];
	if (images.length === 0 && powers.length === 0)
		return facts.deploy.images.length === 0
			? notApplicable('nothing here is built into a container image')
			: notApplicable('the only images are for development and tests', facts.deploy.images);
	const found = powers.toSorted((one, other) => rank[one.severity] - rank[other.severity]);
	const [worst] = found;
	if (worst !== undefined)
		return gap([...new Set(found.map(({said}) => said))].slice(0, 3).join('; '), distinct(found.map(({place}) => place)), {
			severity: worst.severity,
		});
	const users = images.map(image => runsAs(image, shippedStage(image), facts.deploy, facts.commands));
	const untold = users.filter(({is}) => is === 'unknown');
	if (untold[0] !== undefined)
		return unknown(
			'no instruction says as whom it runs, and what it is built on is not known here',
			untold.map(({place}) => place),
			{asks: `Does a container of ${untold[0].place.path} run as root? (docker run --rm IMAGE id -u answers 0 for root.)`},
		);
	const taking = images.flatMap(image => (isLeftOut('.env', image.ignores) ? [] : wholeFolderIn(image, shippedStage(image)).slice(0, 1)));
	if (taking.length > 0 && (mayHoldSettings(facts) || images.some(({ignores}) => ignores === undefined)))
		return unknown('it does not run as root; the whole folder is copied, and a .env beside the code would go with it', distinct(taking), {
			asks: 'Does a file of settings (.env) or a database lie beside the code where the image is built?',
		});
	const aside = images.flatMap(({stages}) => stages.flatMap(({instructions}) => instructions.filter(copiesSettings)));
	if (aside[0] !== undefined)
		return unknown(
			'what is shipped does not run as root; another stage of the same build copies the file of settings into its image',
			aside,
			{
				asks: `Is the image of that stage (${aside[0].path}:${aside[0].line}) ever sent to a registry, or run where others can reach it?`,
			},
		);
	const standing = images.flatMap(image => (isLeftOut('.env', image.ignores) ? [] : standaloneOf(image)));
	if (standing[0] !== undefined && mayHoldSettings(facts))
		return unknown(
			'it does not run as root; what Next.js builds to stand alone takes a .env along, and nothing leaves one out of what is copied',
			distinct(standing),
			{asks: 'Does a file of settings (.env, .env.production) lie beside the code where the image is built?'},
		);
	return pass(
		taking.length > 0
			? 'it does not run as root and starts no development server; the whole folder is copied, and nothing here reads a file of settings'
			: images.some(image => wholeFolderIn(image, shippedStage(image)).length > 0)
				? 'it does not run as root, starts no development server, and .dockerignore keeps the file of settings out of what is copied'
				: 'it does not run as root, starts no development server, and neither credentials nor the file of settings are put into it',
		distinct(users.map(({place}) => place)),
	);
};

export default probe;

const rank: Readonly<Record<Severity, number>> = {blocker: 0, high: 1, medium: 2, low: 3};

/** What takes its settings from a `.env` beside the code, by itself or when told to. */
const readers =
	/(?:^|[-_/])(?:dotenv|env-cmd|envalid|env-schema|convict|decouple|environ|environs|pydantic-settings|dynaconf)(?:[-_/]|$)|^(?:next|nuxt|vite|astro|gatsby|react-scripts|@sveltejs\/kit|@nestjs\/config|@adonisjs\/core|@fastify\/env|prisma|@prisma\/client|flask|expo|bun-types|wrangler)$/iu;

/** A `.env` may lie beside the code: a file of that kind is here, something reads one, or the container is given one. */
const mayHoldSettings = (facts: Facts): boolean =>
	facts.files.some(({path}) => /(?:^|\/)\.env(?:\.|$)|(?:^|\/)env\.example$/u.test(path)) ||
	facts.packages.some(({dependencies, managers}) => managers.includes('bun') || dependencies.some(({name}) => readers.test(name))) ||
	facts.packages.some(({scripts}) => scripts.some(({command}) => /--env-file|\.env\b/u.test(command))) ||
	facts.deploy.services.some(({environment}) => environment.some(({value}) => value.includes('${')));

function troublesOf(image: ImageFile, facts: Facts): readonly Trouble[] {
	const target = shippedStage(image);
	const found: Trouble[] = [];
	for (const baked of bakedIn(image, target))
		found.push({
			said: baked.given
				? `${baked.name} is given to the build and stays in the image, for everyone who can pull it`
				: `${baked.name} is written into the image`,
			place: baked,
			severity: 'high',
		});
	const copied = shippedSteps(image, target).find(copiesSettings);
	if (copied !== undefined) found.push({said: 'the file of settings is copied into the image', place: copied, severity: 'high'});
	const dev = devServer(image, target, facts);
	if (dev !== undefined) found.push({said: `it starts a development server (${dev.what})`, place: dev, severity: 'medium'});
	const user = runsAs(image, target, facts.deploy, facts.commands);
	if (user.is === 'root') found.push({said: 'the program runs as root', place: user.place, severity: 'medium'});
	const [whole] = wholeFolderIn(image, target);
	const settings =
		whole === undefined
			? undefined
			: settingsTakenIn(
					image,
					facts.files.map(({path}) => path),
				);
	if (whole !== undefined && settings !== undefined)
		found.push({
			said:
				image.ignores === undefined
					? `the whole folder is copied, and no .dockerignore leaves out ${settings}`
					: `the whole folder is copied, and .dockerignore does not leave out ${settings}`,
			place: whole,
			severity: 'medium',
		});
	const [key] = whole === undefined ? [] : privateKeysIn(image, facts);
	if (whole !== undefined && key !== undefined)
		found.push({said: `the whole folder is copied, and with it the private key ${key.path}`, place: key, severity: 'medium'});
	return found;
}

const keyFile = /\.(?:key|pem|p8)$|(?:^|\/)id_(?:rsa|ed25519|ecdsa)$/u;

/** Private keys of the repository that the build takes along. */
const privateKeysIn = ({context, ignores}: ImageFile, {files}: Facts): readonly Place[] => {
	const below = context === '.' ? '' : `${context}/`;
	return files.flatMap(({path, role, secrets}) =>
		role !== 'test' && role !== 'example' && keyFile.test(path) && path.startsWith(below) && !isLeftOut(path.slice(below.length), ignores)
			? secrets
					.filter(({what, weight}) => /private key/iu.test(what) && weight !== 'placeholder')
					.map(({line, text}) => ({path, line, text}))
			: [],
	);
};

/** The whole folder goes into the build, and what is shipped is the folder that Next.js puts together from it. */
function standaloneOf(image: ImageFile): readonly Place[] {
	const [copied] = shippedSteps(image, shippedStage(image)).filter(
		({word, flags, rest}) => word === 'COPY' && flags.from !== undefined && /\.next\/standalone/u.test(rest),
	);
	if (copied === undefined) return [];
	const whole = image.stages
		.flatMap(({instructions}) => instructions)
		.find(({word, flags, rest}) => word === 'COPY' && flags.from === undefined && /^\.\/?\s/u.test(rest));
	return whole === undefined ? [] : [whole, copied];
}

/** `COPY .env ./`, from the folder or from an earlier stage. */
const copiesSettings = ({word, rest}: Instruction): boolean =>
	(word === 'COPY' || word === 'ADD') && /^(?:\S*\/)?\.env(?:\.(?:local|production|prod))?\s/u.test(rest);

function devServer(image: ImageFile, target: string | undefined, facts: Facts): ReturnType<typeof devServerIn> {
	const steps = shippedSteps(image, target);
	const starts = ['ENTRYPOINT', 'CMD'].flatMap(word => steps.findLast(step => step.word === word) ?? []);
	const start = starts.at(-1);
	if (start !== undefined) {
		const command = starts.map(({exec, rest}) => (exec ?? [rest]).join(' ')).join(' ');
		return devServerIn({command, folder: image.context, path: start.path, line: start.line, text: start.text}, facts);
	}
	const service = facts.deploy.services.find(({build, purpose}) => build?.file === image.path && purpose === 'production');
	return service?.command === undefined
		? undefined
		: devServerIn({...service.command, command: service.command.words, folder: image.context}, facts);
}

/** Containers of the product that may do to the machine what they like. */
function privileged({deploy}: Facts): readonly Trouble[] {
	const services = deploy.services
		.filter(({purpose, build}) => purpose === 'production' && build !== undefined)
		.flatMap(({privileged: all, capabilities}) => [
			...(all === undefined ? [] : [all]),
			...capabilities.filter(({name}) => /^(?:SYS_ADMIN|ALL)$/u.test(name)),
		]);
	const pods = deploy.workloads
		.filter(({kind}) => kind !== 'DaemonSet')
		.flatMap(({containers}) => containers.filter(one => one.privileged && !one.init));
	return [...services, ...pods].map(({path, line, text}) => ({
		said: 'the container may do anything to the machine that it runs on (privileged)',
		place: {path, line, text},
		severity: 'high',
	}));
}
