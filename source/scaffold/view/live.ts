import {simplesIn} from '../../facts/commands/simple.ts';
import {holds, type PlainFacts} from '../../facts/facts.ts';
import {type Given, said} from '../view.ts';

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

const plainRoute = /^\/[\w./-]*$/u;

/** What is asked to see that it answers: an address, and the status that is still an answer. */
export type Asked = {
	/** The whole address; empty when nobody said where it is. */
	readonly site: string;
	/** The route that is asked instead of a page; empty when a page is asked. */
	readonly route: string;
	/** A service without pages and without a route for this says 404 when it is well. */
	readonly bare: boolean;
};

/** How to see from outside that it answers. Only a service without pages is asked at its own route: pages may stand at another address than it. */
export function askedOf(facts: PlainFacts, given: Given): Asked {
	const site = said(given, 'site') ?? '';
	const shows =
		holds(facts, 'app.web', 'app.fullstack', 'app.static', 'app.baas', 'app.ui') ||
		facts.entryPoints.points.some(({kind, route}) => kind === 'http' && route === '/');
	if (shows || !holds(facts, 'app.api', 'app.server')) return {site, route: '', bare: false};
	const route = facts.health.map(one => one.route).find(one => plainRoute.test(one)) ?? '';
	return {site: site === '' || route === '' ? site : new URL(route, site).href, route, bare: route === ''};
}

const address = /^(?:DATABASE|DB|POSTGRES(?:QL)?|PG|NEON)(?:_\w+)?_?(?:URL|URI|DSN)$/u;
const otherAddress = /TEST|SHADOW|REPLICA|PUBLIC/u;
const part = /^(?:POSTGRES|PG|DB|DATABASE)_?(?<what>HOST|SERVER|PORT|USER|USERNAME|PASSWORD|PASS|NAME|DB|DATABASE)$/u;
const parts: Readonly<Record<string, 'host' | 'port' | 'user' | 'password' | 'name'>> = {
	HOST: 'host',
	SERVER: 'host',
	PORT: 'port',
	USER: 'user',
	USERNAME: 'user',
	PASSWORD: 'password',
	PASS: 'password',
	NAME: 'name',
	DB: 'name',
	DATABASE: 'name',
};

/** The settings that the code reads to reach its database: one address, or its parts; empty for what it does not read. */
export function databaseSettings(facts: PlainFacts): {readonly [name: string]: string} {
	const names = facts.settings.named.map(({name}) => name);
	const whole = names.find(name => address.test(name) && !otherAddress.test(name)) ?? '';
	const found = {whole, host: '', port: '', user: '', password: '', name: ''};
	if (whole !== '') return found;
	for (const name of names) {
		const what = parts[part.exec(name)?.groups?.what ?? ''];
		if (what !== undefined && found[what] === '') found[what] = name;
	}
	return found.host === '' || found.user === '' || found.password === '' || found.name === '' ? {...found, host: ''} : found;
}
