import type {DocumentFact} from '../../facts/documents.ts';
import type {Facts} from '../../facts/facts.ts';
import {pagesAbout} from '../../facts/pages-about.ts';
import {generatorOf} from '../../facts/untouched-readme.ts';
import {type Answer, gap, type Probe, pass, unknown} from '../probe.ts';

const readme = /^(?:\.github\/|docs\/)?README(?:\.\w+)?$/iu;
const readmeOfPart = /\/README(?:\.\w+)?$/iu;
/** Pages besides a README that people and their tools begin with. */
const atTop = /^(?:docs\/)?(?<name>[^/]+)\.(?:mdx?|txt|rst)$/iu;
const begins: ReadonlySet<string> = new Set(
	'claude agents contributing develop developing development started quickstart onboarding architecture overview'.split(' '),
);
/** One of these alone: the setup of the sign-in is a part. */
const beginsAlone =
	/^(?:(?:local|project|dev)[-_ ])?(?:set-?_?up|install(?:ation)?|start|running|deploy(?:ing|ment)?)(?:[-_ ](?:guide|notes|instructions))?$/iu;
const register =
	/^(?:accounts?|access(?:[-_ ](?:register|table|list))?|owners|ownership|bus[-_ ]factor|handover|who[-_ ]owns(?:[-_ ]what)?)$/iu;
const fewestWords = 60;

const probe: Probe = facts => {
	const page = facts.documents.find(({path}) => readme.test(path));
	if (page === undefined) return unlessElsewhere(withoutPage(facts), facts);
	const poor = poorPage(page);
	if (poor !== undefined) return unlessElsewhere(poor, facts);
	const [owners] = pagesAbout(facts, /./u).filter(isRegister);
	if (owners !== undefined && owners.dates.length > 0)
		return pass(`${page.path} says how to begin, and ${owners.path} who owns what`, [page.firstLine, owners.firstLine]);
	return unknown(`${page.path} says how to begin, and no dated page says who owns the domain, the cloud, the database and the payments`, [
		page.firstLine,
	]);
};

export default probe;

/** What to say where no page stands at the top. */
function withoutPage(facts: Facts): Answer {
	if (facts.inside) return unknown('this folder lies inside a larger repository, and its README stands above it');
	const unread = facts.files.find(({path}) => readme.test(path));
	if (unread !== undefined) return unknown(`${unread.path} could not be read as a page`, [unread.firstLine]);
	const folders = new Set(facts.packages.map(({path}) => path));
	const parts = facts.documents.filter(
		({path, kind}) => kind === 'prose' && readmeOfPart.test(path) && folders.has(path.replace(readmeOfPart, '')),
	);
	const own = parts.find(part => poorPage(part) === undefined);
	if (own !== undefined) return unknown(`no README stands at the top; ${own.path} says how to begin with its part`, [own.firstLine]);
	const [left] = parts;
	if (left === undefined) return gap('there is no README: a newcomer has nothing to begin with', []);
	const generator = generatorOf(left);
	return gap(
		`no README stands at the top, and ${left.path} ${generator === undefined ? `has ${left.words} words` : `is what ${generator} wrote`}: a newcomer has nothing to begin with`,
		parts.map(({firstLine}) => firstLine),
	);
}

/** What is wrong with a page that was left as a generator wrote it, or that hardly says anything. */
function poorPage(page: DocumentFact): Answer | undefined {
	const {path, words, fencedBlocks, firstLine} = page;
	const generator = generatorOf(page);
	if (generator !== undefined) return gap(`${path} is what ${generator} wrote: it says nothing of this project`, [firstLine]);
	if (words >= fewestWords) return undefined;
	if (fencedBlocks > 0)
		return unknown(`${path} has ${words} words and the commands to start it: what it is for and how it is deployed is not said`, [
			firstLine,
		]);
	return gap(words === 0 ? `${path} is empty` : `${path} has ${words} words: nobody could run this from it`, [firstLine]);
}

/** A page of another name may say what the README does not. */
function unlessElsewhere(answer: Answer, {documents}: Facts): Answer {
	const other = documents.find(({path, kind, words}) => kind === 'prose' && words >= fewestWords && isBeginning(path));
	return answer.outcome !== 'gap' || other === undefined
		? answer
		: unknown(`${answer.because.split(': ')[0] ?? answer.because}; ${other.path} may say how to begin`, [
				...answer.places,
				other.firstLine,
			]);
}

function isBeginning(path: string): boolean {
	const name = atTop.exec(path)?.groups?.name ?? '';
	return (
		beginsAlone.test(name) ||
		name
			.toLowerCase()
			.split(/[-_ .]/u)
			.some(word => begins.has(word))
	);
}

/** Its name or its title is that of a list of who owns what; that one of them contains the word is not enough. */
const isRegister = ({path, title = ''}: DocumentFact): boolean =>
	register.test(title.trim()) || register.test(path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/u, ''));
