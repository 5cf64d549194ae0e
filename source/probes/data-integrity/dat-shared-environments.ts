import {expanded} from '../../facts/commands.ts';
import {factsNamed} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import type {Place} from '../../safe-text.ts';
import {type Probe, unknown} from '../probe.ts';

const seeding = /\b(?:db:seed|prisma\s+db\s+seed|seed(?::\w+)?|loaddata|seed\.(?:js|ts|py))\b/u;
const released = /^(?:pre|post)?(?:build|start|deploy|release|vercel-build|heroku-postbuild)$/u;
const databaseName = /^(?:DATABASE_URL|POSTGRES_URL|MONGO(?:DB)?_UR[IL]|(?:NEXT_PUBLIC_|VITE_)?SUPABASE_URL|DB_HOST|PGHOST)$/u;

const probe: Probe = facts => {
	const fills = facts.commands.filter(
		one =>
			((one.where === 'script' && released.test(one.name ?? '')) || one.where === 'platform') &&
			one.role !== 'test' &&
			expanded(one, facts.commands).some(({command}) => seeding.test(command)),
	);
	if (fills.length > 0)
		return unknown('a build or a start fills the database with made-up data, whichever database it is told to use', distinct(fills), {
			asks: 'Does this also run against the database of production, and what does it do to the rows that are there?',
		});
	const previews = factsNamed(facts, 'env.preview').flatMap(({evidence}) => evidence);
	const named = facts.settings.named.filter(({name}) => databaseName.test(name)).map(({path, line, text}): Place => ({path, line, text}));
	if (previews.length > 0)
		return unknown(
			'each change is shown in a preview of its own, and no file says which database it talks to',
			distinct([...previews.slice(0, 2), ...named.slice(0, 2)]),
			{
				asks: 'Do previews and tests have a database of their own, or do they write to that of production?',
			},
		);
	return unknown('no file says which database tests and previews talk to', distinct(named).slice(0, 3));
};

export default probe;
