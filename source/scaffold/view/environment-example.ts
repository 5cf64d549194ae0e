import type {PlainFacts} from '../../facts/facts.ts';
import type {Given, View} from '../view.ts';

/** What the list of settings says of this repository: each name that its code reads, and where. */
export function environmentExampleView({settings}: PlainFacts, {name}: Given): View {
	const rows = settings.named.map(({name: setting, path, line, required, secret}) => ({
		name: setting,
		at: `${path}:${line}`,
		required,
		secret,
	}));
	return {
		data: {
			app: name,
			known: rows.length > 0,
			secrets: rows.filter(({secret}) => secret),
			others: rows.filter(({secret}) => !secret),
		},
		after: [],
		owes: [],
		scripts: {},
	};
}
