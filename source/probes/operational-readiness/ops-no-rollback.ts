import type {DocumentFact} from '../../facts/documents.ts';
import type {Facts} from '../../facts/facts.ts';
import {hostingOf} from '../../facts/hosting.ts';
import type {Placeholder} from '../../facts/placeholders.ts';
import {isLesson} from '../../facts/teaching.ts';
import type {Place} from '../../safe-text.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

const back =
	/\b(?:vercel (?:rollback|promote)|netlify\b[^;&|]*rollback|kubectl rollout undo|helm rollback|heroku (?:releases:)?rollback|fly(?:ctl)? releases? rollback|wrangler (?:rollback|versions deploy)|kamal rollback|cap \S+ deploy:rollback|eb rollback|pm2 deploy \S+ revert)\b/iu;
const backName =
	/^(?:deploy[:_-])?roll-?_?back(?:[:_-](?:prod|production|staging|app|deploy|deployment|release))?$|(?:^|\/)roll-?_?back[\w-]*\.(?:sh|ya?ml)$/iu;
const backTitle = /\broll(?:ing)?[ -]?back\b|\bpromote\b|previous (?:release|version)/iu;
const ofDatabase = /migrat|prisma|alembic|knex|sequelize|typeorm|drizzle|goose|flyway|liquibase|\bdb[:_-]|schema|transaction|\bsql\b/iu;
/** A check of something that goes back takes back no release. */
const checks = /^(?:prove|test|check|verify|ensure|assert|validate|rehearse)\b/iu;
const aboutReleases = /deploy|ci-?cd|pipeline|releas|runbook|operat|roll-?back|production|hosting|incident|bad-release/iu;
/** Switching a feature off brings no earlier release back. */
const ofFeature = /feature|flag|toggle|switch|sequence|experiment|transaction|migrat/iu;
const aboutReleasesToo = /deploy|ci-?cd|pipeline|\breleas|runbook|operat|production|hosting|incident/iu;
const heading =
	/roll(?:ing)?[ -]?back|(?:go|going) back|revert (?:a |the |to )?(?:release|deploy|previous|bad)|undo (?:a |the )?(?:release|deploy)/iu;

/** Pages of keys, accounts and copies speak of going back on something else. */
const ofOther = /rotat|\bkeys?\b|secret|account|backup|restore|retention|cleanup/iu;
/** What a release is called stands in a command as a name between angles: whoever runs it fills it in. */
const isOfCommand = ({kind, fenced}: Placeholder): boolean => fenced && (kind === 'angle' || kind === 'example-host');
/** A step that runs only when the pipeline itself fails takes back no release that is bad. */
const onFailure = /\bfailure\(\)/u;

/** A page that says of itself that nobody tried it proves nothing yet. */
const neverRehearsed = /^(?:never|no|not yet)$/iu;

const probe: Probe = facts => {
	const means = [...commands(facts), ...jobs(facts)];
	if (means.length > 0) return pass('a release can be taken back by a command or a job of its own', means);
	const pages = documents(facts);
	const written = pages.filter(({shows}) => shows);
	if (written.length > 0) return pass('a document says with commands how a release is taken back', written.map(placeOf));
	const pulled = pullsOnServer(facts);
	if (pulled.length > 0)
		return gap('a release overwrites the running code on the server (git pull), and nothing keeps or restores the one before', pulled);
	const latest = onlyLatest(facts);
	if (latest.length > 0) return gap('each image is pushed as latest only, so the one before it cannot be named', latest);
	if (facts.inside) return unknown('this folder lies inside a larger repository, and its pipelines stand above it');
	if (pages.length > 0)
		return unknown('a document says that a release is taken back, and shows no command for it', pages.map(placeOf), {
			asks: 'Which command or button brings the previous release back, and when was it last tried?',
		});
	const [host] = hostingOf(facts);
	const ask = 'Who can bring the previous release back, with which command or button, and when was that last tried?';
	if (host === undefined) return unknown('nothing in the files says where it runs, or how a bad release is taken back', []);
	return unknown(
		host.goesBack
			? `it runs on ${host.name}, which can bring an earlier release back; no file says how, or that anyone tried`
			: `it ships as ${host.name}; no file says how an earlier release comes back`,
		[host.place],
		{asks: host.goesBack ? `${host.name} can bring an earlier release back. Who has tried it, when, and what about the database?` : ask},
	);
};

export default probe;

const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

const commands = (facts: Facts): readonly Place[] =>
	facts.commands
		.filter(
			({name, command, path, role, where}) =>
				where !== 'ci' &&
				role !== 'test' &&
				role !== 'example' &&
				!ofDatabase.test(`${name ?? ''} ${command} ${path}`) &&
				(back.test(command) || backName.test(name ?? '') || (where === 'shell' && backName.test(path))),
		)
		.map(placeOf);

const jobs = (facts: Facts): readonly Place[] =>
	facts.workflows.flatMap(({path, name, line, text, jobs: all}) => [
		...(backTitle.test(`${path.replaceAll('-', ' ')} ${name ?? ''}`) && !ofDatabase.test(`${path} ${name ?? ''}`)
			? [{path, line, text}]
			: []),
		...all.flatMap(job =>
			[job, ...job.steps]
				.filter(
					one =>
						!('if' in one && onFailure.test(one.if ?? '')) &&
						backTitle.test(`${'id' in one ? (one.id ?? '') : ''} ${one.name ?? ''}`) &&
						!ofDatabase.test(one.name ?? '') &&
						!checks.test(one.name ?? ''),
				)
				.map(placeOf),
		),
	]);

const documents = (facts: Facts): readonly (Place & {readonly shows: boolean})[] =>
	facts.documents
		.filter(
			({kind, path, title, headings, fencedBlocks, placeholders, role, frontMatter}) =>
				kind === 'prose' &&
				!neverRehearsed.test(frontMatter.rehearsed ?? '') &&
				!isLesson({path, title: title ?? ''}) &&
				role !== 'agent-tooling' &&
				fencedBlocks > 0 &&
				placeholders.every(isOfCommand) &&
				!ofOther.test(`${path.slice(path.lastIndexOf('/') + 1)} ${title ?? ''}`) &&
				aboutReleases.test(`${path} ${title ?? ''}`) &&
				(aboutReleasesToo.test(`${path} ${title ?? ''}`) ||
					(!ofFeature.test(`${path} ${title ?? ''}`) && headings.some(one => aboutReleasesToo.test(one.title)))) &&
				!/migrat/iu.test(path),
		)
		.flatMap(({headings, title, firstLine}) =>
			[
				...headings.filter((one, at) => heading.test(one.title) && !isOfDatabase(headings, at)),
				...(heading.test(title ?? '') ? [{...firstLine, shows: true}] : []),
			]
				.toSorted((one, other) => Number(other.shows) - Number(one.shows))
				.slice(0, 1),
		);

/** The heading, or one that it stands under, is about the database. */
function isOfDatabase(headings: DocumentFact['headings'], at: number): boolean {
	let level = Number.POSITIVE_INFINITY;
	for (const {title, level: own} of headings.slice(0, at + 1).toReversed()) {
		if (own >= level) continue;
		level = own;
		if (ofDatabase.test(title) || /\bdatabase\b/iu.test(title)) return true;
	}
	return false;
}

/** `git pull` in what deploys: a deploy script, a deploy target, or a pipeline's step on the server. */
const pullsOnServer = (facts: Facts): readonly Place[] =>
	facts.commands
		.filter(
			({command, where, path, name, role}) =>
				role !== 'test' &&
				role !== 'example' &&
				/\bgit (?:-C \S+ )?(?:pull|reset --hard origin)/u.test(command) &&
				!/^\s*(?:echo|printf)\b/u.test(command) &&
				(where === 'ci' ? /ssh|deploy/iu.test(`${command} ${path} ${name ?? ''}`) : /deploy|release/iu.test(`${path} ${name ?? ''}`)),
		)
		.map(placeOf);

/** Pushes of an image that carry no other tag than `latest`. */
const onlyLatest = (facts: Facts): readonly Place[] => {
	const pushed = facts.workflows.flatMap(({jobs: all}) =>
		all.flatMap(({steps}) => steps.filter(step => /^docker\/build-push-action/u.test(step.uses ?? '') && step.with.push === 'true')),
	);
	const named = pushed.filter(step => {
		const tags = (step.with.tags ?? '').split(/[\s,]+/u).filter(tag => tag !== '');
		return tags.length > 0 && tags.every(tag => /:latest$/u.test(tag) || /^[^:{$]+$/u.test(tag));
	});
	return named.length === pushed.length ? named.map(placeOf) : [];
};
