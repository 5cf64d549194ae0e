/** Who may host a PostgreSQL database, and what they keep of it by themselves, as of November 2026. */
export type DatabaseHost = {
	readonly id: string;
	readonly name: string;
	readonly keeps: string;
	readonly lacks: string;
	/** The host's own page on it. */
	readonly page: string;
};

/** By the fact of the stack or the company that shows the host. */
export const databaseHosts: readonly DatabaseHost[] = [
	{
		id: 'supabase',
		name: 'Supabase',
		keeps: 'a copy each day, reachable for 7 days on Pro, 14 on Team, up to 30 on Enterprise; point in time as an extra',
		lacks: 'copies that you can reach on the free plan; uploaded files; passwords of your own roles; anything once the project is deleted',
		page: 'https://supabase.com/docs/guides/platform/backups',
	},
	{
		id: 'neon',
		name: 'Neon',
		keeps: 'a history to go back in: 6 hours on the free plan, up to 7 or 30 days on paid ones, 1 day until you set more',
		lacks: 'anything older than that window, and anything once the project is deleted',
		page: 'https://neon.com/docs/introduction/history-window',
	},
	{
		id: 'render',
		name: 'Render',
		keeps: 'point in time on paid databases: 3 days, or 7 on a Professional workspace',
		lacks: 'anything for a free database, which also ends after some weeks',
		page: 'https://render.com/docs/postgresql-backups',
	},
	{
		id: 'fly',
		name: 'Fly.io',
		keeps: 'a snapshot of each volume a day for some days; Managed Postgres has copies of its own',
		lacks: 'a copy that is taken while nothing is half written, unless it is Managed Postgres',
		page: 'https://fly.io/docs/volumes/snapshots/',
	},
	{
		id: 'railway',
		name: 'Railway',
		keeps: 'copies of the volume on the days that you set',
		lacks: 'anything until a schedule is switched on, and anything once the service is deleted',
		page: 'https://docs.railway.com/reference/backups',
	},
	{
		id: 'heroku',
		name: 'Heroku',
		keeps: 'copies by pg:backups when they are scheduled; going back some days on Standard and above',
		lacks: 'anything on the small plans until pg:backups is scheduled',
		page: 'https://devcenter.heroku.com/articles/heroku-postgres-backups',
	},
];
