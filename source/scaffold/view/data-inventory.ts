import {holds, type PlainFacts} from '../../facts/facts.ts';
import {hostingOf} from '../../facts/hosting.ts';
import {type Given, said, type View} from '../view.ts';
import {atPlace, type ProcessorRow, personalDataOf} from './personal-data.ts';

/** What keeps data for you, as roles of companies. */
const keeps: ReadonlySet<ProcessorRow['role']> = new Set(['backend', 'database', 'files', 'models', 'errors', 'sign-in', 'mail']);

/** What the papers on people's data say of this repository: every column, every company, every region that a file names. */
export function dataInventoryView(facts: PlainFacts, given: Given): View {
	const {columns, asked, about, processors} = personalDataOf(facts);
	const regions = facts.people.regions.map(({name, path, line}) => ({name, at: atPlace({path, line})}));
	const hosts = hostingOf(facts).map(({name, place}) => ({name, at: atPlace(place)}));
	const nothing = columns.length + asked.length + about.length === 0;
	return {
		data: {
			app: given.name,
			owner: said(given, 'owner') ?? '',
			purpose: said(given, 'purpose') ?? '',
			kept: said(given, 'kept') ?? '',
			region: said(given, 'region') ?? '',
			columns: columns.map(row => ({...row})),
			asked: asked.map(row => ({...row})),
			about: about.map(row => ({...row})),
			processors: processors.map(row => ({...row})),
			keepers: processors.filter(({role}) => keeps.has(role)).map(row => ({...row})),
			regions,
			// A database that no company of the list keeps: somebody does, and it holds the most.
			unplaced: holds(facts, 'db.any') && !processors.some(({role}) => role === 'database' || role === 'backend'),
			hosts,
			sensitive: columns.some(({sensitive}) => sensitive),
			something: !nothing,
		},
		after: [
			'What these pages say was read from the code: names of columns can mislead. Whoever knows looks through them, and writes the day and a name after "confirmed".',
			...(nothing ? ['No column that holds something about people was found, so no list of data is written.'] : []),
		],
		owes: [],
		scripts: {},
	};
}
