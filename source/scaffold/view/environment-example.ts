import type {PlainFacts} from '../../facts/facts.ts';
import {isOpenSetting, type Setting} from '../../facts/settings.ts';
import type {Given, View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';

/** Where this template writes the list. */
const usual = '.env.example';

/** The list that people look for first: the usual name, and the folder furthest up. */
const rank = (path: string): number => path.split('/').length * 2 + (/(?:^|\/)\.env\.example$/u.test(path) ? 0 : 1);

/** What a list of somebody's own does not name yet goes to its end; what it names already stays as it is. */
function added(settings: readonly Setting[], path: string): readonly Edit[] {
	const open = settings.filter(isOpenSetting);
	const listed = settings.filter(
		({name, documented}) => documented?.path === path && documented.text.replace(/^export\s+/u, '').startsWith(`${name}=`),
	);
	const names = [...listed, ...open].map(({name}) => name);
	return names.length === 0
		? []
		: [
				{
					kind: 'lines',
					path,
					does: `names ${open.length === 1 ? 'the setting' : `the ${open.length} settings`} that it leaves out`,
					byHand: `Add ${names.join(', ')}.`,
					add: names.map(name => `${name}=`),
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
	const [list] = settings.examples.toSorted((one, other) => rank(one.path) - rank(other.path));
	return {
		data: {
			app: name,
			known: rows.length > 0 && (list === undefined || list.path === usual),
			secrets: rows.filter(({secret}) => secret),
			others: rows.filter(({secret}) => !secret),
		},
		edits: [
			...(settings.named.length > 0 && settings.leavesOutExample ? [unignored] : []),
			...(list === undefined ? [] : added(settings.named, list.path)),
		],
		after: [],
		owes: [],
		scripts: {},
	};
}
