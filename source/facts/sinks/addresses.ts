import type {Call, Value} from '../code/code.ts';
import {entryOf, lastOf, textOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import {givenFor, settingOf} from '../guards/origin.ts';
import {inputsOf} from '../inputs/inputs-of.ts';
import type {Program} from '../program.ts';
import {type Part, placeOf, type Sink, serverFiles} from './sink.ts';

/** What is chosen: the server that is asked, the file that is opened, or the page that a visitor is sent to. */
type Chooses = 'a server' | 'a file' | 'a page';
export type AddressSink = Sink & {readonly chooses: Chooses};

const asking =
	/^(?:fetch|\$fetch|axios|got|ky|needle|request|undici\.request|undici\.fetch|(?:axios|got|ky|needle|superagent|request|http|https|requests|httpx|aiohttp|urllib3|urllib\.request|urllib)\.(?:get|post|put|patch|delete|head|request|stream|urlopen|urlretrieve|fetch)|urlopen|urlretrieve|page\.goto|(?:page|tab)\.goto|Image\.open_url)$/u;
const opening =
	/^(?:(?:fs|fsp|fs\.promises|fsPromises|fse)\.(?:readFile|readFileSync|createReadStream|writeFile|writeFileSync|unlink|unlinkSync|rm|rmSync|readdir|appendFile|createWriteStream|stat)|readFile|readFileSync|createReadStream|writeFile|writeFileSync|createWriteStream|unlink|unlinkSync|open|os\.remove|os\.unlink|shutil\.rmtree|send_file|flask\.send_file|FileResponse|aiofiles\.open|(?:res|response|reply)\.(?:sendFile|download))$/u;
const sending =
	/^(?:(?:res|response|reply|ctx|c|Response|NextResponse)\.redirect|redirect|HttpResponseRedirect|RedirectResponse|flask\.redirect|permanentRedirect)$/u;

const known = new WeakMap<Program, Map<string, readonly AddressSink[]>>();

/** Where an address, a file or a page is chosen, in code that runs on a server. */
export function addressSinksOf(facts: Facts): readonly AddressSink[] {
	const byFile = known.get(facts.program) ?? new Map<string, readonly AddressSink[]>();
	known.set(facts.program, byFile);
	return serverFiles(facts).flatMap(({file, scope}) => {
		const before = byFile.get(file.path);
		if (before !== undefined) return before;
		const made = scope.code.calls.flatMap(call => sinkOf(call, scope, facts));
		byFile.set(file.path, made);
		return made;
	});
}

function sinkOf(call: Call, scope: FileScope, facts: Facts): readonly AddressSink[] {
	const chooses: Chooses | undefined = asking.test(call.to)
		? 'a server'
		: opening.test(call.to)
			? 'a file'
			: sending.test(call.to)
				? 'a page'
				: undefined;
	if (chooses === undefined || facts.program.calleeOf(call, scope.path).is === 'function') return [];
	if (call.to === 'open' && !scope.path.endsWith('.py')) return [];
	// A handler's own `request.get('host')` reads a header.
	if (/^request\./u.test(call.to) && scope.binding('request', call.in, call.line)?.is === 'parameter') return [];
	// A root keeps what is sent inside one folder.
	if (chooses === 'a file' && call.args.some(arg => arg.is === 'object' && arg.entries.some(({key}) => key === 'root'))) return [];
	const value = addressOf(call, chooses);
	if (value === undefined) return [];
	const parts = chooses === 'a file' ? piecesOf(value, call, scope) : leadingOf(value, call, scope, facts);
	const guarded =
		scope.bodyOf(call.in).some(at => scope.exitsIn(at).some(exit => exit.when.some(one => inspecting.test(one)))) ||
		call.when.some(one => inspecting.test(one));
	return [
		{
			...placeOf(scope.path, call),
			name: call.to,
			chooses,
			parts: guarded ? [] : parts,
			unread: chooses === 'a file' && !guarded && isReckoned(value, call, scope),
		},
	];
}

/** Python's `folder / name`, where the digest keeps no parts, in a function to which somebody gives something. */
function isReckoned(value: Value, call: Call, scope: FileScope): boolean {
	if (!scope.path.endsWith('.py')) return false;
	const bound = value.is === 'name' && !value.name.includes('.') ? scope.binding(value.name, call.in, call.line) : undefined;
	const made = bound?.is === 'variable' ? bound.variable : undefined;
	const hasParameters = (scope.code.functions[call.in]?.parameters ?? []).some(({name}) => name !== 'self');
	return made !== undefined && made.in === call.in && hasParameters && (made.value.is === 'other' || isItem(made.value));
}

/** `matches[0]`, of a list that was looked up. */
const isItem = (value: Value): boolean => value.is === 'name' && /\.(?:\d+|\[\])$/u.test(value.name);

/** Parts of an address, or of a path, that are compared before they are used. */
const inspecting =
	/(?:^|\.)(?:hostname|host|origin|protocol|netloc|scheme)$|startsWith\(\)|startswith\(\)|is_relative_to|isSafe|is_safe|allow/iu;

function addressOf(call: Call, chooses: Chooses): Value | undefined {
	const named = call.named.find(({key}) => key === 'url' || key === 'path' || key === 'filename_or_fp')?.value;
	const [first, second] = call.args;
	if (chooses === 'a page' && first?.is === 'literal') return second;
	if (first?.is === 'object') return first.entries.find(({key}) => key === 'url' || key === 'uri')?.value;
	if (/\.request$/u.test(call.to) && first?.is === 'text' && /^[A-Z]{3,6}$/u.test(first.text)) return second ?? named;
	return first ?? named;
}

const partFor = (value: Value, call: Call, scope: FileScope): Part => ({
	value,
	at: {path: scope.path, in: call.in, line: call.line},
	quoted: false,
});

/** What a path is joined of. */
function piecesOf(value: Value, call: Call, scope: FileScope, left = 4): readonly Part[] {
	if (left === 0) return [];
	if (value.is === 'template') return value.holes.flatMap(hole => piecesOf(hole, call, scope, left - 1));
	if (value.is === 'call') {
		const inner = scope.code.calls[value.call];
		return inner !== undefined && /(?:^|\.)(?:join|resolve|normalize|Path)$/u.test(inner.to)
			? inner.args.flatMap(arg => piecesOf(arg, call, scope, left - 1))
			: [partFor(value, call, scope)];
	}
	return value.is === 'name' && settingOf(value.name) === undefined ? [partFor(value, call, scope)] : [];
}

/** What stands at the start of an address, where it names the server. */
function leadingOf(value: Value, call: Call, scope: FileScope, facts: Facts, left = 6): readonly Part[] {
	if (left === 0) return [];
	const next = (one: Value | undefined): readonly Part[] => (one === undefined ? [] : leadingOf(one, call, scope, facts, left - 1));
	switch (value.is) {
		case 'template': {
			// `${protocol}://${host}`; by the request's own protocol it is the product's own address.
			if (value.text.startsWith(`${hole}://${hole}`)) {
				const [protocol, host] = value.holes;
				return protocol?.is === 'name' && /^(?:req|request|ctx|c)\./u.test(protocol.name) ? [] : next(host);
			}
			const start = value.text.slice(0, value.text.indexOf(hole));
			return /^\s*(?:https?:\/\/|\/\/)?$/iu.test(start) ? next(value.holes[0]) : [];
		}
		case 'either':
			return value.when !== undefined && beginsAsOwn(value.when, call, scope) ? [] : value.of.flatMap(next);
		case 'call': {
			const inner = scope.code.calls[value.call];
			if (inner === undefined) return [];
			const last = lastOf(inner.to);
			// Where only the path stands first, what it is put behind names the server.
			if (last === 'URL' && /^\.{0,2}\//u.test(textOf(inner.args[0]) ?? '') && !isOfRequest(inner.args[1])) return next(inner.args[1]);
			if (last === 'URL' || last === 'String' || last === 'str' || last === 'decodeURIComponent' || last === 'encodeURI')
				return next(inner.args[0]);
			if (trimming.has(last) && !/\.pathname\.\w+$/u.test(inner.to))
				return next({is: 'name', name: inner.to.split('.').slice(0, -1).join('.')});
			return /(?:^|\.)(?:get|query|param|header|get_json|form)$/u.test(inner.to) ? [partFor(value, call, scope)] : [];
		}
		case 'name':
			return ofName(value.name, call, scope, facts, left);
		case 'text':
		case 'literal':
		case 'function':
		case 'class':
		case 'object':
		case 'list':
		case 'spread':
		case 'generic':
		case 'other':
			return [];
	}
}

const hole = '$' + '{}';
/** `to.startsWith('/orders/') ? to : '/'`: what it may begin with is a path of the product's own. `/` alone lets `//elsewhere` through. */
const beginsAsOwn = (when: readonly string[], {in: at, line}: Call, scope: FileScope): boolean =>
	scope.callsIn(at).some(({to, args: [first], line: here}) => {
		const prefix = first?.is === 'text' ? first.text : first?.is === 'template' ? first.text.slice(0, first.text.indexOf(hole)) : '';
		return here >= line && here <= line + 5 && when.includes(`${to}()`) && /\.starts[wW]ith$/u.test(to) && /^\/\w/u.test(prefix);
	});
/** What leaves the start of a text as somebody wrote it, or nearly. */
const trimming: ReadonlySet<string> = new Set(
	'trim trimEnd trimStart strip rstrip lstrip toString replace replaceAll toLowerCase lower removesuffix'.split(' '),
);
/** The product's own address, as the request gives it. */
const isOfRequest = (value: Value | undefined): boolean => value?.is === 'name' && /(?:^|\.)(?:url|nextUrl|origin|href)$/u.test(value.name);

function ofName(name: string, call: Call, scope: FileScope, facts: Facts, left: number): readonly Part[] {
	if (settingOf(name) !== undefined) return [];
	const binding = scope.binding(name.split('.')[0] ?? '', call.in, call.line);
	if (binding?.is === 'variable') {
		const {variable} = binding;
		if (name.includes('.') || variable.pattern !== 'name')
			return name.endsWith('.href') ||
				!name.includes('.') ||
				/(?:body|query|params|json|data)\b/u.test(name) ||
				variable.value.is === 'name' ||
				variable.value.is === 'call'
				? [partFor({is: 'name', name}, call, scope)]
				: [];
		const parts = leadingOf(variable.value, {...call, in: variable.in, line: variable.line}, scope, facts, left - 1);
		// What is found out about a name is found out where it is used.
		return parts.length > 0 && variable.value.is !== 'template' ? [partFor({is: 'name', name}, call, scope)] : parts;
	}
	if (binding?.is !== 'parameter') return [];
	const inputs = inputsOf(facts);
	if (name.includes('.') || inputs.handledBy(scope.path, binding.of).length > 0 || scope.givenTo(binding.of) !== undefined)
		return [partFor({is: 'name', name}, call, scope)];
	const own = scope.code.functions[binding.of];
	if (own === undefined) return [];
	return inputs.callersOf(scope.path, binding.of).flatMap(caller => {
		const there = facts.program.scopes.at(caller.path);
		const whole = givenFor(caller.call, own, binding);
		// `({url}) => …` takes it out of what it is given.
		const given = whole?.is === 'object' ? entryOf(whole, name) : whole;
		return there === undefined || given === undefined ? [] : leadingOf(given, caller.call, there, facts, left - 2 > 0 ? left - 2 : 0);
	});
}
