import {lastOf, type Value} from '../../code/code.ts';
import type {Dialect, Made} from '../dialect.ts';
import type {Ground, Step} from '../registered.ts';
import {addUse, entryTerm, textIn} from '../registering.ts';
import {relevantFiles} from '../relevant.ts';
import {type Router, refTo} from '../router.ts';
import {knownOf, pathsOf, stepOf, termsOf} from '../running/arguments.ts';
import {asKnown} from '../running/entering.ts';
import {follow} from '../running/follow.ts';
import type {Known, Term} from '../running/known.ts';
import {Machine} from '../running/machine.ts';

/** How the routes of an application carry their version. */
type Versioning = {readonly prefix: string; readonly byDefault: readonly string[]};

/** An application as its `main` sets it up. */
export type Application = {
	readonly root: {readonly value: Value; readonly path: string; readonly in: number};
	readonly router: Router;
	prefix: string;
	readonly outside: string[];
	readonly guards: Step[];
	readonly pipes: Step[];
	versioning: Versioning | undefined;
	/** It answers requests; a bare context only runs what is in it. */
	readonly serves: boolean;
};

/** Every application that is made in the repository, and the machine that followed it. */
export function applicationsOf(ground: Ground): {readonly applications: readonly Application[]; readonly machine: Machine} {
	const applications: Application[] = [];
	const nest: Dialect = {
		framework: 'nest',
		packages: ['@nestjs/core'],
		types: new Set(),
		makes: new Map(['create', 'createMicroservice', 'createApplicationContext'].map(name => [`@nestjs/core:NestFactory.${name}`, make])),
		on: (ref, method, made) => {
			const application = applications.find(({router}) => router === ref.router);
			if (application !== undefined) set(application, method, made);
			return method === 'get' || method === 'getHttpServer' ? {is: 'unknown'} : {is: 'router', ref};
		},
		inOrder: true,
		leaks: () => true,
	};
	function make({machine, frame, at, call}: Made): Known {
		const [root] = call.args;
		const router = machine.router(nest, 'app', frame, at);
		if (root !== undefined)
			applications.push({
				root: {value: root, path: frame.path, in: frame.function},
				router,
				prefix: '',
				outside: [],
				guards: [],
				pipes: [],
				versioning: undefined,
				serves: lastOf(call.to) === 'create',
			});
		return asKnown(router);
	}
	const machine = new Machine(ground.modules, [nest]);
	const {makers, outermost} = relevantFiles(ground, [nest]);
	follow(machine, {makers, all: makers, outermost});
	return {applications, machine};
}

function set(application: Application, method: string, made: Made): void {
	const {machine, call, frame} = made;
	const terms = termsOf(machine, call, frame);
	const [first, second] = terms;
	if (method === 'setGlobalPrefix') {
		application.prefix =
			textIn(machine, first) ?? (first === undefined ? '' : `\${${first.value.is === 'name' ? lastOf(first.value.name) : '…'}}`);
		application.outside.push(...excluded(entryTerm(machine, second, 'exclude'), made));
	}
	if (method === 'useGlobalGuards') application.guards.push(...terms.map(term => stepOf(term)));
	if (method === 'useGlobalPipes') application.pipes.push(...terms.map(term => stepOf(term)));
	if (method === 'enableVersioning') application.versioning = versioning(first, made);
	if (method === 'use') {
		const paths = first === undefined || terms.length < 2 ? undefined : pathsOf(machine, first);
		addUse(refTo(application.router), paths ?? [], paths === undefined ? terms : terms.slice(1), false);
	}
}

function excluded(list: Term | undefined, {machine}: Made): readonly string[] {
	const known = list === undefined ? undefined : knownOf(machine, list);
	if (known?.is !== 'list') return [];
	return known.items.flatMap(item => textIn(machine, item) ?? textIn(machine, entryTerm(machine, item, 'path')) ?? []);
}

function versioning(options: Term | undefined, {machine}: Made): Versioning | undefined {
	const type = entryTerm(machine, options, 'type')?.value;
	if (type?.is === 'name' && lastOf(type.name) !== 'URI') return undefined;
	const byDefault = entryTerm(machine, options, 'defaultVersion');
	return {
		prefix: textIn(machine, entryTerm(machine, options, 'prefix')) ?? 'v',
		byDefault: byDefault === undefined ? [] : versionsIn(machine, byDefault),
	};
}

/** The versions that a term names; a neutral one is empty. */
export function versionsIn(machine: Machine, term: Term): readonly string[] {
	const known = knownOf(machine, term);
	if (known.is === 'list') return known.items.flatMap(item => versionsIn(machine, item));
	if (known.is === 'text') return [known.text];
	return term.value.is === 'literal' ? [String(term.value.value)] : [''];
}
