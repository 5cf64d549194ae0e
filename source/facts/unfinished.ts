import type {Place} from '../safe-text.ts';
import {type Code, lastOf, textOf} from './code/code.ts';
import {mayHold} from './code/lazy.ts';
import type {Facts} from './facts.ts';
import {type FileFact, marksOf, type PlacedMark} from './files.ts';
import {wordsOf} from './guards/words.ts';
import {isReached} from './reached.ts';

/** What is missing where the code says that it is not finished. */
export type Missing = 'protection' | 'money' | 'persistence' | 'delivery';
/** A line in which the authors say that something is not real yet. `isPlain`: there is no other way to read it. */
export type Unfinished = Place & {readonly missing: Missing; readonly isPlain: boolean};

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const topics: readonly (readonly [Missing, ReadonlySet<string>])[] = [
	[
		'money',
		words(
			'pago pagos pagamento pagamentos cobro cobros payment payments pay charge charges checkout stripe paypal iyzico razorpay billing refund refunds subscription subscriptions invoice invoices price prices pricing card purchase wallet credits quantity stock inventory',
		),
	],
	[
		'protection',
		words(
			'vault firma firmas assinatura clave claves senha senhas permisos permiss autenticar encriptar cifrar criptografar criptografia auth authentication authenticate authorization authorize authorise token tokens signature signatures verify verification permission permissions password passwords hash hashed encrypt encrypted encryption login session role roles jwt csrf cors origin origins captcha secret secrets credentials access admin otp sanitize',
		),
	],
	[
		'persistence',
		words(
			'save saved saving store stored storing database db persist persisted persistent upload uploaded delete deleted deleting deletion update insert backend server api redis request endpoint registration order orders booking',
		),
	],
	[
		'delivery',
		words(
			'vote votes voting contact newsletter subscribe send sends sent sending email emails mail sms notify notification notifications deliver delivery webhook webhooks message push',
		),
	],
];
const beside =
	/(?:^|[/._-])(?:demos?|stor(?:y|ies|ybook)|examples?|samples?|mocks?|__mocks__|playground|fixtures?|seeds?|seeders?|sandbox|tutorials?|exercises?|chapters?|solutions?|templates?|docs|simulators?|benchmarks?|load-?tests?)(?:[/._-]|$)/iu;
const wouldBe =
	/\bwould\b|'d\b|\breplace\b|\bsimulat|\bmock|\bfake|\bdummy|\bdisabled\b|\bbypassed\b|\bskipped\b|\bcommented out\b|\bin (?:an? |the )?real|\bin (?:an? |the )?actual|\bin production,? (?:use|switch|replace|store|move)\b|\bactual\b|\bplaceholder for\b|\bstub|\bTODO\b|\bnot implemented\b|\bwithout (?:an? |the |any )?(?:signatures?|verif|auth|valid|encrypt)|\bs(?:in|em) (?:en)?c(?:riptar|ifra|riptogra)|\bsimula|\b(?:producci|produç|aplicaci|aplicaç|app real|entorno|ambiente)/iu;
const looks =
	/\b(?:delay|animation|typing|latency|loading|debounce|progress|scroll|click|keyboard|hover|mobile|might|could|monitoring|logging|logger|logs?|error tracking|analytics|sentry)\b/iu;
const serious =
	/미구현|구현되지|구현 예정|未实现|待实现|未実装|\b(?:TODO|FIXME)\b\W{0,4}(?:decrease|decrement|deduct|reduce|refund|charge|restore|release|restrict|protect|secure|replace)\b|\b(?:skip|bypass)\w* (?:the |this |all )?(?:signature|auth|authentication|authorization|verification|permission|csrf|security)\b|\bfor testing\b|\bpor (?:ahora|el momento|enquanto)\b|\bprovis|\btempora(?:lmente|riamente)|\bnot (?:yet )?implemented\b|\bfor (?:now|the mvp|mvp)\b[^\n]{0,40}\b(?:skip|accept|always|trust|allow|bypass)|\b(?:TODO|FIXME)\b:?[^\n]{0,40}\b(?:verify|authenticate|authori[sz]e|encrypt|check permission|check auth)\b|\btemporar(?:y|ily) (?:disabled|bypass)|\b(?:FIXME|TODO):? placeholder\b|\bplaceholder (?:implementation|logic|function)\b/iu;
const notImplemented = /[Nn]ot (?:yet )?implemented|[Nn]ot supported[^\n]{0,60}\byet\b/u;
const notSupported = /[Nn]ot supported/u;
/** What is off is refused: that is a guard, and no confession. */
const guarded = /\b(?:if|when|whether|unless|while)\b[^\n]{0,40}\b(?:disabled|bypassed|skipped)\b/iu;
/** What is off for a reason that is given may be done elsewhere. */
const explained = /\b(?:disabled|bypassed|skipped)\b[^\n]{0,40}\b(?:because|since|as)\b/iu;
/** What a generator answers until somebody writes the method. */
const generated = /^This action (?:returns|adds|updates|removes)\b/u;

/** It says that what stands there is not the thing itself, whatever the thing is: where it lies says which. */
const faked = /\bsimulat|\bstub|\bfake\b|\bfaking\b/iu;
const stub = /\bstub/iu;
/** A line that writes a note is no note about logs. */
const writing = /\b(?:console\.\w{1,10}|print)\(/u;

const topicOf = (said: readonly string[]): Missing | undefined => topics.find(([, names]) => said.some(word => names.has(word)))?.[0];

/** Whether what a file does reaches people who use the product. */
const matters = (file: FileFact, facts: Facts): boolean => !beside.test(file.path) && isReached(file, facts.reached) !== false;

/** The lines of running code that say that protection, persistence, money or delivery is not real yet; the plainest first. */
export function unfinishedIn(facts: Facts): readonly Unfinished[] {
	const confessed = marksOf(facts, 'unfinished.confessed').flatMap(mark =>
		judged(mark, facts, wouldBe.test(mark.text) && !explained.test(mark.text)),
	);
	const noted = marksOf(facts, 'unfinished.noted').flatMap(mark => (serious.test(mark.text) ? judged(mark, facts, false) : []));
	const seen = new Set([...confessed, ...noted].map(({path, line}) => `${path}:${line}`));
	const later = marksOf(facts, 'unfinished.later').flatMap(mark =>
		seen.has(`${mark.path}:${mark.line}`) ? [] : leftForLater(mark, facts),
	);
	const thrown = facts.files.flatMap(file => neverWritten(file, facts));
	const generated = facts.files.flatMap(file => generatedIn(file, facts));
	const hollow = [...hollowClasses(facts), ...facts.files.flatMap(file => standInsOf(file, facts))];
	return [...confessed, ...thrown, ...generated, ...hollow, ...noted, ...later].toSorted(
		(one, other) => Number(other.isPlain) - Number(one.isPlain),
	);
}

function judged(mark: PlacedMark, facts: Facts, isPlain: boolean): readonly Unfinished[] {
	const {file, path, line, text} = mark;
	const isFake = faked.test(text);
	const told = text.replace(writing, '');
	if (!matters(file, facts) || guarded.test(told) || (looks.test(told) && !stub.test(text))) return [];
	const own = topicOf(wordsOf(told));
	if (!isPlain && own === undefined) return [];
	const near = own ?? topicOf(wordsOf(functionAt(mark, facts)));
	const missing = near ?? topicOf(wordsOf(path.split('/').slice(-2).join('/')));
	return missing === undefined ? [] : [{path, line, text, missing, isPlain: isPlain && (near !== undefined || isFake)}];
}

/** What a line says behind its code. */
const commentOf = /(?:^|\s)(?:\/\/|#|\{?\/\*|\*|<!--)(?<said>.*)$/u;
/** Work on the code itself, which nobody who uses the product misses. */
const chores =
	/\b(?:rename|refactor|renam\w+|types?|typing|typed|typescript|eslint|ts-\w+|upgrade|deprecat\w+|remove|clean ?up|cleanup|optimi[sz]e|performance|tests?|testing|css|styl\w+|theme|dark mode|docs?|comments?|workaround|known (?:issue|bug)|bug|uncomment|move|translat\w+|i18n|import|duplicat\w+|hydration)\b/iu;
const forWhere = /\bproduction\b|\bdev(?:elopment)?\b/iu;
/** Words that a note about anything may hold. */
const loose = words(
	'api request endpoint server backend update insert message order price prices card quantity stock access admin role roles push contact vote votes voting voter registration redis hash session secret',
);

/** A note for later that names protection, payment, storage or delivery itself. */
function leftForLater(mark: PlacedMark, facts: Facts): readonly Unfinished[] {
	const {file, path, line, text} = mark;
	const comment = commentOf.exec(text)?.groups?.said ?? '';
	// A note about where it holds speaks of the code that it stands behind.
	const said = forWhere.test(comment) ? text : comment;
	if (said === '' || chores.test(said) || looks.test(said) || !matters(file, facts)) return [];
	const missing = topicOf(wordsOf(said).filter(word => !loose.has(word)));
	return missing === undefined ? [] : [{path, line, text, missing, isPlain: false}];
}

/** The name of the function that a line stands in. */
function functionAt({path, line}: Place, facts: Facts): string {
	const functions = facts.program.scopes.at(path)?.code.functions ?? [];
	return functions.findLast(one => one.line <= line && line <= one.end && one.name !== '')?.name ?? '';
}

/** What others are to write for themselves, callbacks in it included. */
function isMethod(code: Code, at: number): boolean {
	for (let here = at, steps = 0; here >= 0 && steps < 30; steps++) {
		if (code.functions[here]?.class !== undefined) return true;
		here = code.functions[here]?.in ?? -1;
	}
	return false;
}

/** `throw new Error('not implemented')` where a request leads to it. */
function neverWritten(file: FileFact, facts: Facts): readonly Unfinished[] {
	const {code, path} = file;
	if (code === undefined || file.role !== 'app' || !matters(file, facts) || !mayHold(code, notImplemented)) return [];
	return code.exits.flatMap(({how, value, in: at, line, text}): readonly Unfinished[] => {
		const call = how === 'throw' && value?.is === 'call' ? code.calls[value.call] : undefined;
		const said = textOf(call?.args[0]);
		if (said === undefined || !notImplemented.test(said)) return [];
		if (notSupported.test(said)) {
			const missing = topicOf(wordsOf(`${said} ${path}`));
			return missing === undefined ? [] : [{path, line, text, missing, isPlain: false}];
		}
		if (isMethod(code, at) || facts.program.pointsOf(path, at).length === 0) return [];
		return [{path, line, text, missing: topicOf(wordsOf(text)) ?? 'persistence', isPlain: true}];
	});
}

/** `return \`This action removes a #${id} invoice\`` behind a route: nothing is removed, and the answer says that all went well. */
function generatedIn({code, path, role}: FileFact, facts: Facts): readonly Unfinished[] {
	if (code === undefined || role !== 'app' || !mayHold(code, /This action /u)) return [];
	return code.exits.flatMap(({how, value, in: at, line, text}): readonly Unfinished[] => {
		const said = value?.is === 'text' || value?.is === 'template' ? value.text : '';
		if (how !== 'return' || !generated.test(said) || facts.program.pointsOf(path, at).length === 0) return [];
		return [{path, line, text, missing: 'persistence', isPlain: true}];
	});
}

/** Something that stands in for protection, payment, storage or delivery by its own name, made in code of a server. */
function standInsOf(file: FileFact, facts: Facts): readonly Unfinished[] {
	const {code, path} = file;
	if (code === undefined || file.role !== 'app' || file.side === 'client' || !mayHold(code, standIn) || !matters(file, facts)) return [];
	return code.calls.flatMap((call): readonly Unfinished[] => {
		if (!call.isNew && !/^[A-Z]/u.test(lastOf(call.to))) return [];
		const said = wordsOf(lastOf(call.to));
		const missing = said.some(word => standIns.has(word)) ? topicOf(said) : undefined;
		if (missing === undefined || call.when.some(name => /env|prod|dev|test|mode/iu.test(name))) return [];
		return [{path, line: call.line, text: call.text, missing, isPlain: false}];
	});
}

const standIn = /(?:[Mm]ock|[Ff]ake|[Dd]ummy|[Ss]tub)/u;
const standIns: ReadonlySet<string> = new Set(['mock', 'fake', 'dummy', 'stub']);

/** Classes that are made somewhere and whose every method only throws, in whatever language it says so; plain where nothing else could be made in their place. */
function hollowClasses(facts: Facts): readonly Unfinished[] {
	const hollow = new Map<string, Unfinished>();
	const extended = new Set<string>();
	const candidates = facts.files.filter(
		file => file.role === 'app' && file.code !== undefined && file.code.classes.length > 0 && matters(file, facts),
	);
	for (const {path, code} of candidates)
		for (const one of code?.classes ?? []) {
			for (const base of one.bases) if (base.is === 'name') extended.add(lastOf(base.name));
			const missing = topicOf(wordsOf(one.name));
			if (code !== undefined && missing !== undefined && onlyThrows(one.methods, code))
				hollow.set(one.name, {path, line: one.line, text: one.text, missing, isPlain: false});
		}
	if (hollow.size === 0) return [];
	return facts.files.flatMap(file => {
		const {code} = file;
		if (file.role !== 'app' || code === undefined || !matters(file, facts)) return [];
		return code.calls.flatMap((call): readonly Unfinished[] => {
			const found = call.isNew || file.language === 'py' ? hollow.get(lastOf(call.to)) : undefined;
			if (found === undefined || extended.has(lastOf(call.to))) return [];
			const others = code.calls.some(one => one !== call && one.isNew && one.in === call.in);
			return [{...found, isPlain: call.when.length === 0 && !others && file.language !== 'py'}];
		});
	});
}

/** Two methods or more, each of which throws and does nothing else. */
function onlyThrows(methods: readonly number[], code: Code): boolean {
	const own = methods.filter(at => !/(?:^|\.)(?:constructor|__init__)$/u.test(code.functions[at]?.name ?? ''));
	return (
		own.length > 1 &&
		own.every(at => {
			const exits = code.exits.filter(one => one.in === at);
			return exits.length === 1 && exits[0]?.how === 'throw' && code.calls.filter(one => one.in === at).length <= 1;
		})
	);
}
