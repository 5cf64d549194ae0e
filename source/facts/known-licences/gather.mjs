// Makes known.txt anew: node source/facts/known-licences/gather.mjs --locks <git folder>… [--guix <git folder>] [--popular <tsv>] [--ranked <tsv>]
// Licences of npm packages are those that npm itself wrote into the lockfiles of the folders given; those of Python and Go packages are the ones
// that GNU Guix's packagers put beside each package definition. by-hand.txt, what is
// commonly known of packages that neither of them names, comes last and wins.
// Left out, where such tables are given: npm packages fetched less often a month than `fewest` (name, version, fetches a month), and Python packages
// that have no rank among the most fetched (name, version, month, rank), whose names may be another project's.
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const fewest = 20_000;
/** A scope with this many packages seen, all under one licence, is one publisher's habit: it stands as `@scope/*`. */
const habit = 6;
const permissive =
	/^(?:MIT|MIT-0|X11|MIT\/X11|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|WTFPL|Zlib|Python-2\.0|PSF-2\.0|ZPL-2\.1|BSL-1\.0|ISC|Apache.*|BSD.*)$/u;

function wordsOf(licence) {
	const words = licence.replace(/^\(|\)$/gu, '').trim();
	const several = words.split(/ (?:OR|or|\|\|) /u);
	if (several.length > 1) return several.map(wordsOf).find(one => one !== undefined && !/GPL|SSPL|BUSL/u.test(one));
	const all = words.split(/ AND /u);
	if (all.length > 1) return all.every(one => permissive.test(one.replace(/[()]/gu, ''))) ? 'permissive' : undefined;
	if (/^Apache[ -]?(?:License,? ?)?(?:Version )?2(?:\.0)?$/iu.test(words)) return 'Apache-2.0';
	if (/^BSD(?:-[23]-Clause|-[23])?$/u.test(words)) return 'BSD';
	if (words === 'MIT' || words === 'ISC') return words;
	if (permissive.test(words)) return 'permissive';
	return /^(?<family>AGPL|LGPL|GPL|MPL|SSPL|BUSL|EUPL|Elastic|FSL)-/u.exec(words)?.groups.family;
}

const git = (folder, ...words) => execFileSync('git', ['-C', folder, ...words], {maxBuffer: 1 << 29}).toString();
const seen = {npm: new Map(), python: new Map(), go: new Map()};
const add = (kind, name, words) => seen[kind].set(name, (seen[kind].get(name) ?? new Set()).add(words));

function readLocks(folder) {
	const paths = git(folder, 'ls-tree', '-r', '--name-only', 'HEAD').split('\n');
	for (const path of paths.filter(one => /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/u.test(one)))
		for (const [key, entry] of Object.entries(JSON.parse(git(folder, 'show', `HEAD:${path}`)).packages ?? {})) {
			if (!key.includes('node_modules/') || entry.link || typeof entry.license !== 'string') continue;
			add('npm', entry.name ?? key.slice(key.lastIndexOf('node_modules/') + 13), wordsOf(entry.license.trim()));
		}
}

const packaged = /\t(?:python|golang|django|machine-learning|databases|check|web|xml|pdf)[\w-]*\.scm$/u;
const guixWords = {
	expat: 'MIT',
	x11: 'permissive',
	isc: 'ISC',
	'asl2.0': 'Apache-2.0',
	'bsd-2': 'BSD',
	'bsd-3': 'BSD',
	'zpl2.1': 'permissive',
	psfl: 'permissive',
};
const guixFamily = id =>
	guixWords[id] ??
	(/^(?:unlicense|cc0|public-domain|zlib|ncsa|boost1\.0|repoze)$/u.test(id)
		? 'permissive'
		: /^(?<family>agpl|lgpl|gpl|mpl)/u.exec(id)?.groups.family.toUpperCase());

function readGuix(folder) {
	for (const line of git(folder, 'ls-tree', 'HEAD:gnu/packages')
		.split('\n')
		.filter(one => packaged.test(one))) {
		for (const block of git(folder, 'show', `HEAD:gnu/packages/${line.split('\t')[1]}`).split(/\n(?=\(define)/u)) {
			const licence = /\(license\s+(?<words>\((?:[^()]|\([^()]*\))*\)|[\w:.+-]+)/u.exec(block)?.groups.words;
			const ids = [...(licence ?? '').matchAll(/(?:license|licenses|l):(?<id>[\w.-]+)/gu)].map(one => guixFamily(one.groups.id));
			if (ids.length === 0) continue;
			const words = ids.length === 1 ? ids[0] : ids.every(one => one !== undefined && !/GPL|MPL/u.test(one)) ? 'permissive' : undefined;
			const python = /\(pypi-uri\s+"(?<name>[^"]+)"/u.exec(block) ?? /\(name "python-(?<name>[^"]+)"/u.exec(block);
			if (python) add('python', python.groups.name.toLowerCase().replace(/[-_.]+/gu, '-'), words);
			const go = /#:import-path\s+"(?<name>[^"]+)"/u.exec(block);
			if (go) add('go', go.groups.name.replace(/\/v\d+$/u, ''), words);
		}
	}
}

/** What all releases seen agree on; two permissive ones make `permissive`, and a permissive and a restricting one make nothing. */
function agreed(words) {
	const [first, ...others] = [...words];
	if (others.length === 0) return first;
	return [...words].every(one => one !== undefined && /^(?:MIT|ISC|BSD|Apache-2\.0|permissive)$/u.test(one)) ? 'permissive' : undefined;
}

const args = process.argv.slice(2);
const given = name => {
	const at = args.indexOf(`--${name}`);
	return at === -1 ? [] : args.slice(at + 1, args.findIndex((one, n) => n > at && one.startsWith('--')) >>> 0);
};
for (const folder of given('locks')) readLocks(folder);
for (const folder of given('guix')) readGuix(folder);
const fetches = new Map(
	given('popular')
		.flatMap(path =>
			readFileSync(path, 'utf8')
				.split('\n')
				.map(line => line.split('\t')),
		)
		.map(([name, , month]) => [name, Number(month)]),
);

const ranked = new Set(
	given('ranked')
		.flatMap(path =>
			readFileSync(path, 'utf8')
				.split('\n')
				.map(line => line.split('\t')),
		)
		.filter(one => /^\d+$/u.test(one[3] ?? ''))
		.map(one => one[0]),
);

const here = import.meta.dirname;
const known = {npm: new Map(), python: new Map(), go: new Map()};
for (const kind of Object.keys(known))
	for (const [name, words] of seen[kind])
		if (agreed(words) && (kind !== 'python' || ranked.size === 0 || ranked.has(name))) known[kind].set(name, agreed(words));
const handed = new Set();
for (const line of readFileSync(join(here, 'by-hand.txt'), 'utf8').split('\n')) {
	const [kind, words, ...names] = line.split(' ');
	for (const name of known[kind] ? names : []) {
		handed.add(name);
		known[kind].set(name, words);
	}
}
const scopeOf = name => (name.startsWith('@') ? name.slice(0, name.indexOf('/')) : undefined);
const byScope = new Map();
for (const name of known.npm.keys()) if (scopeOf(name)) byScope.set(scopeOf(name), [...(byScope.get(scopeOf(name)) ?? []), name]);
for (const [scope, names] of byScope) {
	const undecided = [...seen.npm].some(([name, words]) => scopeOf(name) === scope && !agreed(words));
	const words = new Set(names.map(name => known.npm.get(name)));
	if (names.length < habit || words.size > 1 || undecided) continue;
	for (const name of names) known.npm.delete(name);
	known.npm.set(`${scope}/*`, [...words][0]);
}
const lines = Object.entries(known).flatMap(([kind, names]) => {
	const kept = [...names].filter(
		([name, words]) =>
			kind !== 'npm' ||
			fetches.size === 0 ||
			name.endsWith('/*') ||
			handed.has(name) ||
			(fetches.get(name) ?? 0) >= (/GPL|SSPL|BUSL|Elastic|FSL/u.test(words) ? fewest / 10 : fewest),
	);
	return [...new Set(kept.map(([, words]) => words))].sort().map(
		words =>
			`${kind} ${words} ${kept
				.filter(one => one[1] === words)
				.map(([name]) => name)
				.sort()
				.join(' ')}`,
	);
});
writeFileSync(join(here, 'known.txt'), `${lines.join('\n')}\n`);
console.log(
	Object.entries(known)
		.map(([kind, names]) => `${names.size} ${kind}`)
		.join(', '),
);
