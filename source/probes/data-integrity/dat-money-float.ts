import {isWrite} from '../../facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {singular} from '../../facts/data-calls/tables.ts';
import type {Facts} from '../../facts/facts.ts';
import {holds} from '../../facts/facts.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {distinct} from '../../facts/places.ts';
import type {Column, Table} from '../../facts/schema/schema.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const money: ReadonlySet<string> = new Set(
	'price balance cost fee salary subtotal tax wage rent deposit revenue refund payout commission tip'.split(' '),
);
const total: ReadonlySet<string> = new Set(['amount', 'total', 'paid', 'due', 'discount']);
const notMoney: ReadonlySet<string> = new Set(
	'score percent percentage rate ratio lat lng tokens token count weight estimated predicted embedding probability confidence quantity qty hours minutes days seconds id at date type currency status method name note label text code unit units calories usage sugar fat water vote votes ingredient distance temperature'.split(
		' ',
	),
);
const moneyTable: ReadonlySet<string> = new Set(
	'price pricing billing plan fare product order invoice payment sale purchase cart checkout bill receipt transaction expense booking budget donation wallet credit loan debt refund payout transfer charge pledge fund ledger entry account deposit withdrawal salary fee contribution split settlement income saving quote deal offer bid coupon discount'.split(
		' ',
	),
);
const telemetry = /usage|llm|token|telemetry|metric|analytics|stat|api_?call|model|forecast|prediction/iu;
const float = /^(?:real|float\d?|double|double precision|float64|binary_float|binary_double|doubleprecision|floatfield)$/iu;
const document = /^(?:number|mixed)$/iu;

type Amount = {readonly table: Table; readonly column: Column};

const probe: Probe = facts => {
	const amounts = facts.schema.tables.flatMap(table =>
		table.columns.filter(column => isMoney(column, table)).map((column): Amount => ({table, column})),
	);
	const broken = amounts.filter(
		({column, table}) => float.test(column.type.trim()) && table.isDocuments !== true && !telemetry.test(`${table.name} ${column.name}`),
	);
	const pays = facts.stack.some(({id, confidence}) => id.startsWith('pay.') && confidence !== 'low');
	const [first] = broken;
	if (first !== undefined)
		return gap(
			`${first.table.name}.${first.column.name} keeps money as ${first.column.type}, which cannot hold a tenth exactly${broken.length > 1 ? `, and so ${broken.length === 2 ? 'does one other column' : `do ${broken.length - 1} other columns`}` : ''}`,
			distinct(broken.map(({column}) => column)),
			{severity: pays ? 'high' : 'medium', occurrences: broken.length},
		);
	const documents = amounts.filter(({table, column}) => table.isDocuments === true || document.test(column.type));
	const written = writtenInPieces(facts);
	if (amounts.length > 0 && written.length > 0)
		return unknown('amounts of money are worked out with ordinary numbers before they are stored', distinct(written));
	if (documents.length > 0)
		return unknown(
			'amounts of money are kept as plain numbers of documents, which are exact only as whole cents',
			distinct(documents.map(({column}) => column)),
		);
	if (amounts.length > 0) {
		const [one] = amounts;
		return pass(
			`${amounts.length === 1 ? 'the one amount' : `all ${amounts.length} amounts`} of money ${amounts.length === 1 ? 'is' : 'are'} kept exactly, ${one?.table.name}.${one?.column.name} as ${one?.column.type}`,
			distinct(amounts.map(({column}) => column)),
		);
	}
	if (written.length > 0)
		return unknown('amounts of money are stored, and the tables that hold them are described nowhere', distinct(written));
	const unread = unreadLanguage(facts);
	if (unread !== undefined && facts.schema.tables.length === 0) return unknown(`code in ${unread} is not read yet`);
	const stored = moneyWrites(facts);
	if (stored.length > 0)
		return unknown('amounts of money are stored, and the tables that hold them are described nowhere', distinct(stored));
	if (facts.schema.tables.length === 0 && !holds(facts, 'db.any')) return notApplicable('no table keeps money');
	return facts.schema.tables.length === 0 && dataCallsOf(facts).length > 0 && pays
		? unknown('payments are taken, and the tables are described nowhere')
		: notApplicable('no column holds an amount of money', distinct(facts.schema.tables).slice(0, 1));
};

export default probe;

/** Its name is that of an amount of money; `total` and `amount` are ones only where money is kept. */
function isMoney({name, type}: Pick<Column, 'name' | 'type'>, table: Pick<Table, 'name'>): boolean {
	if (/^(?:bool|text|varchar|char|string|json|uuid|date|time|enum|bytea|int8?\[\])/iu.test(type)) return false;
	const words = wordsOf(name);
	if (words.some(word => notMoney.has(word))) return false;
	if (words.some(word => money.has(word))) return true;
	if (words.length > 1 && words.includes('amount')) return true;
	return (
		words.some(word => total.has(word)) &&
		(/^(?:numeric|decimal|money|real|float|double)/iu.test(type) || wordsOf(table.name).some(word => moneyTable.has(singular(word))))
	);
}

/** Amounts that are written after they were reckoned by `parseFloat`, a division or a sum. */
function writtenInPieces(facts: Facts): readonly Place[] {
	return dataCallsOf(facts).flatMap(call => {
		if (!isWrite(call)) return [];
		const scope = facts.program.scopes.at(call.path);
		const found = call.values.some(({key, value}) => {
			if (!isMoney({name: key, type: ''}, {name: call.table}) || scope === undefined) return false;
			const binding = value.is === 'name' && !value.name.includes('.') ? scope.binding(value.name, call.in, call.line) : undefined;
			const said = binding?.is === 'variable' ? binding.variable.value : value;
			if (said.is === 'other') return true;
			return said.is === 'call' && /(?:^|\.)(?:parseFloat|toFixed|Number|float|reduce)$/u.test(scope.code.calls[said.call]?.to ?? '');
		});
		return found ? [{path: call.path, line: call.line, text: call.text}] : [];
	});
}

const moneyWrites = (facts: Facts): readonly Place[] =>
	dataCallsOf(facts).filter(call => isWrite(call) && call.values.some(({key}) => isMoney({name: key, type: ''}, {name: call.table})));
