import type {Place} from '../../../safe-text.ts';
import type {Facts} from '../../facts.ts';
import {marksOf} from '../../files.ts';
import {isReached} from '../../reached.ts';
import {runningFiles} from '../running.ts';
import {isShipped} from './client-secret.ts';
import {publicPrefix} from './server-keys.ts';

/** What browsers load: the settings that it reads first, else the scripts themselves. */
export function clientSurface(facts: Facts): readonly Place[] {
	const reads = marksOf(facts, 'setting.read', ['app'])
		.filter(({file, value = ''}) => isShipped(file) && publicPrefix.test(value) && isReached(file, facts.reached) !== false)
		.toSorted((one, other) => Number(other.file.side === 'client') - Number(one.file.side === 'client'));
	const clients = runningFiles(facts).filter(({file}) => file.side === 'client');
	const pages = facts.files.filter(file => file.role === 'app' && file.language === 'html' && file.side === 'client' && file.lines > 0);
	return [...reads, ...clients.map(({file}) => file.firstLine), ...pages.map(({firstLine}) => firstLine)].map(({path, line, text}) => ({
		path,
		line,
		text,
	}));
}
