import type {PlainFacts} from '../../facts/facts.ts';
import type {Given, View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';

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
	return {
		data: {
			app: name,
			known: rows.length > 0,
			secrets: rows.filter(({secret}) => secret),
			others: rows.filter(({secret}) => !secret),
		},
		edits: settings.named.length > 0 && settings.leavesOutExample ? [unignored] : [],
		after: [],
		owes: [],
		scripts: {},
	};
}
