import {isDatastore} from '../../facts/capacity.ts';
import {filesWritten, localStorageOf} from '../../facts/data-calls/local-storage.ts';
import {type Facts, factsNamed, holds} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import {packageOf} from '../../facts/packages.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const databaseImage = /(?:^|\/)(?:postgres|postgis|mysql|mariadb|mongo|timescaledb|pgvector)(?:[:@/]|$)/u;

const databaseFile = /(?:^|\/)[\w.-]+\.(?:db|sqlite|sqlite3)$/u;

/** The disk is that of a service that keeps data for others, named above it. */
const isOfDatastore = ({path, line}: Place, {workloads}: Facts): boolean => {
	const own = workloads.filter(one => one.path === path && one.line <= line).toSorted((one, other) => other.line - one.line)[0];
	return own !== undefined && isDatastore(own);
};

const probe: Probe = facts => {
	const stored = localStorageOf(facts);
	const databases = stored.filter(({what}) => what === 'database');
	const uploads = stored.filter(({what}) => what === 'uploads');
	const written = filesWritten(facts);
	const emptied = factsNamed(facts, 'runtime.ephemeralDisk');
	const homes = new Set([...databases, ...uploads, ...written].map(({path}) => packageOf(path, facts.packages)));
	const wiped = emptied.filter(fact => homes.has(fact.package)).flatMap(({evidence}) => evidence);
	const lasting = [
		...marksOf(facts, 'deploy.volume', ['app', 'config', 'script']).filter(one => !isOfDatastore(one, facts)),
		...marksOf(facts, 'backup.litestream', ['app', 'config', 'script']),
	];
	const elsewhere = holds(
		facts,
		'db.postgres',
		'db.mysql',
		'db.mssql',
		'db.mongo',
		'db.serverlessPooler',
		'baas.supabase',
		'baas.firebase',
		'baas.convex',
	);
	const onDisk = [...databases, ...uploads];
	if (onDisk.length > 0 && lasting.length > 0)
		return pass('what is kept on the disk lies on a volume that stays', distinct([...lasting, ...onDisk]));
	const volumes = facts.deploy.services.filter(({build}) => build !== undefined).flatMap(one => one.volumes);
	if (databases.length > 0 && !elsewhere && wiped.length > 0)
		return gap('the database is a file on a disk that is emptied at each deploy', distinct([...databases, ...wiped.slice(0, 1)]), {
			severity: 'blocker',
		});
	if (uploads.length > 0 && wiped.length > 0)
		return gap('uploaded files are kept on a disk that is emptied at each deploy', distinct([...uploads, ...wiped.slice(0, 1)]), {
			severity: elsewhere ? 'high' : 'blocker',
		});
	const built = facts.deploy.services.filter(({build, purpose}) => build !== undefined && purpose === 'production');
	if (databases.length > 0 && !elsewhere && built.length > 0 && volumes.length === 0 && wiped.length === 0)
		return gap(
			'the database is a file inside of a container that has no volume, and is gone when that is made anew',
			distinct([...databases, ...built.slice(0, 1)]),
			{
				severity: 'high',
			},
		);
	const inGit = facts.files.filter(
		({path, tracked, bytes, role}) =>
			tracked === true &&
			bytes > 0 &&
			role !== 'test' &&
			role !== 'example' &&
			databaseFile.test(path) &&
			homes.has(packageOf(path, facts.packages)),
	);
	if (databases.length > 0 && !elsewhere && inGit[0] !== undefined && volumes.length === 0)
		return gap(
			`the database is a file, and ${inGit[0].path} is kept in git: where the code is checked out anew, that copy takes its place`,
			distinct([...databases, ...inGit.map(({firstLine}) => firstLine)]),
			{severity: 'high', confidence: 'medium'},
		);
	const served = facts.deploy.services.filter(
		({image, volumes: own, purpose}) => own.length > 0 && purpose === 'production' && databaseImage.test(image ?? ''),
	);
	if (databases.length > 0 && elsewhere && uploads.length === 0 && served.length > 0 && wiped.length === 0)
		return pass(
			"production's database keeps its files on a volume that stays; the one in a file is for a start without it",
			distinct([...served, ...databases]),
			{confidence: 'medium'},
		);
	const forgetful = facts.deploy.services.filter(
		({image, volumes: own, purpose}) => own.length === 0 && purpose === 'production' && databaseImage.test(image ?? ''),
	);
	if (forgetful.length > 0 && onDisk.length === 0)
		return unknown('a database runs in a container that has no volume', distinct(forgetful), {
			asks: 'Is this container where production keeps its data, and what is left when it is made anew?',
		});
	if (onDisk.length > 0 && volumes.length > 0)
		return unknown(
			'something is kept on the disk of the container, and a volume is there; whether it holds just that cannot be told',
			distinct([...onDisk, ...volumes]),
		);
	if (onDisk.length > 0)
		return unknown(
			wiped.length > 0
				? 'a database in a file stands beside another one, and the disk is emptied at each deploy'
				: `${databases.length > 0 ? 'a database' : 'uploads'} in a file of the machine, and nothing says that its disk stays`,
			distinct([...onDisk, ...wiped.slice(0, 1)]),
			{asks: 'Where does this file lie in production, and is it still there after the next deploy?'},
		);
	if (written.length > 0)
		return unknown(
			wiped.length > 0
				? 'requests write files to a disk that is emptied at each deploy'
				: 'requests write files to the disk of the machine',
			distinct([...written, ...wiped.slice(0, 1)]),
			{asks: 'Does anybody need these files after the next deploy, and where would they be then?'},
		);
	const unread = unreadLanguage(facts);
	if (unread !== undefined) return unknown(`code in ${unread} is not read yet`);
	const kept = ['db.postgres', 'db.mysql', 'db.mssql', 'db.mongo', 'baas.supabase', 'baas.firebase', 'baas.convex', 'db.dynamo', 'db.redis']
		.flatMap(id => factsNamed(facts, id))
		.flatMap(({evidence}) => evidence);
	if (kept.length > 0)
		return pass(
			'data is kept by a database of its own, and nothing that requests bring is written to the disk',
			distinct(kept).slice(0, 3),
		);
	return notApplicable('nothing that people bring is kept');
};

export default probe;
