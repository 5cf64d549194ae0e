import type {Source} from '../web/sources.ts';

/** So many lines that are printed are fewer than anybody would search. */
const few = 10;
const shown = 12;
/** What a person starts by hand prints to that person. */
const byHand = /(?:^|\/)(?:scripts?|migrations?|seeds?|management\/commands|alembic|notebooks?)\//u;

/** What Python prints goes past every logger: the lines to change, where there are many. */
export function printed(sources: readonly Source[], folder: string): readonly string[] {
	const lines = sources
		.filter(({path, package: own}) => own === folder && path.endsWith('.py') && !byHand.test(path))
		.flatMap(({path, code}) => code.calls.filter(({to}) => to === 'print').map(({line}) => `${path}:${line}`));
	if (lines.length < few) return [];
	const rest = lines.length > shown ? ` and ${lines.length - shown} more` : '';
	return [
		`What print writes is no record. Write logging.getLogger(__name__).info(...) instead, with values as extra={...}, in ${lines.slice(0, shown).join(', ')}${rest}`,
	];
}
