import {holds} from '../../../facts/facts.ts';
import {type Health, noHealth} from './health.ts';
import {namedFor} from './naming.ts';
import {placeIn} from './place.ts';
import {pythonQuestion} from './python-questions.ts';
import {type HealthGround, noClient} from './script-health.ts';

/** The addresses for an application of FastAPI or Flask. */
export function pythonHealth({facts, code, sources, server, folder}: HealthGround): Health {
	const {path, name, made, framework} = server;
	const question = pythonQuestion(sources, server, name);
	if (question === undefined && holds(facts, 'db.any')) return noHealth(noClient(path));
	const file = placeIn(facts, code, folder, ['health', 'health_routes'], ['live']);
	if (file === undefined) return noHealth(`Beside ${path} there are files called health already: add /livez and /readyz there.`);
	const isFlask = framework === 'flask';
	const waits = question?.waits === true;
	if (isFlask && waits)
		return noHealth(`${path} is a Flask application with a database client that must be awaited: write /readyz by hand.`);
	const route = (address: string): string =>
		isFlask ? `@${name}.route("${address}")` : `@${name}.get("${address}", include_in_schema=False)`;
	const begin = isFlask ? 'def' : 'async def';
	const answered = question === undefined ? 'live()' : isFlask ? 'ready(ask_database)' : 'await ready(ask_database)';
	const lines = [
		...(question === undefined ? [] : ['', '', ...question.lines]),
		'',
		'',
		route('/livez'),
		`${begin} livez():`,
		'    return live()',
		'',
		'',
		route('/readyz'),
		`${begin} readyz():`,
		`    return ${answered}`,
	];
	return {
		data: {kind: 'py', framework, file, ending: 'py', asks: question !== undefined, waits},
		after: [],
		edits: [
			{
				kind: 'code',
				path,
				does: 'answers /livez and /readyz',
				byHand: `In ${path}, below the line that makes ${name}, add the routes /livez and /readyz: they return what live() and ready() of ${file}.py give.`,
				imports: namedFor(facts, sources, server, [
					...(question?.imports ?? []),
					{name: 'live', from: {file}},
					...(question === undefined ? [] : [{name: 'ready', from: {file}}]),
				]),
				inserts: [{at: {where: 'after', call: made.to}, lines}],
			},
		],
	};
}
