import {marksOf} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

const anywhere = ['app', 'config', 'docs', 'script', 'generated'] as const;
const atTop = /^(?:\.github\/)?(?:SECURITY|[Ss]ecurity)(?:\.(?:md|txt|rst|adoc))?$|^docs\/SECURITY(?:\.\w+)?$/u;

/** A time that is about something else than a fix. */
const otherwise = /token|session|password|cookie|backup|\blogs?\b|retention|expire|rotat/iu;
const inPublic = /\b(?:create|open|file|raise|submit)\b[^.\n]{0,40}\bissues?\b/iu;
const warned = /\b(?:not|n't|never|avoid|instead|rather|private\w*)\b|@/iu;

const probe: Probe = facts => {
	const policy = facts.files.find(({path}) => atTop.test(path));
	const contacts = distinct(marksOf(facts, 'disclosure.contact', anywhere).filter(({path}) => atTop.test(path)));
	const published = marksOf(facts, 'disclosure.well-known', anywhere);
	if (policy !== undefined) {
		const untouched = marksOf(facts, 'disclosure.untouched', anywhere);
		if (untouched.length > 0) return gap(`${policy.path} is still the template that nobody filled in`, untouched);
		const owners = marksOf(facts, 'disclosure.owners', anywhere).filter(({path}) => atTop.test(path));
		const channel = marksOf(facts, 'disclosure.channel', anywhere).filter(({path}) => atTop.test(path));
		if (contacts.length === 0 && published.length === 0 && owners.length > 0 && channel.length > 0)
			return unknown(
				`${policy.path} says that the repository is private and whom its people tell, and no time by which a hole is fixed`,
				distinct([...channel, ...owners]).slice(0, 2),
				{asks: 'How does a customer who finds a hole in production reach you, and by when is it fixed?'},
			);
		if (contacts.length === 0 && published.length === 0) return gap(`${policy.path} names no way to report a hole`, [policy.firstLine]);
		if (published.length === 0 && contacts.every(({text}) => inPublic.test(text) && !warned.test(text)))
			return gap(
				`${policy.path} asks whoever finds a hole to describe it in a public issue, where everyone reads it before it is fixed`,
				contacts,
			);
		const deadlines = distinct(
			marksOf(facts, 'disclosure.deadline', anywhere).filter(({path, text}) => atTop.test(path) && !otherwise.test(text)),
		);
		if (deadlines.length > 0)
			return pass(`${policy.path} says where to report a hole and when it will be fixed`, [
				...contacts.slice(0, 1),
				...deadlines.slice(0, 2),
			]);
		return unknown(`${policy.path} says where to report a hole, and no time by which one is fixed`, contacts.slice(0, 2), {
			asks: 'By when is a hole fixed, by severity, and where is that written down?',
		});
	}
	if (published.length > 0) {
		const expires = marksOf(facts, 'disclosure.expires', anywhere)[0]?.value;
		return unknown(
			`security.txt names a contact${expires === undefined ? ' and no date until which it is valid' : `, valid until ${expires}`}, and no time by which a hole is fixed is written down`,
			published,
		);
	}
	const elsewhere = marksOf(facts, 'disclosure.elsewhere', anywhere);
	if (elsewhere.length > 0) return unknown('there is no SECURITY.md, but another document speaks of reporting holes', elsewhere);
	if (facts.inside) return unknown('the folder lies inside a larger repository, which may hold the SECURITY.md');
	return gap(
		`there is no SECURITY.md and no security.txt among ${facts.files.length === 1 ? 'the files' : `${facts.files.length} files`}`,
		[],
	);
};

export default probe;
