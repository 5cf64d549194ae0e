import {type Facts, factsNamed, holds} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import {hostingOf} from '../../facts/hosting.ts';
import {labelOf} from '../../facts/labels.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

/** Kinds of resources that run the program or hold its data. */
const carries =
	/_(?:instance|ecs_\w+|eks_\w+|lambda_function|db_instance|rds_cluster|apprunner_service|cloud_run\w*|run_service|compute_instance|sql_database_instance|container_cluster|app_service\w*|linux_web_app|container_app|kubernetes_cluster|droplet|database_cluster|server|app|machine|project|web_service|postgres\w*|service)$/u;
/** How the data is brought back says nothing of how the servers, the names and the settings are made anew. */
const rebuild =
	/\brebuild(?:ing)?\b.*\b(?:infrastructure|environment|production|everything|servers?)\b|\bbuild(?:ing)?\b.*\b(?:anew|again|from scratch)\b|\bre-?provision/iu;
/** Kinds of resources that hold data, by themselves or in what they start. */
const holdsData =
	/(?:db|rds|sql|postgres\w*|mysql|mongo\w*|atlas|neon|supabase|planetscale|dynamo\w*|firestore|firebase|cosmos\w*|aurora|database)(?:_|$)|^(?:aws_instance|helm_release|\w+_compute_instance|\w+_virtual_machine|\w+_droplet|hcloud_server|aws_eks_cluster|\w+_container_cluster|\w+_kubernetes_cluster)$/u;
const stores = ['db.postgres', 'db.mysql', 'db.mongo'];
const whole = ['deploy.pulumi', 'deploy.sst', 'deploy.cdk'];
const blueprints = ['deploy.render', 'deploy.fly', 'deploy.railway', 'deploy.serverless', 'deploy.k8s', 'deploy.helm', 'deploy.appengine'];
const services = ['db.postgres', 'db.mysql', 'db.mongo', 'db.redis', 'db.dynamo', 'baas.supabase', 'baas.firebase', 'queue'];

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
const plain = ({path, line, text}: Place): Place => ({path, line, text});
const places = (facts: Facts, ids: readonly string[]): readonly Place[] =>
	ids.flatMap(id => factsNamed(facts, id)).flatMap(({evidence}) => evidence.slice(0, 1));

const probe: Probe = facts => {
	const state = facts.files.find(({path, tracked}) => /\.tfstate(?:\.backup)?$/u.test(path) && tracked === true);
	if (state) return gap('the record of what exists (the state), passwords and all, is a file in the repository', [state.firstLine]);
	const resources = marksOf(facts, 'infra.resource', ['app', 'config', 'script']);
	const remotes = marksOf(facts, 'infra.state', ['app', 'config', 'script']).filter(({value}) => value !== 'local');
	const [remote] = remotes;
	if (resources.length > 0 && remote === undefined)
		return gap(
			'infrastructure is written as code, and the record of what exists (its state) lies on the disk of whoever ran it last',
			resources.slice(0, 3).map(plain),
		);
	const carrying = resources.filter(
		({value, text}) => value === undefined || (carries.test(value) && value !== 'google_project_service') || /^module/u.test(text),
	);
	const folders = new Set(remotes.map(({path}) => folderOf(path)));
	const [store] = stores.filter(id => holds(facts, id));
	if (
		remote &&
		carrying.length > 0 &&
		store !== undefined &&
		!carrying.some(({value, text}) => value === undefined || holdsData.test(value) || /^module/u.test(text))
	)
		return unknown(
			`infrastructure is written as code with a shared state, and none of its ${resources.length} resources is the database (${labelOf(store)})`,
			[...carrying.slice(0, 1).map(plain), ...places(facts, [store])],
			{asks: 'Where does the database run, and how would it be made anew without clicking it together?'},
		);
	const shared = carrying.find(({path}) => folders.has(folderOf(path))) ?? carrying[0];
	if (remote && shared)
		return pass('infrastructure is written as code, and the record of what exists (its state) is kept where everyone shares it', [
			plain(shared),
			plain(remotes.find(({path}) => folderOf(path) === folderOf(shared.path)) ?? remote),
		]);
	const code = places(facts, whole);
	if (code.length > 0) return pass('infrastructure is written as code', code);
	return byPlatform(facts);
};

function byPlatform(facts: Facts) {
	const used = services.filter(id => holds(facts, id)).map(labelOf);
	const uses = used.length === 0 ? '' : ` with ${listed(used, 'and')}`;
	const blueprint = places(facts, blueprints);
	const steps = facts.documents.find(
		document =>
			document.kind === 'prose' &&
			document.dates.length > 0 &&
			document.fencedBlocks > 0 &&
			document.headings.some(({title}) => rebuild.test(title)),
	);
	if (blueprint[0] && steps)
		return pass(`the platform's file says what runs, and ${steps.path} how to build it anew`, [blueprint[0], steps.firstLine]);
	if (blueprint[0])
		return unknown(`${blueprint[0].path} says what runs${uses}, and no dated page says how to build the rest anew`, blueprint);
	const hosts = hostingOf(facts);
	const where =
		hosts.length === 0
			? `nothing says where ${listed(['it', ...used], 'and')} ${used.length === 0 ? 'runs' : 'run'}`
			: `it is built for ${listed([...new Set(hosts.map(({name}) => name))], 'and')}${uses}`;
	return unknown(
		`${where}, and no file says how that was set up`,
		[...hosts.slice(0, 1).map(({place}) => place), ...places(facts, services)].slice(0, 3),
	);
}

export default probe;
