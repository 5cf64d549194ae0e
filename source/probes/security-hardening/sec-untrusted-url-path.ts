import {wordsOf} from '../../facts/guards/words.ts';
import type {Input} from '../../facts/inputs/input.ts';
import {distinct} from '../../facts/places.ts';
import {type AddressSink, addressSinksOf} from '../../facts/sinks/addresses.ts';
import {credentialedPathsOf} from '../../facts/sinks/credentialed-paths.ts';
import {inputsIn, isHarmless, type Judged, judgedOf, saidOf} from '../../facts/sinks/judged.ts';
import {navigationsOf} from '../../facts/sinks/navigations.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const words: Readonly<Record<AddressSink['chooses'], string>> = {
	'a server': 'which server is asked',
	'a file': 'which file is opened',
	'a page': 'where visitors are sent',
};

/** A part of a path that holds no slash cannot lead elsewhere. */
const leads = (input: Input, chooses: AddressSink['chooses']): boolean => {
	if (
		input.by !== 'caller' ||
		isHarmless(input, 'address') ||
		input.shape === 'checked' ||
		input.from === 'url' ||
		input.from === 'request'
	)
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

const ownName = /location\.href/gu;
/** How an address is called that somebody brings along, or that stands in a record. */
const leading: ReadonlySet<string> = new Set('link redirect return next continue callback goto target href destination back'.split(' '));

/** Whoever made the link or wrote the record says where a visitor goes. */
const isSteering = (input: Input): boolean =>
	!isHarmless(input, 'address') &&
	!input.checks.some(({is}) => is === 'chosen') &&
	((input.by === 'caller' && (input.from === 'query' || input.from === 'url')) || input.by === 'database');

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
	const moves = navigationsOf(facts);
	const moved = judgedOf(moves, facts);
	const steered = moved.filter(one => inputsIn(one, isSteering).length > 0);
	const [move] = steered;
	if (move !== undefined) {
		const [input] = inputsIn(move, isSteering);
		return unknown(
			`a page sends its visitor to an address that others can write${input === undefined ? '' : ` (${saidOf(input)})`}, and whether it is limited could not be seen`,
			distinct(steered.map(({sink}) => sink)),
			{
				asks: 'Is the address that a page sends people to compared with what is allowed, so that neither `javascript:` nor another site gets through?',
			},
		);
	}
	const paths = judgedOf(credentialedPathsOf(facts), facts).filter(
		one => inputsIn(one, input => leads(input, 'a server') && input.from !== 'path').length > 0,
	);
	if (paths.length > 0)
		return unknown(
			`${paths.length === 1 ? 'a call' : `${paths.length} calls`} to another service with a credential of yours ${paths.length === 1 ? 'has' : 'have'} a piece in the path of the address that the caller sends`,
			distinct(paths.map(({sink}) => sink)),
			{asks: 'Which values may a caller put into that path, and what could be reached with your credential by another one?'},
		);
	const unclear = judged.filter(
		one =>
			inputsIn(one, input => input.by === 'caller' && !isHarmless(input, 'address')).length > 0 &&
			facts.program.scopes.at(one.sink.path) !== undefined,
	);
	if (unclear.length > 0)
		return unknown(
			`what a caller sends takes part in ${unclear.length === 1 ? 'one address, file or redirect' : `${unclear.length} addresses, files or redirects`}, and whether it is limited could not be seen`,
			distinct(unclear.map(({sink}) => sink)),
		);
	const blind = moved.filter(
		({sink, reached}) =>
			reached.some(({source}) => source.unknown.length > 0) && wordsOf(sink.text.replace(ownName, '')).some(word => leading.has(word)),
	);
	if (blind.length > 0)
		return unknown(
			`a visitor is sent on by ${blind.length === 1 ? 'a page' : `${blind.length} pages`}, and where the address comes from could not be followed`,
			distinct(blind.map(({sink}) => sink)),
		);
	const reckoned = sinks.filter(({unread}) => unread);
	if (reckoned.length > 0)
		return unknown(
			`${reckoned.length === 1 ? 'a file is' : `${reckoned.length} files are`} opened at a path that is put together before, and from what could not be followed`,
			distinct(reckoned),
			{asks: 'Can a name that somebody sends reach that path, and what happens when it holds ../ or begins with a slash?'},
		);
	const all = [...sinks, ...moves];
	if (all.length === 0) return notApplicable('no address, file or redirect is chosen while it runs');
	return pass(
		`${all.length === 1 ? 'the one address, file or redirect is not' : `none of the ${all.length} addresses, files and redirects is`} chosen by what a caller sends`,
		distinct(all),
	);
};

export default probe;
