import type {Severity} from '../../checklists/checklist.ts';
import type {Facts} from '../../facts/facts.ts';
import type {FileFact} from '../../facts/files.ts';
import {codeLanguages} from '../../facts/language.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import {type Missing, type Unfinished, unfinishedIn} from '../../facts/unfinished.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const order: readonly Missing[] = ['protection', 'money', 'persistence', 'delivery'];
const names: Readonly<Record<Missing, string>> = {
	protection: 'protection',
	money: 'payment',
	persistence: 'what is kept',
	delivery: 'what is sent',
};
const gravest =
	/\b(?:pay(?:ment|ments|pal)?|stripe|auth\w*|tokens?|signatures?|permissions?|encrypt\w*|passwords?|hash(?:ed)?|delet\w+|pagos?|pagamento|firma|assinatura|senha|encriptar|cifrar|criptogra\w+)\b/iu;

/** What a generator left behind: an answer that nobody relies on yet. */
const leftover = /This action (?:returns|adds|updates|removes)\b/u;

const said = (found: readonly Unfinished[]): string =>
	listed(
		order.filter(one => found.some(({missing}) => missing === one)).map(one => names[one]),
		'and',
	);

const probe: Probe = facts => {
	const found = unfinishedIn(facts);
	const plain = found.filter(({isPlain}) => isPlain);
	if (plain.length > 0) {
		const worst = plain.toSorted(
			(one, other) =>
				Number(gravest.test(other.text)) - Number(gravest.test(one.text)) || order.indexOf(one.missing) - order.indexOf(other.missing),
		);
		const severity: Severity = worst.some(({text}) => gravest.test(text))
			? 'blocker'
			: worst.every(({text}) => leftover.test(text))
				? 'medium'
				: 'high';
		return gap(
			`${plain.length === 1 ? 'a note in the code says' : `${plain.length} notes in the code say`} that something is not the real thing yet: ${said(plain)}`,
			distinct(worst),
			{severity, occurrences: plain.length},
		);
	}
	if (found.length > 0)
		return unknown(
			`${found.length === 1 ? 'a note says' : `${found.length} notes say`} that something is still to be done about ${said(found)}`,
			distinct(found),
			{occurrences: found.length},
		);
	const hollow = hollowFiles(facts);
	if (hollow !== undefined) return hollow;
	const files = facts.files.filter(
		file => file.role === 'app' && codeLanguages.has(file.language) && isReached(file, facts.reached) !== false,
	);
	const own = new Set(facts.entryPoints.points.map(({path}) => path));
	const entered = distinct(facts.entryPoints.points.map(({path, line, text}) => ({path, line, text}))).toSorted(
		(one, other) => Number(gravest.test(other.text)) - Number(gravest.test(one.text)),
	);
	const shown = [...entered, ...files.flatMap(({path, firstLine}) => (own.has(path) ? [] : [firstLine]))].slice(0, 3);
	return files.length === 0
		? notApplicable('no application code was found that could be unfinished')
		: pass(
				`no comment in ${files.length === 1 ? 'the one file' : `${files.length} files`} of the application says “TODO”, “for now” or “in a real app” of protection, payment, storage or delivery`,
				shown,
				{occurrences: files.length},
			);
};

/** Files that only make a folder importable, or describe types, are meant to be empty. */
const meantEmpty = /(?:^|\/)(?:__init__\.py|py\.typed)$|\.d\.[cm]?ts$/u;

const saysNothing = ({bytes, lines, code}: FileFact): boolean =>
	bytes === 0 ||
	(lines > 0 &&
		lines <= 5 &&
		code !== undefined &&
		[code.imports, code.exports, code.functions, code.classes, code.calls, code.variables, code.assignments, code.exits].every(
			list => list.length === 0,
		));

/** Where half of the files or more are empty or one comment, the code that is missing says nothing of itself. */
function hollowFiles(facts: Facts): Answer | undefined {
	const files = facts.files.filter(({path, role, language}) => role === 'app' && codeLanguages.has(language) && !meantEmpty.test(path));
	const hollow = files.filter(saysNothing);
	if (hollow.length < 3 || hollow.length * 2 < files.length) return undefined;
	const worst = hollow.toSorted((one, other) => Number(gravest.test(other.path)) - Number(gravest.test(one.path)));
	return unknown(
		`${hollow.length} of ${files.length} files of the application are empty or hold one comment, so what they are named after is not there yet`,
		worst.map(({firstLine}) => firstLine),
		{asks: `Which of these does the product promise already, and what happens when somebody wants it: ${nameOf(worst)}?`},
	);
}

const nameOf = (files: readonly FileFact[]): string =>
	files
		.slice(0, 4)
		.map(({path}) => path)
		.join(', ');

export default probe;
