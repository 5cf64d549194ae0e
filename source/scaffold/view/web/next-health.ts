import {holds, type PlainFacts} from '../../../facts/facts.ts';
import type {WantedImport} from '../../wiring/edit.ts';
import {relativeTo} from '../../wiring/imports.ts';
import {type Health, noHealth} from './health.ts';
import type {NextApp} from './next.ts';
import {scriptQuestion} from './questions.ts';
import {noClient} from './script-health.ts';
import type {Source} from './sources.ts';

const printable = /^[\w./@+-]+$/u;

/** The addresses of a Next.js application: two files, each with the import that it needs. */
export function nextHealth(facts: PlainFacts, sources: readonly Source[], {folder, typed, package: at}: NextApp): Health {
	const ending = typed ? 'ts' : 'js';
	const path = `${folder}/api/health/route.${ending}`;
	const own = sources.filter(one => one.package === at && !one.path.startsWith(`${folder}/api/health/`));
	const question = scriptQuestion(facts, own, undefined);
	if (question === undefined && holds(facts, 'db.any')) return noHealth(noClient(path));
	const imports = (question?.imports ?? []).map(one => importOf(path, one));
	if (!printable.test(question?.handle || 'x') || imports.some(({module}) => !printable.test(module))) return noHealth(noClient(path));
	const gate = facts.files.find(({path: one}) => /(?:^|\/)(?:src\/)?(?:middleware|proxy)\.[jt]s$/u.test(one))?.path;
	return {
		data: {
			kind: 'next',
			folder,
			ending,
			typed,
			imports,
			asks: question?.kind ?? '',
			handle: question?.handle ?? '',
			table: question?.table ?? '',
		},
		after: gate === undefined ? [] : [`${gate} runs in front of it: let /api/health through without a sign-in, or nobody can ask it.`],
	};
}

type NextImport = {
	readonly name: string;
	readonly local: string;
	readonly default: boolean;
	readonly renamed: boolean;
	readonly module: string;
};

/** An import as the file writes it; what Next.js bundles needs no ending. */
const importOf = (path: string, {name = '', local = name, from}: WantedImport): NextImport => ({
	name,
	local,
	default: name === 'default',
	renamed: name !== local,
	module: 'package' in from ? from.package : relativeTo(path, from.file).replace(/\/index$/u, ''),
});
