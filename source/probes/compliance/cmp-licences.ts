import type {Facts} from '../../facts/facts.ts';
import {importsFrom} from '../../facts/files.ts';
import {type DirectLicence, directLicences} from '../../facts/known-licences/dependency-licences.ts';
import {familyOf, type LicenceFamily, type LockedLicence, type Named} from '../../facts/licences.ts';
import type {Place} from '../../safe-text.ts';
import {listed, seenOf} from '../licences-seen.ts';
import {gap, type Probe, pass, unknown} from '../probe.ts';

/** Licences that ask something of those who only run the code as a service. */
const asksOfServices: ReadonlySet<LicenceFamily> = new Set<LicenceFamily>(['AGPL', 'SSPL', 'CC-BY-NC', 'BUSL', 'Elastic']);
const copyleft: ReadonlySet<LicenceFamily> = new Set<LicenceFamily>(['AGPL', 'GPL']);
const importNames: Readonly<Record<string, readonly string[]>> = {pymupdf: ['fitz', 'pymupdf']};

type Risky = Place & {readonly name: string; readonly family: string};

const plain = ({path, line, text}: Place): Place => ({path, line, text});
const depth = ({path}: Place): number => path.split('/').length;
const folderOf = ({path}: Place): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
const isOpen = (words: string): boolean => {
	const family = familyOf(words);
	return family !== undefined && family !== 'closed';
};

const probe: Probe = facts => {
	const {files, manifests, readme} = facts.licences;
	const direct = directLicences(facts);
	const own = [...files].sort((one, other) => depth(one) - depth(other))[0];
	const root = own !== undefined && folderOf(own) === '' ? own : undefined;
	const manifest = manifests.find(named => folderOf(named) === '') ?? (root === undefined ? manifests[0] : undefined);
	const clash = root === undefined ? undefined : manifests.find(named => folderOf(named) === '' && disagree(named, root));
	if (root && clash)
		return gap(`${clash.path} says ${clash.words}, and ${root.path} is ${root.family ?? 'another licence'}`, [plain(clash), plain(root)], {
			severity: mild.has(root.family ?? 'closed') && mild.has(clash.family ?? 'closed') ? 'low' : 'medium',
		});
	const risky = riskyDependencies(facts, direct);
	const compatible = root?.family !== undefined && copyleft.has(root.family);
	const linked = compatible
		? undefined
		: risky.find(one => importsFrom(facts, new Set([one.name, ...(importNames[one.name] ?? [])])).length > 0);
	if (linked) {
		const used = importsFrom(facts, new Set([linked.name, ...(importNames[linked.name] ?? [])]))
			.slice(0, 2)
			.map(plain);
		return gap(`${linked.name} is under ${linked.family}, and code that is not imports it`, [plain(linked), ...used]);
	}
	if (root === undefined) return withoutFile(facts, own, manifest, readme[0]);
	if (risky[0] && !compatible)
		return unknown(`${risky[0].name} is under ${risky[0].family}, and nothing in the code imports it`, risky.map(plain));
	return withFile(facts, root, direct, compatible);
};

const mild: ReadonlySet<LicenceFamily> = new Set<LicenceFamily>(['MIT', 'ISC', 'BSD', 'Apache', 'Unlicense', 'CC0']);

const disagree = (manifest: Named, file: Named): boolean =>
	manifest.family !== undefined &&
	file.family !== undefined &&
	manifest.family !== file.family &&
	!/see licen[cs]e|\bor\b|\band\b/iu.test(manifest.words) &&
	!(manifest.family === 'closed' && !isOpen(file.words));

function withoutFile(facts: Facts, nested: Named | undefined, manifest: Named | undefined, readme: Named | undefined) {
	if (facts.inside) return unknown('the folder lies inside a larger repository, whose LICENSE was not looked at');
	const isPrivate = facts.packages.some(({path, private: closed}) => path === '.' && closed);
	const byHabit = manifest?.family === 'ISC' && (isPrivate || readme === undefined) && isPrivate;
	if (manifest && isOpen(manifest.words) && !byHabit)
		return gap(`${manifest.path} says ${manifest.words}, and there is no LICENSE file that grants it`, [plain(manifest)]);
	if (readme && isOpen(readme.words))
		return gap(`the README says ${readme.words}, and there is no LICENSE file that grants it`, [plain(readme)]);
	const invites = facts.licences.invites;
	if (invites[0])
		return gap('strangers are invited to take the code or to send changes, and there is no LICENSE that lets them', invites.slice(0, 3));
	const place = facts.packages.flatMap(({manifests}) => manifests).slice(0, 1);
	if (nested) return unknown('there is a LICENSE for a part, and none for the repository', [plain(nested)]);
	return unknown('nothing says whether others may use this code: there is no LICENSE file', manifest ? [plain(manifest)] : place);
}

function withFile(facts: Facts, root: Named, direct: readonly DirectLicence[], compatible: boolean) {
	const name = root.family ?? 'a licence of its own';
	const unlisted = unlistedEcosystems(facts);
	const broken = facts.packages.flatMap(one => one.broken)[0];
	if (broken)
		return unknown(`${root.path} is ${name}; ${broken.path} could not be read, so what it depends on is not known`, [plain(root)]);
	if (unlisted.length > 0)
		return unknown(`${root.path} is ${name}; the licences of ${unlisted.join(' and ')} were not looked at`, [plain(root)]);
	const dark = direct.filter(({terms}) => terms === undefined);
	if (dark.length * fewInAll > direct.length)
		return unknown(
			`${root.path} is ${name}; of ${direct.length} packages that the manifests name, ${listed(dark)} came without a known licence`,
			[plain(root), ...dark.map(plain)],
		);
	const strict = compatible ? undefined : direct.find(({terms}) => terms === 'handed out');
	if (strict)
		return unknown(`${strict.name} is under ${strict.words}: fine on your own servers, and not in what you hand to others`, [
			plain(strict),
		]);
	return pass(`${root.path} is ${name}, and ${seenOf(facts, direct)}`, [plain(root)], dark.length > 0 ? {confidence: 'medium'} : {});
}

/** One package in so many may be one whose licence nobody here knows, which the pass then names. */
const fewInAll = 20;

const manifestNames: Readonly<Record<string, string>> = {
	ruby: 'the Gemfile',
	java: 'the Java build',
	php: 'composer.json',
	rust: 'Cargo.toml',
	elixir: 'mix.exs',
};

/** The kinds of dependencies that were not read, in words. */
function unlistedEcosystems(facts: Facts): readonly string[] {
	const python = facts.packages.some(({dependencies}) => dependencies.some(({ecosystem}) => ecosystem === 'python'));
	const bySetup = !python && facts.packages.some(({manifests}) => manifests.some(({path}) => /(?:^|\/)setup\.(?:py|cfg)$/u.test(path)));
	const others = facts.packages.flatMap(({ecosystems}) => ecosystems).find(ecosystem => Object.hasOwn(manifestNames, ecosystem));
	return [
		...(bySetup ? ['the Python dependencies'] : []),
		...(others === undefined ? [] : [`the dependencies of ${manifestNames[others]}`]),
	];
}

function riskyDependencies(facts: Facts, direct: readonly DirectLicence[]): readonly Risky[] {
	const locked = facts.licences.locked.flatMap(({entries}) => entries).flatMap(entry => riskyEntry(entry));
	const known = direct.filter(({by, terms}) => by === 'table' && terms === 'more');
	return [...locked, ...known.map(one => ({...plain(one), name: one.name, family: one.words ?? ''}))];
}

function riskyEntry(entry: LockedLicence): readonly Risky[] {
	const family = /\bOR\b/u.test(entry.words) ? undefined : familyOf(entry.words);
	return family !== undefined && asksOfServices.has(family) ? [{...plain(entry), name: entry.name, family}] : [];
}

export default probe;
