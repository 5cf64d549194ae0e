import type {Place} from '../../safe-text.ts';
import {moduleLevel} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {isReached} from '../reached.ts';
import {dataMapOf} from './data-map-of.ts';
import {wordsOf} from './names.ts';
import {type ProviderCall, providerCall, providerEndings} from './providers.ts';

/** Where an account is deleted: its row, or what a provider of sign-in keeps of it. */
export type Deletion = Place & {
	/** `unsure`: it fails for whoever signed in long ago. `script`: a person has to run it. */
	readonly how: 'row' | 'provider' | 'unsure' | 'offered' | 'procedure' | 'script';
	/** What sets it going; none when it could not be followed there. */
	readonly points: readonly EntryPoint[];
	/** Tables, as their words, whose rows go along with it because the code says so. */
	readonly alsoDeletes: ReadonlySet<string>;
};

const people = /^(?:(?:current|auth|app|custom|this|db|existing|target|request) )?user$/u;

/** Every place where running code deletes an account. One that only takes back what it has just made is none. */
export function deletionsOf(facts: Facts): readonly Deletion[] {
	const {accounts} = dataMapOf(facts);
	const names = new Set(
		accounts.flatMap(({name, described}) => [wordsOf(name), ...(described === undefined ? [] : [wordsOf(described.model)])]),
	);
	const isAccount = (table: string): boolean => names.has(wordsOf(table)) || people.test(wordsOf(table));
	const provided = providerCallsIn(facts);
	const rows = dataCallsOf(facts);
	const whole = (path: string, at: number): string => `${outermost(facts, path, at)} ${path}`;
	const makes = new Set([
		...provided.filter(({does}) => does === 'makes').map(({path, at}) => whole(path, at)),
		...rows.filter(({operation, table}) => operation === 'insert' && isAccount(table)).map(({path, in: at}) => whole(path, at)),
	]);
	const takesBack = (path: string, at: number): boolean => makes.has(whole(path, at));
	const signsInAnew = provided.some(({does}) => does === 'signs in anew');
	const told = (place: Place, how: Deletion['how'], path: string, at: number): Deletion => {
		const points = facts.program.pointsOf(path, at);
		const beside = rows.filter(row => row.operation === 'delete' && row.path === path && row.in === at).map(({table}) => wordsOf(table));
		const also = points.flatMap(({writes}) => writes.filter(({does}) => does === 'deletes').map(({what}) => wordsOf(what)));
		return {path: place.path, line: place.line, text: place.text, how, points, alsoDeletes: new Set([...beside, ...also])};
	};
	const byRow = rows
		.filter(({operation, table, path, in: at}) => operation === 'delete' && isAccount(table) && !takesBack(path, at))
		.map(row => told(row, 'row', row.path, row.in));
	const lines = new Set(provided.map(({path, line}) => `${path}:${line}`));
	const byEffect = facts.entryPoints.points.flatMap(point =>
		point.writes
			.filter(
				({does, what, path, line}) =>
					does === 'deletes' &&
					isAccount(what) &&
					!lines.has(`${path}:${line}`) &&
					!byRow.some(row => row.path === path && row.line === line) &&
					!point.writes.some(other => other.does === 'writes' && other.path === path && isAccount(other.what)),
			)
			.map(
				({path, line, text}): Deletion => ({
					path,
					line,
					text,
					how: 'row',
					points: [point],
					alsoDeletes: new Set(point.writes.filter(({does}) => does === 'deletes').map(({what}) => wordsOf(what))),
				}),
			),
	);
	const byProvider = provided.flatMap(one => {
		const how = one.isScript ? 'script' : howOf(one.does, signsInAnew);
		return how === undefined || takesBack(one.path, one.at) ? [] : [told(one, how, one.path, one.at)];
	});
	return [...byRow, ...byEffect, ...byProvider];
}

function howOf(does: ProviderCall, signsInAnew: boolean): Deletion['how'] | undefined {
	switch (does) {
		case 'deletes':
			return 'provider';
		case 'deletes a row':
			return 'row';
		case 'deletes if signed in anew':
			return signsInAnew ? 'provider' : 'unsure';
		case 'offers deletion':
			return 'offered';
		case 'runs a procedure':
			return 'procedure';
		case 'makes':
		case 'signs in anew':
			return undefined;
	}
}

/** The function of a module that another stands in, however deep. */
function outermost({program}: Facts, path: string, at: number): number {
	const functions = program.scopes.at(path)?.code.functions ?? [];
	let here = at;
	for (let steps = 0; steps < 30; steps++) {
		const around = functions[here]?.in ?? moduleLevel;
		if (around === moduleLevel) break;
		here = around;
	}
	return here;
}

type Provided = Place & {readonly does: ProviderCall; readonly at: number; readonly isScript: boolean};

const providerCallsIn = ({files, reached}: Facts): readonly Provided[] =>
	files.flatMap(file =>
		(file.role !== 'app' && file.role !== 'script') ||
		file.code === undefined ||
		!mayName(file.code, providerEndings) ||
		(file.role === 'app' && isReached(file, reached) === false)
			? []
			: file.code.calls.flatMap(call => {
					const does = providerCall(call, file);
					return does === undefined
						? []
						: [{path: file.path, line: call.line, text: call.text, does, at: call.in, isScript: file.role === 'script'}];
				}),
	);
