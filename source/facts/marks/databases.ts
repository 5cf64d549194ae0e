import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js'] as const;
const manifest = /(?:^|\/)(?:go\.mod|Gemfile|pom\.xml|build\.gradle(?:\.kts)?|composer\.json|Cargo\.toml|mix\.exs|[\w.-]+\.csproj)$/u;

/** Which database the code is told to use. Only lines that cannot hold a password. */
export const databaseMarks: readonly MarkRule[] = [
	{
		kind: 'db.provider.postgres',
		languages: ['prisma'],
		literals: ['postgres', 'cockroachdb'],
		pattern: /provider\s*=\s*"(?:postgres(?:ql)?|cockroachdb)"/gu,
		on: 'code',
	},
	{kind: 'db.provider.mysql', languages: ['prisma'], literals: ['mysql'], pattern: /provider\s*=\s*"mysql"/gu, on: 'code'},
	{kind: 'db.provider.mssql', languages: ['prisma'], literals: ['sqlserver'], pattern: /provider\s*=\s*"sqlserver"/gu, on: 'code'},
	{kind: 'db.provider.sqlite', languages: ['prisma'], literals: ['sqlite'], pattern: /provider\s*=\s*"sqlite"/gu, on: 'code'},
	{kind: 'db.provider.mongo', languages: ['prisma'], literals: ['mongodb'], pattern: /provider\s*=\s*"mongodb"/gu, on: 'code'},
	{
		kind: 'db.provider.postgres',
		languages: ['py'],
		literals: ['django.db.backends.postgresql'],
		pattern: /django\.db\.backends\.postgresql/gu,
		on: 'code',
	},
	{
		kind: 'db.provider.mysql',
		languages: ['py'],
		literals: ['django.db.backends.mysql'],
		pattern: /django\.db\.backends\.mysql/gu,
		on: 'code',
	},
	{
		kind: 'db.provider.sqlite',
		languages: ['py'],
		literals: ['django.db.backends.sqlite3', 'sqlite://'],
		pattern: /django\.db\.backends\.sqlite3|['"]sqlite(?:\+aiosqlite)?:\/\/\//gu,
		on: 'code',
	},
	{
		kind: 'db.provider.postgres',
		languages: script,
		literals: ["'postgres", '"postgres'],
		pattern: /\b(?:dialect|type)\s*:\s*['"]postgres(?:ql)?['"]/gu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		kind: 'db.provider.mysql',
		languages: script,
		literals: ["'mysql", '"mysql', "'mariadb", '"mariadb'],
		pattern: /\b(?:dialect|type)\s*:\s*['"](?:mysql|mariadb)['"]/gu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		kind: 'db.provider.sqlite',
		languages: script,
		literals: ['sqlite'],
		pattern: /\b(?:dialect|type)\s*:\s*['"](?:better-sqlite3|sqlite)['"]/gu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		kind: 'db.provider.postgres',
		languages: 'any',
		literals: ['lib/pq', 'jackc/pgx', "'pg'", '"pg"', 'postgresql', 'postgrex', 'tokio-postgres', '"postgres"', 'Npgsql'],
		pattern:
			/github\.com\/lib\/pq\b|github\.com\/jackc\/pgx|gem\s+['"]pg['"]|<artifactId>postgresql<|org\.postgresql:postgresql|:postgrex\b|tokio-postgres|features\s*=\s*\[[^\]\n]*"postgres"|Npgsql/gu,
		on: 'code',
		path: manifest,
	},
	{
		kind: 'db.provider.mysql',
		languages: 'any',
		literals: ['mysql'],
		pattern: /go-sql-driver\/mysql|gem\s+['"]mysql2['"]|mysql-connector-j|:myxql\b|features\s*=\s*\[[^\]\n]*"mysql"/gu,
		on: 'code',
		path: manifest,
	},
	{
		kind: 'db.provider.sqlite',
		languages: 'any',
		literals: ['sqlite'],
		pattern: /mattn\/go-sqlite3|modernc\.org\/sqlite|gem\s+['"]sqlite3['"]|sqlite-jdbc|rusqlite|features\s*=\s*\[[^\]\n]*"sqlite"/gu,
		on: 'code',
		path: manifest,
	},
	{
		kind: 'db.firebase',
		languages: [...script, 'vue', 'svelte', 'astro'],
		literals: ['irestore', 'database', 'Database', 'data-connect'],
		pattern:
			/['"](?:@?firebase|firebase-admin|@angular\/fire|rxfire|https:[^'"\s]{0,80}firebase\w*)[/-](?:compat[/-])?(?:firestore|database|data-connect)(?:[/.-][\w./-]{0,30})?['"]|@(?:google-cloud|react-native-firebase)\/(?:firestore|database)|\b(?:getFirestore|initializeFirestore|getDatabase|getDataConnect)\s*\(|\b(?:admin|firebase|app|fb)\s*\.\s*database\s*\(|\.\s?firestore\s*\(/gu,
		on: 'code',
	},
	{
		kind: 'db.firebase',
		languages: ['py'],
		literals: ['firestore', 'firebase_admin'],
		pattern:
			/\bfirebase_admin\s+import\s[^\n]*\b(?:firestore|db)\b|\bgoogle\.cloud\s+import\s[^\n]*\bfirestore\b|\bfirestore\.(?:client|Client)\s*\(/gu,
		on: 'code',
	},
	{
		kind: 'db.firebase',
		languages: ['json'],
		literals: ['firestore', 'database', 'dataconnect'],
		pattern: /^[ \t]*"(?:firestore|database|dataconnect)"\s*:\s*[{[](?!\s*"port")/gmu,
		on: 'code',
		path: /(?:^|\/)firebase\.json$/u,
	},
	{
		kind: 'orm.django.model',
		languages: ['py'],
		literals: ['models.Model', 'AbstractUser', 'AbstractBaseUser'],
		pattern: /^class\s+\w+\s*\([^)\n]*\b(?:models\.Model|AbstractUser|AbstractBaseUser)\b/gmu,
		on: 'code',
	},
	{
		kind: 'db.provider.sqlite',
		languages: 'any',
		literals: ['d1_databases'],
		pattern: /d1_databases/gu,
		on: 'code',
		path: /(?:^|\/)wrangler\.(?:toml|jsonc?)$/u,
	},
];
