import {seededAdmins} from '../../facts/access/known-passwords.ts';
import {namedIn} from '../../facts/access/named.ts';
import {moduleLevel} from '../../facts/code/code.ts';
import type {Facts} from '../../facts/facts.ts';
import type {FileFact} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const seeding = /seed|create[-_]?superuser|create[-_]?admin|init[-_]?db|initial[-_]data|bootstrap/iu;

/** Commands that run where the product is released, or when it starts, and make first accounts. */
const released = ({commands}: Facts) =>
	commands.filter(
		({command, where, role}) =>
			seeding.test(command) && role !== 'test' && (where === 'image' || where === 'platform') && !/--dev\b/u.test(command),
	);

const isNamedIn = (command: string, path: string): boolean =>
	command.includes(path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/u, ''));

const fromOutside = /(?:env|environ|settings|config)\b.*PASSWORD/iu;
/** The code of a file reads a password from its environment. */
const takesPassword = ({path, code}: FileFact, {program}: Facts): boolean => {
	const scope = program.scopes.at(path);
	if (scope === undefined || code === undefined) return false;
	return [moduleLevel, ...code.functions.keys()].some(at => [...namedIn(scope, at).names].some(name => fromOutside.test(name)));
};

const probe: Probe = facts => {
	const seeded = seededAdmins(facts);
	const runs = released(facts);
	const running = seeded.filter(
		({file}) =>
			file.role === 'app' && facts.reached.has(file.path) && !seeding.test(file.path) && !/fixture|demo|mock|example/iu.test(file.path),
	);
	if (running.length > 0) return gap('the application itself makes an administrator whose password stands in the code', distinct(running));
	const carried = seeded.filter(({path}) =>
		runs.some(({command}) => isNamedIn(command, path) || /\b(?:db\s+seed|db:seed|run\s+seed|loaddata)\b/u.test(command)),
	);
	if (carried.length > 0)
		return gap('what runs at a release makes an administrator whose password stands in the code', distinct([...carried, ...runs]));
	if (seeded.length > 0)
		return unknown(
			'a script makes an administrator whose password stands in the code, and whether it is run where customers are cannot be told',
			distinct(seeded),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const kept = runs.filter(({command}) => facts.files.some(file => isNamedIn(command, file.path) && takesPassword(file, facts)));
	if (kept.length > 0) return pass('what makes the first administrator takes the password from the environment', distinct(kept));
	if (runs.length > 0) return unknown('a release makes first accounts, and with which password was not seen', distinct(runs));
	return notApplicable('no code was seen that makes an administrator');
};

export default probe;
