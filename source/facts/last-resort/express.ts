import type {Place} from '../../safe-text.ts';
import {type Call, type Code, type Func, lastOf, type Value} from '../code/code.ts';
import {mayHold, mayName} from '../code/lazy.ts';
import {placeIn, type Written} from './written.ts';

/** The error middleware of a package: what is written, what is registered, and what ends the process. */
export type ErrorMiddleware = {
	/** Given to `use` where it is written. */
	readonly inline: readonly Place[];
	/** Written by itself, to be registered elsewhere. */
	readonly handlers: readonly Place[];
	/** Given to `use` by a name that says so, or by the name of one that is written. */
	readonly registered: readonly Place[];
	readonly exits: readonly Place[];
};

const parts = [
	/^_?(?:err|error|e|ex|exception|_)\w{0,20}$/u,
	/^_?(?:req|request|_)\w{0,20}$/u,
	/^_?(?:res|response|reply|_)\w{0,20}$/u,
	/^_?(?:next|done|_)\w{0,20}$/u,
];
const ofErrors = /err|exception/iu;
/** How the last parameter of such a function may be called, among the names of a file. */
const nextNamed = /"_?(?:next|done|_)\w{0,20}"/u;
const mayMatter = (code: Code): boolean => mayName(code, ['.use', 'ErrorRequestHandler']) || mayHold(code, nextNamed);

/** A function that takes an error, a request, a response and what comes next. */
const handlesErrors = ({parameters}: Func): boolean =>
	parameters.length === parts.length && parameters.every(({name}, at) => parts[at]?.test(name) === true);

const isTyped = (type: Value | undefined): boolean => type?.is === 'name' && lastOf(type.name) === 'ErrorRequestHandler';

/** What is written and registered in these files to answer when a route of Express throws. */
export function errorMiddleware(scripts: readonly Written[]): ErrorMiddleware {
	const inline: Place[] = [];
	const handlers: Place[] = [];
	const exits: Place[] = [];
	const names = new Set<string>();
	const given: {readonly place: Place; readonly name: string}[] = [];
	for (const one of scripts) {
		if (!mayMatter(one.code)) continue;
		const {functions, calls, variables} = one.code;
		const used = new Set<number>();
		for (const call of calls) {
			if (lastOf(call.to) !== 'use' || call.to === 'use') continue;
			for (const arg of call.args) {
				const name = nameGiven(arg, calls);
				if (name !== undefined) given.push({place: placeIn(one, call), name});
				if (arg.is !== 'function' || functions[arg.function]?.parameters.length !== parts.length) continue;
				used.add(arg.function);
				inline.push(placeIn(one, call));
			}
		}
		for (const variable of variables)
			if (isTyped(variable.type)) {
				handlers.push(placeIn(one, variable));
				for (const name of variable.names) names.add(name);
			}
		const answering = new Set(used);
		for (const [at, each] of functions.entries()) {
			if (used.has(at) || !handlesErrors(each)) continue;
			answering.add(at);
			handlers.push(placeIn(one, each));
			names.add(lastOf(each.name));
		}
		for (const call of calls) {
			const around = call.to === 'process.exit' && call.when.length === 0 && answering.has(call.in) ? functions[call.in] : undefined;
			if (around !== undefined) exits.push(placeIn(one, around));
		}
	}
	return {
		inline,
		handlers,
		exits,
		registered: given.filter(({name}) => ofErrors.test(lastOf(name)) || names.has(lastOf(name))).map(({place}) => place),
	};
}

/** The name of what is given: itself, or what is called to make it. */
function nameGiven(arg: Value, calls: readonly Call[]): string | undefined {
	if (arg.is === 'name') return arg.name;
	return arg.is === 'call' ? calls[arg.call]?.to : undefined;
}
