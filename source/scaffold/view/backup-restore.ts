import {factsNamed, holds, type PlainFacts} from '../../facts/facts.ts';
import {actions} from '../actions.ts';
import {type Given, said, type View} from '../view.ts';
import {databaseHosts} from './database-hosts.ts';

/** What the copies of the database say of this repository: who hosts it, and whether GitHub can run them. */
export function backupRestoreView(facts: PlainFacts, given: Given): View {
	const companies = new Set(facts.people.thirdParties.map(({id}) => id));
	const supabase = holds(facts, 'baas.supabase');
	const elsewhere = facts.stack.some(({id}) => id.startsWith('ci.') && id !== 'ci.github' && factsNamed(facts, id).length > 0);
	const workflow = holds(facts, 'ci.github') || !elsewhere;
	const hosts = databaseHosts.filter(({id}) => companies.has(id) || holds(facts, `deploy.${id}`, `baas.${id}`));
	return {
		data: {
			app: given.name,
			owner: said(given, 'owner') ?? '',
			supabase,
			workflow,
			hosts: hosts.map(({name, keeps, lacks, page}) => ({name, keeps, lacks, page})),
			actions: {checkout: actions.checkout},
		},
		after: [
			workflow
				? 'Nothing is copied yet: docs/backups.md says which settings the two workflows need. If the repository is not on GitHub, run the scripts from cron.'
				: 'Nothing is copied yet: docs/backups.md says how cron runs it on a machine of yours.',
		],
		owes: [],
		scripts: {},
	};
}
