import type {Severity} from '../../checklists/checklist.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {marksOf, type PlacedMark} from '../../facts/files.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

/** Models that their vendors had switched off or set a past date for, as of November 2025. */
const retired =
	/^(?:text-davinci-00[1-3]|code-davinci-002|gpt-3\.5-turbo-(?:0301|0613|16k-0613)|gpt-4-32k(?:-0314|-0613)?|gpt-4-vision-preview|gpt-4\.5-preview|claude-(?:instant-)?[12](?:\.\d)?|claude-3-sonnet-20240229|claude-3-5-sonnet-(?:20240620|20241022)|gemini-(?:1\.0-)?pro(?:-vision)?|gemini-1\.5-(?:pro|flash|flash-8b)(?:-latest|-00[12])?)$/u;
/** How the names of models begin. */
const modelName =
	/^(?:[\w.-]+\/)*(?:gpt|chatgpt|o[134](?:-|$)|text-|code-|claude|gemini|gemma|llama|meta-llama|mistral|mixtral|codestral|pixtral|command|deepseek|qwen|grok|sonar|dall-e|whisper|tts-|phi-|kimi|glm|nova|davinci)/u;
const moves = /-latest$|:latest$/u;
/** Names by which a vendor sells whichever dated version it chooses. */
const familyName =
	/^(?:gpt-3\.5-turbo(?:-16k)?|gpt-4|gpt-4-turbo|gpt-4o|gpt-4o-mini|gpt-4\.1(?:-mini|-nano)?|gpt-5(?:-mini|-nano)?|o1|o1-mini|o3|o3-mini|o4-mini)$/u;
/** From this major on, a release of the Stripe package fixes the version of the API. */
const stripeFixesFrom = 12;
const preview = /-(?:preview|exp|experimental)(?:-|$)/u;
const branch = /@(?:main|master|develop|trunk|HEAD)$/u;

type Drift = Place & {readonly what: string; readonly name?: string; readonly severity: Severity};

const plain = ({path, line, text}: Place): Place => ({path, line, text});
const bare = (model: string): string => model.replace(/^(?:openai|anthropic|google|mistralai|azure|models)[/:]/u, '');

const probe: Probe = facts => {
	const models = marksOf(facts, 'vendor.model').filter(({value}) => modelName.test(bare(value ?? '')));
	const clients = marksOf(facts, 'vendor.stripe-client', ['app', 'script']);
	const images = imagesOf(facts);
	const services = marksOf(facts, 'vendor.service-image', dockerRoles);
	const scripts = marksOf(facts, 'vendor.script').filter(({path}) => isServed(path, facts));
	const actions = marksOf(facts, 'vendor.action', ['config', 'app']);
	const drifts: readonly Drift[] = [
		...models.flatMap(modelDrift),
		...clients
			.filter(client => !isFixed(facts, client))
			.map(client => ({...plain(client), what: 'a Stripe client without a version of the API', severity: 'medium' as const})),
		...images.filter(floats).map(image => ({...plain(image), what: 'a base image without a version', severity: 'medium' as const})),
		...services.filter(floats).map(image => ({...plain(image), what: 'a service whose image has no version', severity: 'low' as const})),
		...scripts
			.filter(isLoose)
			.map(script => ({...plain(script), what: 'a script from elsewhere without a version', severity: 'medium' as const})),
		...actions
			.filter(({value}) => branch.test(value ?? ''))
			.map(step => ({...plain(step), what: 'an action taken from a branch', severity: 'low' as const})),
	];
	const order: readonly Severity[] = ['blocker', 'high', 'medium', 'low'];
	const sorted = [...drifts].sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
	const [worst] = sorted;
	if (worst) {
		const kinds = [...new Set(sorted.map(({what}) => what))].map(what => {
			const names = [...new Set(sorted.flatMap(drift => (drift.what === what && drift.name !== undefined ? [drift.name] : [])))];
			return names.length === 0 ? what : `${what} (${names.join(', ')})`;
		});
		return gap(`${listed(kinds, 'and')} can change under you`, sorted.map(plain), {severity: worst.severity, occurrences: sorted.length});
	}
	if (holds(facts, 'llm') && models.length === 0)
		return unknown('a language model is called, and its name is a setting that is not in the repository');
	const open = images.find(({value}) => value?.includes('$'));
	if (open) return unknown('a base image is an argument without a default, so its version cannot be told', [plain(open)]);
	const fixed = [...models, ...clients, ...images, ...services, ...scripts, ...actions].map(plain);
	return models.length + clients.length + scripts.length > 0
		? pass(
				`${countedKinds({models, clients, images: [...images, ...services], scripts, actions})} ${fixed.length === 1 ? 'names' : 'name'} a version, at least the major one`,
				fixed.slice(0, 5),
			)
		: notApplicable(
				fixed.length > 0
					? 'no model, no payment client and no script from elsewhere was found; the images and actions name a version'
					: 'nothing from a vendor was found: no model, no payment client, no base image, no script from elsewhere, no action',
				fixed.slice(0, 5),
			);
};

const nouns = {
	models: ['one model', 'models'],
	clients: ['one Stripe client', 'Stripe clients'],
	images: ['one image', 'images'],
	scripts: ['one script from elsewhere', 'scripts from elsewhere'],
	actions: ['one action', 'actions'],
} as const;

/** What was looked at, by kind: `2 models and one image`. */
const countedKinds = (found: Readonly<Record<keyof typeof nouns, readonly unknown[]>>): string => {
	const kinds: readonly (keyof typeof nouns)[] = ['models', 'clients', 'images', 'scripts', 'actions'];
	return listed(
		kinds.flatMap(kind => {
			const [one, many] = nouns[kind];
			return found[kind].length === 0 ? [] : [found[kind].length === 1 ? one : `${found[kind].length} ${many}`];
		}),
		'and',
	);
};

function modelDrift(mark: PlacedMark): readonly Drift[] {
	const name = bare(mark.value ?? '');
	if (retired.test(name)) return [{...plain(mark), what: 'a model that its vendor has retired', name, severity: 'high'}];
	if (moves.test(name)) return [{...plain(mark), what: 'a model name that moves', name, severity: 'medium'}];
	if (preview.test(name))
		return [{...plain(mark), what: 'a model in preview, which its vendor may end at short notice', name, severity: 'low'}];
	return familyName.test(name) ? [{...plain(mark), what: 'a model name whose version the vendor chooses', name, severity: 'low'}] : [];
}

/** Frameworks that hand out no page but those of one folder. */
const withFolder = ['fw.next.app', 'fw.next.pages', 'fw.nuxt', 'fw.sveltekit', 'fw.remix'] as const;
const served = /(?:^|\/)(?:public|static|dist|www|wwwroot|templates?|views)\/|(?:^|\/)app\.html$/u;

/** A draft of a page that lies beside the product is shown to nobody. */
const isServed = (path: string, facts: Facts): boolean => !path.endsWith('.html') || !holds(facts, ...withFolder) || served.test(path);

/** Images in which people develop are not what is released. */
const ofDevelopment = /(?:^|\/)\.(?:devcontainer|gitpod)|(?:^|[/._-])(?:dev|devel|development)(?:[/._-]|$)/u;
const shortestName = 4;
/** An image that is named after the project comes from nobody else. */
const isOwn = (image: string, {packages}: Facts): boolean => {
	const [owner = '', ...rest] = image.split('/').slice(-2);
	return packages.some(
		({name}) =>
			name !== undefined && name.length >= shortestName && rest.length > 0 && (owner === name || (rest[0] ?? '').startsWith(name)),
	);
};

const dockerRoles = ['app', 'config', 'script'] as const;

/** Base images from elsewhere, with the defaults of their arguments filled in; stages of the same file are left out. */
function imagesOf(facts: Facts): readonly PlacedMark[] {
	const images = marksOf(facts, 'vendor.image', dockerRoles).filter(({path}) => !ofDevelopment.test(path));
	const given = new Map(
		marksOf(facts, 'vendor.image-argument', dockerRoles).flatMap(({path, value = ''}) => {
			const [name = '', ...words] = value.split('=');
			return [[`${path} ${name}`, words.join('=').replace(/^["']|["']$/gu, '')] as const];
		}),
	);
	const stages = new Set(
		images.flatMap(({path, text}) => {
			const stage = /\bAS\s+(?<stage>[\w.-]+)/iu.exec(text)?.groups?.stage;
			return stage === undefined ? [] : [`${path} ${stage.toLowerCase()}`];
		}),
	);
	return images
		.map(image => ({
			...image,
			value: (image.value ?? '').replace(
				/\$\{?(?<name>\w+)(?::-(?<otherwise>[^}]*))?\}?/gu,
				(whole, name: string, otherwise?: string) => given.get(`${image.path} ${name}`) ?? otherwise ?? whole,
			),
		}))
		.filter(
			({path, value}) => value !== '' && value !== 'scratch' && !stages.has(`${path} ${value.toLowerCase()}`) && !isOwn(value, facts),
		);
}

/** Tags that name a flavour and no version. */
const flavours = /^(?:latest|alpine|slim|lts|stable|current|edge|main|nightly|dev)(?:-(?:alpine|slim|lts|bullseye|bookworm|trixie))*$/u;
const floats = ({value}: PlacedMark): boolean => {
	const name = (value ?? '').slice((value ?? '').lastIndexOf('/') + 1);
	const [image = '', tag] = name.split(':');
	return !(value ?? '').includes('$') && !name.includes('@') && (tag === undefined ? !/\d/u.test(image) : flavours.test(tag));
};

const isLoose = ({value}: PlacedMark): boolean => {
	const url = value ?? '';
	return !/\bintegrity\s*=/iu.test(url) && !/@\^?v?\d|\/v?\d+(?:\.\d+)*\/|-\d+(?:\.\d+)+(?:\.\w+)*\.js|\/\d+\.\d+/iu.test(url);
};

function isFixed(facts: Facts, client: PlacedMark): boolean {
	if (/apiVersion/u.test(client.value ?? '')) return true;
	const remote = client.file.imports
		.map(({source}) => /stripe@\^?~?(?<major>\d+)/u.exec(source)?.groups?.major)
		.find(major => major !== undefined);
	const declared = facts.packages
		.flatMap(({dependencies}) => dependencies)
		.filter(({name, ecosystem}) => name === 'stripe' && ecosystem === 'npm')
		.map(({range}) => /\d+/u.exec(range)?.[0])
		.find(major => major !== undefined);
	const major = remote ?? declared;
	return major !== undefined && Number(major) >= stripeFixesFrom;
}

export default probe;
