import type {Repository} from '../repository/repository.ts';
import type {Place} from '../safe-text.ts';
import {withoutComments} from './comments.ts';
import {lineCounter} from './imports.ts';
import {languageOf} from './language.ts';
import {roleOf} from './role.ts';

/** Who a rule lets in: everyone, everyone until a date, everyone who is signed in, nobody, or whoever passes a condition. */
type Admits = 'everyone' | 'until-a-date' | 'signed-in' | 'nobody' | 'by-condition';

/** One permission of Firebase: its place is the line that grants it. */
export type FirebaseRule = Place & {
	readonly product: 'firestore' | 'storage' | 'database';
	/** What it is about: `/users/{id}`. */
	readonly match: string;
	readonly operations: readonly ('read' | 'write' | 'create' | 'update' | 'delete')[];
	readonly admits: Admits;
	/** It covers everything below, and not only named documents. */
	readonly everything: boolean;
};

const rulesFile = /(?:^|\/)[\w.-]*\.rules$/u;
const databaseFile = /(?:^|\/)database(?:[.-][\w-]+)?\.rules\.json$|(?:^|\/)database\.rules\.jsonc?$/u;

/** The rules of every rules file that a test, an example or a vendored folder does not hold. */
export function firebaseRulesOf(repository: Pick<Repository, 'files' | 'text'>): readonly FirebaseRule[] {
	return repository.files.flatMap(({path}) => {
		const role = roleOf(path, languageOf(path));
		if (role === 'test' || role === 'vendored' || role === 'example' || role === 'generated') return [];
		if (databaseFile.test(path)) return databaseRules(path, repository.text(path) ?? '');
		return rulesFile.test(path) ? languageRules(path, repository.text(path) ?? '') : [];
	});
}

const piece =
	/service\s+(?<service>[\w.]+)|match\s+(?<match>(?:\/[^\s{/]*(?:\{[^}\s]*\})?[^\s{/]*)+)\s*\{|allow\s+(?<operations>[\w\s,]+?)\s*(?:(?<end>;)|:\s*if\s+(?<condition>[^;]+);)|(?<open>\{)|(?<close>\})/gu;
const helper = /function\s+(?<name>\w+)\s*\([^)]*\)\s*\{\s*(?:let[^;]*;\s*)*return\s+(?<body>[^;}]+);?\s*\}/gu;

function languageRules(path: string, raw: string): readonly FirebaseRule[] {
	const text = withoutComments(raw, 'rules');
	const helpers = new Map([...text.matchAll(helper)].map(match => [match.groups?.name ?? '', (match.groups?.body ?? '').trim()]));
	const lines = lineCounter(raw);
	const matches: string[] = [];
	let product: FirebaseRule['product'] = path.includes('storage') ? 'storage' : 'firestore';
	const found: FirebaseRule[] = [];
	const plain = text.replace(helper, whole => whole.replace(/[^\n]/gu, ' '));
	for (const one of plain.matchAll(piece)) {
		const groups = one.groups ?? {};
		if (groups.service !== undefined) product = groups.service.includes('storage') ? 'storage' : 'firestore';
		if (groups.match !== undefined) matches.push(groups.match);
		if (groups.open !== undefined) matches.push('');
		if (groups.close !== undefined) matches.pop();
		if (groups.operations === undefined) continue;
		const match = matches.join('').replace(/^\/databases\/\{\w+\}\/documents|^\/b\/\{\w+\}\/o/u, '');
		found.push({
			path,
			line: lines.at(one.index),
			text: lines.text(one.index),
			product,
			match: match === '' ? '/' : match,
			operations: operationsOf(groups.operations),
			admits: groups.condition === undefined ? 'everyone' : admitsOf(groups.condition, helpers),
			everything: /^\/\{\w+=\*\*\}$/u.test(match),
		});
	}
	return found;
}

const operationsOf = (words: string): FirebaseRule['operations'] => [
	...new Set(
		words.split(/[\s,]+/u).flatMap((word): FirebaseRule['operations'] => {
			switch (word) {
				case 'read':
				case 'get':
				case 'list':
					return ['read'];
				case 'write':
					return ['write'];
				case 'create':
					return ['create'];
				case 'update':
					return ['update'];
				case 'delete':
					return ['delete'];
				default:
					return [];
			}
		}),
	),
];

function admitsOf(condition: string, helpers: ReadonlyMap<string, string>, depth = 0): Admits {
	const plain = condition
		.replace(/\s+/gu, ' ')
		.trim()
		.replace(/^\((?<inner>[^()]*)\)$/u, '$<inner>')
		.trim();
	const called = /^(?<name>\w+)\(\)$/u.exec(plain)?.groups?.name;
	const body = called === undefined ? undefined : helpers.get(called);
	if (body !== undefined && depth < 3) return admitsOf(body, helpers, depth + 1);
	if (plain === 'true' || /^true ?\|\||\|\| ?true$/u.test(plain)) return 'everyone';
	if (plain === 'false') return 'nobody';
	if (/^request\.time ?< ?timestamp\.date ?\([^)]*\)$/u.test(plain)) return 'until-a-date';
	if (/^(?:request\.auth ?!= ?null|request\.auth\.uid ?!= ?null|null ?!= ?request\.auth)$/u.test(plain)) return 'signed-in';
	return 'by-condition';
}

const databaseLine =
	/"(?:\.(?<kind>read|write)"\s*:\s*(?:"(?<text>(?:[^"\\]|\\.)*)"|(?<flag>true|false))|(?<key>[^".][^"]*|\$[^"]+)"\s*:\s*\{)|(?<open>\{)|(?<close>\})/gu;

function databaseRules(path: string, raw: string): readonly FirebaseRule[] {
	const text = withoutComments(raw, 'js');
	const lines = lineCounter(raw);
	const keys: string[] = [];
	const found: FirebaseRule[] = [];
	for (const one of text.matchAll(databaseLine)) {
		const groups = one.groups ?? {};
		if (groups.key !== undefined) keys.push(groups.key);
		if (groups.open !== undefined) keys.push('');
		if (groups.close !== undefined) keys.pop();
		if (groups.kind === undefined) continue;
		const names = keys.filter(key => key !== '' && key !== 'rules');
		const condition = (groups.text ?? groups.flag ?? '').replace(/\s+/gu, '');
		const admits: Admits =
			condition === 'true'
				? 'everyone'
				: condition === 'false'
					? 'nobody'
					: /^now<\d+$/u.test(condition)
						? 'until-a-date'
						: /^auth(?:\.uid)?!==?null$/u.test(condition)
							? 'signed-in'
							: 'by-condition';
		found.push({
			path,
			line: lines.at(one.index),
			text: lines.text(one.index),
			product: 'database',
			match: `/${names.join('/')}`,
			operations: [groups.kind === 'read' ? 'read' : 'write'],
			admits,
			everything: names.length === 0,
		});
	}
	return found;
}
