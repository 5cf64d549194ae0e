import type {PlainFacts} from '../../facts/facts.ts';
import {isOpenSetting, type Setting} from '../../facts/settings.ts';
import type {Given, View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';

/** How a list begins that this template wrote. */
const ours = /^# Every setting that .+ reads, and the first line that reads it\./u;

/** The list that people look for first: the usual name, and the folder furthest up. */
const rank = (path: string): number => path.split('/').length * 2 + (/(?:^|\/)\.env\.example$/u.test(path) ? 0 : 1);

/** What a list of somebody's own does not name yet goes to its end. */
function added(open: readonly Setting[], path: string): readonly Edit[] {
	return open.length === 0
		? []
		: [
				{
					kind: 'lines',
					path,
					does: `names ${open.length === 1 ? 'the setting' : `the ${open.length} settings`} that it leaves out`,
					byHand: `Add ${open.map(({name}) => name).join(', ')}.`,
					add: open.map(({name}) => `${name}=`),
					under: '# Read by the code as well.',
				},
			];
}

/** What the list of settings says of this repository: each name that its code reads, and where. */
export function environmentExampleView({settings}: PlainFacts, {name}: Given): View {
	const rows = settings.named.map(({name: setting, path, line, required, secret}) => ({
		name: setting,
		at: `${path}:${line}`,
		required,
		secret,
	}));
	const unignored: Edit = {
		kind: 'lines',
		path: '.gitignore',
		does: 'lets the list into git, and nothing else',
		byHand: 'Add the line !.env.example at its end.',
		add: ['!.env.example'],
		under: '# The list of settings has no values, and belongs into git.',
	};
	const own = settings.examples.find(({text}) => ours.test(text));
	const [list] = own === undefined ? settings.examples.toSorted((one, other) => rank(one.path) - rank(other.path)) : [];
	return {
		data: {
			app: name,
			known: rows.length > 0 && list === undefined,
			secrets: rows.filter(({secret}) => secret),
			others: rows.filter(({secret}) => !secret),
		},
		edits: [
			...(settings.named.length > 0 && settings.leavesOutExample ? [unignored] : []),
			...(list === undefined ? [] : added(settings.named.filter(isOpenSetting), list.path)),
		],
		after: [],
		owes: [],
		scripts: {},
	};
}
