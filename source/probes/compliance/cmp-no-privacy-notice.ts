import type {DocumentFact, Link} from '../../facts/documents.ts';
import {type Facts, factsNamed, holds} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import {isLibrary} from '../../facts/library.ts';
import {noticePath} from '../../facts/marks/notices.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** Fewer words than this say too little to be a notice. */
const fewestWords = 150;
const wholeNotice = 400;
const noticeTitle =
	/^(?:our |the )?(?:privacy (?:policy|notice|statement)|datenschutz(?:erklärung|hinweise?)|pol[ií]tica de privaci?dade?|politique de confidentialité|politica sulla privacy|privacybeleid|gizlilik politikası|polityka prywatności)\b/iu;
const settings =
	/privacy[-_]?(?:settings?|toggle|mode|switch|select|banner|controls?|options|level|filter|shield|badge|icon|setup|links?|checkbox|consent)|settings\/privacy/iu;
const servedProse = /(?:^|\/)(?:content|contents|pages|_pages|app|src|public|static|legal|site|website|views|templates)\//u;
/** What is kept and no longer served, and what tools keep for themselves. */
const archived = /(?:^|\/)(?:_?(?:archived?|archives|backups?|old|deprecated|legacy|unused)|\.(?!well-known\/)[\w-]+)\//iu;
/** Notices of companies that a page merely refers to. */
const others =
	/^(?:https?:)?\/\/(?:[\w-]+\.)*(?:google|stripe|cloudflare|vercel|netlify|github|openai|anthropic|facebook|meta|instagram|twitter|x|linkedin|youtube|supabase|clerk|auth0|microsoft|apple|paypal|hcaptcha|mailchimp|sentry|posthog|plausible|firebase|amazon|aws)\.(?:com|io|dev|net|org)\//iu;
const unreadNotice = /\.(?:pdf|docx?|erb|haml|slim|php|twig|gohtml|tmpl|templ|heex|leex|dart|swift|kt|cshtml|razor|json|ya?ml)$/iu;

const plain = ({path, line, text}: Place): Place => ({path, line, text});
/** The words of the notice that a document is or holds; undefined when it is none. */
function noticeWords(document: DocumentFact): number | undefined {
	if (settings.test(document.path)) return undefined;
	if (noticePath.test(document.path)) return document.words;
	const part = document.headings.find(({title, level}) => level <= 2 && noticeTitle.test(title));
	return part?.words;
}
const routeName =
	/(?:^|\/)_?(?:legal[-_.])?(?:politi(?:ca|que)[-_](?:de[-_])?)?(?:privac(?:y|idade?)|datenschutz\w*|dsgvo|rgpd|confidentialite|vie-privee|integritetspolicy|personvern|gizlilik|kvkk|tietosuoja)(?:[-_.]?(?:policy|notice|statement|page|view|screen|component|route|politikasi))*(?:\/(?:page|index|\+page|_page|route|README))?\.[\w.]+$/iu;
const namesNotice = (link: Link): boolean => noticePath.test(link.target) || noticePath.test(link.label);

const probe: Probe = facts => {
	if (isLibrary(facts)) return notApplicable('it is code that others build on: whoever runs it owes the notice');
	const notices = facts.documents
		.filter(({path}) => !archived.test(path))
		.flatMap(document => {
			const words = noticeWords(document);
			return words === undefined ? [] : [{...document, words}];
		})
		.sort((one, other) => other.words - one.words);
	const pages = notices.filter(({kind, path}) => kind === 'page' || servedProse.test(path));
	const links = facts.documents.flatMap(document =>
		document.kind === 'page' && !archived.test(document.path)
			? document.links.filter(link => namesNotice(link) && !settings.test(link.target))
			: [],
	);
	const whole = pages.find(page => page.words >= fewestWords && page.placeholders.length === 0);
	if (whole) {
		const elsewhere = links.filter(({path}) => path !== whole.path);
		// Where the address is given its page, nobody can click.
		const linked = elsewhere.find(({text}) => !givesPage.test(text)) ?? elsewhere[0];
		const where = linked === undefined ? '' : `, linked from ${linked.path}`;
		return pass(`${whole.path} holds a privacy notice of about ${whole.words} words${where}`, [
			whole.firstLine,
			...(linked ? [plain(linked)] : []),
		]);
	}
	const outside = links.find(({target}) => /^(?:https?:)?\/\//u.test(target) && !others.test(target));
	if (outside) return pass('a page links to a privacy notice that is published elsewhere', [plain(outside)]);
	return withoutNotice(facts, pages, notices, links);
};

const givesPage = /<Route\b|element=|component:/u;

function withoutNotice(facts: Facts, pages: readonly DocumentFact[], notices: readonly DocumentFact[], links: readonly Link[]): Answer {
	const linked = links.slice(0, 2).map(plain);
	const unfinished = pages.find(page => page.words >= fewestWords);
	if (unfinished)
		return gap(
			`the privacy notice still holds ${unfinished.placeholders.length === 1 ? 'a blank' : `${unfinished.placeholders.length} blanks`} to fill in`,
			unfinished.placeholders.map(plain),
			// All but a line of it is there.
			unfinished.placeholders.length === 1 && unfinished.words >= wholeNotice ? {severity: 'low'} : {},
		);
	const elsewhere = marksOf(facts, 'notice.text-elsewhere').filter(({path}) => pages.some(page => page.path === path));
	const unread = facts.files.filter(
		({path, role}) => noticePath.test(path) && !settings.test(path) && unreadNotice.test(path) && role !== 'test' && role !== 'vendored',
	);
	if (elsewhere.length > 0 || unread.length > 0)
		return unknown('there is a privacy page, and its words come from somewhere that was not read', [
			...elsewhere.map(plain),
			...unread.map(file => file.firstLine),
		]);
	// What only reckons with who may see what is no page.
	const short = pages.find(({path}) => routeName.test(path) && !/\.[cm]?[jt]s$/u.test(path));
	if (short)
		return gap(`the privacy page is ${short.words === 1 ? 'one word' : `${short.words} words`} long, which is no notice`, [
			short.firstLine,
			...linked,
		]);
	const configured = marksOf(facts, 'notice.address-configured', ['app', 'config']);
	if (configured.length > 0)
		return unknown('the address of a privacy notice is a setting, whose value is not in the repository', configured.map(plain));
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const loose = notices.find(({words}) => words >= fewestWords);
	if (loose) return unknown(`${loose.path} is a privacy notice, and no page links to it`, [loose.firstLine]);
	const selfHosted = facts.files.flatMap(({path, marks}) =>
		marks.filter(({kind}) => kind === 'product.self-hosted').map(mark => ({...mark, path})),
	);
	if (selfHosted[0])
		return unknown('whoever installs this product owes its visitors the notice, unless you host it yourself', [plain(selfHosted[0])]);
	const asked = whereAsked(facts);
	if (factsNamed(facts, 'data.pii').length === 0)
		return unknown('there are accounts, and nothing shows whether they hold personal data', asked);
	if (!hasScreens(facts)) return unknown('this is an API without screens: a notice would stand in the front end', asked);
	if (facts.capped || facts.inside) return unknown('no privacy notice was found, but not everything was looked at', asked);
	const [foreign] = links;
	if (foreign !== undefined && links.every(({target}) => others.test(target)))
		return gap(`the only privacy notice that pages link to is another company's (${foreign.target.replace(/^(?:https?:)?\/\//u, '')})`, [
			...linked,
			...asked,
		]);
	if (links.length > 0) return gap('pages link to a privacy notice that does not exist in the repository', [...linked, ...asked]);
	return gap('people give personal data here, and no page or link is a privacy notice', asked);
}

const hasScreens = (facts: Facts): boolean =>
	holds(facts, 'app.ui', 'app.web', 'app.static', 'app.mobile', 'app.fullstack') ||
	marksOf(facts, 'data.personal.form').some(({file}) => file.language === 'html');

/** Where personal data is asked for, sign-up first; else where it is kept. */
function whereAsked(facts: Facts): readonly Place[] {
	const forms = marksOf(facts, 'data.personal.form').filter(
		({value, path}) => !archived.test(path) && /mail|phone|tel|ssn|birth/iu.test(value ?? ''),
	);
	const rank = (path: string): number => (/sign-?_?up|regist/iu.test(path) ? 0 : /auth|log-?_?in|onboard/iu.test(path) ? 1 : 2);
	const byFile = forms.filter((form, index) => forms.findIndex(({path}) => path === form.path) === index);
	const sorted = [...byFile].sort((one, other) => rank(one.path) - rank(other.path)).slice(0, 3);
	const kept = ['data.pii', 'auth.any'].flatMap(id => factsNamed(facts, id)).flatMap(({evidence}) => evidence);
	return distinct([...sorted, ...kept]).slice(0, 4);
}

export default probe;
