import type {Place} from '../safe-text.ts';
import {lastOf, textOf} from './code/code.ts';
import {mayHold, mayName} from './code/lazy.ts';
import type {Facts} from './facts.ts';
import {type FileFact, marksOf, type PlacedMark} from './files.ts';
import {isReached} from './reached.ts';

/** Something that people press and that does nothing. `isCertain`: there is no other way to read it. */
export type StubHandler = Place & {readonly kind: 'empty' | 'says' | 'told' | 'link' | 'button' | 'pretends'; readonly isCertain: boolean};

const beside =
	/(?:^|[/._-])(?:demos?|stor(?:y|ies|ybook)|examples?|samples?|mocks?|playground|fixtures?|sandbox|tutorials?|exercises?|chapters?|solutions?|templates?|docs|landing-?demo|showcase|emails?)(?:[/._-]|$)/iu;
/** A component that a server draws is looked at in a browser all the same. */
const drawn = /\.[jt]sx$/u;
const kits = /(?:^|\/)components\/ui\//u;
const notYet =
	/coming[ _]?soon|not (?:yet )?(?:implemented|available)|under construction|\bTODO\b|will be (?:available|implemented)|placeholder/iu;
const asides = /console\./u;
const labelled = /disabled|aria-hidden|type=|\bid=/iu;

/** Pages that are sent, shown to developers or made to be copied. */
const sentPage =
	/(?:^|[/._-])(?:e?mails?|mailer|newsletters?|demos?|stor(?:y|ies|ybook)|examples?|samples?|mocks?|mockups?|prototypes?|playground|fixtures?|sandbox|tutorials?|docs|showcase|designs?)(?:[/._-]|$)/iu;
/** Classes by which scripts and style sheets find what opens, and the ends of a list of pages. */
const hooked =
	/\b(?:js-|page-link|pagination|brand|logo|dropdown|toggle|nav|tab|accordion|collapse|btn|button|close|modal|menu|disabled|active|trigger)/iu;
const upwards = /\b(?:back to )?top\b/iu;

const selecting = /^(?:\$|jQuery)$|\.(?:querySelector|querySelectorAll|on|delegate|find|closest|matches|getElementsByTagName)$/u;
const anyLink = /(?:^|[\s>,])a(?:$|[\s>,:[])/u;

/** A script that takes links by what they stand in: one without a mark of its own may be among them. */
const takesLinks = ({role, code}: FileFact): boolean =>
	role === 'app' &&
	code?.calls.some(({to, args}) => selecting.test(to) && args.some(arg => arg.is === 'text' && anyLink.test(arg.text))) === true;

/** The buttons, links and forms of screens that run which do nothing; the certain ones first. */
export function stubHandlersIn(facts: Facts): readonly StubHandler[] {
	const of = (kind: string, judge: (mark: PlacedMark) => StubHandler | undefined): readonly StubHandler[] =>
		marksOf(facts, kind).flatMap(mark => {
			if (
				beside.test(mark.path) ||
				kits.test(mark.path) ||
				(mark.file.side === 'server' && !drawn.test(mark.path)) ||
				isReached(mark.file, facts.reached) === false
			)
				return [];
			const made = judge(mark);
			return made === undefined ? [] : [made];
		});
	const made = (mark: PlacedMark, kind: StubHandler['kind'], isCertain: boolean): StubHandler => ({
		path: mark.path,
		line: mark.line,
		text: mark.text,
		kind,
		isCertain,
	});
	const said = (mark: PlacedMark): StubHandler | undefined => {
		const value = mark.value ?? '';
		if (asides.test(value)) return made(mark, 'says', true);
		return notYet.test(value) ? made(mark, 'says', true) : undefined;
	};
	const taken = facts.files.some(takesLinks);
	const all = [
		...facts.files.flatMap(file => pretending(file, facts)),
		...facts.files.flatMap(file => puttingOff(file, facts)),
		...of('stub.empty', mark => (/disabled/u.test(mark.text) ? undefined : made(mark, 'empty', true))),
		...of('stub.says', said),
		...of('stub.named', said),
		...of('stub.told', mark => made(mark, 'told', false)),
		...of('stub.dead-link', mark => made(mark, 'link', true)),
		...marksOf(facts, 'stub.page-link').flatMap(mark =>
			sentPage.test(mark.path) || hooked.test(mark.value ?? '') || upwards.test(mark.text) ? [] : [made(mark, 'link', !taken)],
		),
		...of('stub.button', mark =>
			labelled.test(mark.value ?? '') || !/\.[jt]sx$/u.test(mark.path) || hasForm(mark) ? undefined : made(mark, 'button', false),
		),
	];
	const lines = new Set<string>();
	const once = all.filter(({path, line}) => lines.size < lines.add(`${line} ${path}`).size);
	return once.toSorted(
		(one, other) => Number(other.isCertain) - Number(one.isCertain) || Number(one.kind === 'link') - Number(other.kind === 'link'),
	);
}

/** A button in a form sends it. */
const hasForm = ({file}: PlacedMark): boolean => file.code?.calls.some(({to}) => /form$/iu.test(lastOf(to))) ?? false;

const handlerNamed = /^(?:handle|on)[A-Z]|[sS]ubmit/u;
const succeeds = /^(?:toast|message|notification|sonner)\.success$|^(?:window\.)?alert$/u;
/** What such a handler may call besides: it changes what is shown, and asks nobody. */
const shows =
	/^(?:set[A-Z]\w*|setTimeout|e(?:vent|vt)?\.preventDefault|toast(?:\.\w+)?|message\.\w+|notification\.\w+|sonner\.\w+|(?:window\.)?alert|console\.\w+|(?:\w+\.)?reset|(?:[\w.]+\.)?(?:test|trim|toLowerCase|includes)|validate\w*|isValid\w*|t|i18n\.t|navigate|onClose|close)$/u;
/fetch|axios|mutate|supabase|\bapi\b|\.(?:post|put|patch|get|delete|insert|update|create|save|send|submit)$|dispatch|action|service/iu;

/** A handler that waits for a moment and then says that it worked, without asking anybody. */
function pretending(file: FileFact, facts: Facts): readonly StubHandler[] {
	const {code, path} = file;
	if (code === undefined || file.role !== 'app' || file.side === 'server' || beside.test(path) || !mayName(code, ['setTimeout'])) return [];
	const scope = isReached(file, facts.reached) === false ? undefined : facts.program.scopes.at(path);
	if (scope === undefined) return [];
	return code.functions.flatMap((one, at): readonly StubHandler[] => {
		if (!handlerNamed.test(lastOf(one.name))) return [];
		const calls = scope.bodyOf(at).flatMap(here => scope.callsIn(here));
		const timer = calls.find(call => call.to === 'setTimeout' && call.args[0]?.is === 'function');
		const later = timer?.args[0];
		if (timer === undefined || later?.is !== 'function' || calls.some(call => !shows.test(call.to) || call.isAwaited)) return [];
		const told = scope.callsIn(later.function).some(call => succeeds.test(call.to));
		return told ? [{path, line: timer.line, text: timer.text, kind: 'pretends', isCertain: true}] : [];
	});
}

const says = /^(?:toast|message|notification|sonner)(?:\.(?:success|info|message|warning))?$|^(?:window\.|Alert\.)?alert$/u;
const soon = /\b(?:coming soon|not (?:yet )?implemented|not available yet|will be available soon)\b/iu;

/** What is pressed and says that it is not there yet; where only some of it is, that cannot be told. */
function puttingOff(file: FileFact, facts: Facts): readonly StubHandler[] {
	const {code, path} = file;
	if (code === undefined || file.role !== 'app' || file.side === 'server' || beside.test(path) || !mayHold(code, soon)) return [];
	if (isReached(file, facts.reached) === false || kits.test(path)) return [];
	return code.calls.flatMap((call): readonly StubHandler[] => {
		if (!says.test(call.to) || call.in < 0 || !soon.test(textOf(call.args[0]) ?? '')) return [];
		return [{path, line: call.line, text: call.text, kind: 'says', isCertain: call.when.length === 0}];
	});
}
