import {pageThatSaysNever, scheduledCopies} from '../../facts/copies.ts';
import {marksOf} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {type Probe, pass, unknown} from '../probe.ts';

const drill = /(?:drill|restore|recovery)[^/]*(?<date>\d{4}-\d{2}-\d{2})|(?:drills?|restores?)\/[^/]*\d{4}-\d{2}-\d{2}/iu;

const probe: Probe = facts => {
	const restores = marksOf(facts, 'backup.restore', ['app', 'config', 'script']);
	const repeated = distinct(scheduledCopies(facts, 'backup.restore').map(({mark}) => mark));
	const never = pageThatSaysNever(facts, 'restored');
	if (repeated.length > 0 && never === undefined) return pass('a scheduled job restores a backup', repeated);
	const written = facts.files.filter(({path}) => drill.test(path) && /\.(?:md|txt)$/u.test(path)).map(({firstLine}) => firstLine);
	const last = [...written].sort((one, other) => (one.path < other.path ? 1 : -1))[0];
	if (last !== undefined)
		return unknown('a restore is written down, and a file cannot say whether it is recent enough', [last], {
			asks: `Is the restore in ${last.path} less than half a year old, how long did it take, and how many rows came back?`,
		});
	if (never !== undefined)
		return unknown(`${never.path} says that no copy was restored yet`, [never.firstLine, ...restores.map(plain)], {
			asks: `Was a restore done since? Then write its day after “restored” at the top of ${never.path}.`,
		});
	if (restores.length > 0)
		return unknown('a script can restore a backup, and nothing says that it ever did', restores.map(plain), {
			asks: 'When was this last run into an empty database, how long did it take, and how many rows came back?',
		});
	return unknown('nothing in the repository says that a backup was ever restored');
};

export default probe;

const plain = ({path, line, text}: Place): Place => ({path, line, text});
