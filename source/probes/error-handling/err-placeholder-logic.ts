import type {Severity} from '../../checklists/checklist.ts';
import {codeLanguages} from '../../facts/language.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import {type Missing, type Unfinished, unfinishedIn} from '../../facts/unfinished.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
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
		const severity: Severity = worst.some(({text}) => gravest.test(text)) ? 'blocker' : 'high';
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
	const files = facts.files.filter(
		file => file.role === 'app' && codeLanguages.has(file.language) && isReached(file, facts.reached) !== false,
	);
	const own = new Set(facts.entryPoints.points.map(({path}) => path));
	const shown = files.toSorted((one, other) => Number(own.has(other.path)) - Number(own.has(one.path))).slice(0, 3);
	return files.length === 0
		? notApplicable('no application code was found that could be unfinished')
		: pass(
				`no comment in ${files.length === 1 ? 'the one file' : `${files.length} files`} of the application says that protection, payment, storage or delivery is missing`,
				shown.map(({firstLine}) => firstLine),
				{occurrences: files.length},
			);
};

export default probe;
