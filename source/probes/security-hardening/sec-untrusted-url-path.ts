import type {Input} from '../../facts/inputs/input.ts';
import {distinct} from '../../facts/places.ts';
import {type AddressSink, addressSinksOf} from '../../facts/sinks/addresses.ts';
import {inputsIn, isHarmless, type Judged, judgedOf, saidOf} from '../../facts/sinks/judged.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const words: Readonly<Record<AddressSink['chooses'], string>> = {
	'a server': 'which server is asked',
	'a file': 'which file is opened',
	'a page': 'where visitors are sent',
};

/** A part of a path that holds no slash cannot lead elsewhere. */
const leads = (input: Input, chooses: AddressSink['chooses']): boolean => {
	if (input.by !== 'caller' || isHarmless(input) || input.shape === 'checked' || input.from === 'url' || input.from === 'request')
		return false;
	if (input.checks.some(({is}) => is === 'chosen' || (is === 'schema' && input.shape !== 'text'))) return false;
	// Nobody can send somebody else a link that posts a body.
	if (chooses === 'a page' && input.from === 'body') return false;
	if (input.from === 'header' || input.from === 'cookie') return false;
	// Where a library put an uploaded file is the library's choice.
	if (/(?:^|\.)(?:path|filepath|file_path|tempFilePath)$/u.test(input.name)) return false;
	if (input.from === 'upload') return /(?:originalname|filename|\.name)$/u.test(input.name);
	return !(chooses === 'a file' && input.from === 'path' && !/^(?:req|request)\.params\b/u.test(input.name));
};

const probe: Probe = facts => {
	const sinks = addressSinksOf(facts);
	const judged = judgedOf(sinks, facts);
	const found = (chooses: AddressSink['chooses']): readonly Judged[] =>
		judged.filter(
			one => sinks.some(sink => sink === one.sink && sink.chooses === chooses) && inputsIn(one, input => leads(input, chooses)).length > 0,
		);
	const kinds = (['a server', 'a file', 'a page'] as const)
		.map(chooses => ({chooses, open: found(chooses)}))
		.filter(({open}) => open.length > 0);
	const [worst] = kinds;
	const [first] = worst?.open ?? [];
	if (worst !== undefined && first !== undefined) {
		const [input] = inputsIn(first, one => leads(one, worst.chooses));
		return gap(
			`what a caller sends${input === undefined ? '' : ` (${saidOf(input)})`} decides ${words[worst.chooses]}`,
			distinct(kinds.flatMap(({open}) => open.map(({sink}) => sink))),
			{severity: worst.chooses === 'a page' ? 'medium' : 'high'},
		);
	}
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const unclear = judged.filter(
		one =>
			inputsIn(one, input => input.by === 'caller' && !isHarmless(input)).length > 0 &&
			facts.program.scopes.at(one.sink.path) !== undefined,
	);
	if (unclear.length > 0)
		return unknown(
			`what a caller sends takes part in ${unclear.length} addresses, files or redirects, and whether it is limited could not be seen`,
			distinct(unclear.map(({sink}) => sink)),
		);
	if (sinks.length === 0) return notApplicable('no address, file or redirect is chosen while a request is answered');
	return pass(`none of the ${sinks.length} addresses, files and redirects is chosen by what a caller sends`, distinct(sinks));
};

export default probe;
