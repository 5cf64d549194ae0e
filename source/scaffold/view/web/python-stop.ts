import type {PlainFacts} from '../../../facts/facts.ts';
import {noStop, type Stop} from './stop.ts';

/** Servers of Python that finish what is under way when they hear that they are to stop, as a line of a script starts them. */
const server = /^(?:exec )?(?<words>(?:python3? -m )?(?:uvicorn|gunicorn|hypercorn|daphne|granian|waitress-serve) )/u;
const without = /(?<=^\s*)(?:python3? -m )?(?:uvicorn|gunicorn|hypercorn|daphne|granian|waitress-serve) /u;
const development = /(?:flask\s+(?:\S+\s+)*run|manage\.py\s+runserver|fastapi\s+dev)\b/u;

/** Python's servers stop in order when they hear the signal: what keeps it from them is mended, where it is a script of one's own. */
export function pythonStop(facts: PlainFacts): Stop | undefined {
	const commands = facts.commands.filter(({role}) => role !== 'test' && role !== 'example');
	const swallowed = commands.flatMap(({where, command, path, line}) => {
		const words = where === 'shell' ? server.exec(command)?.groups?.words : undefined;
		return words === undefined ? [] : [{path, line, words}];
	});
	if (swallowed.length > 0)
		return {
			data: {kind: 'py'},
			after: [
				'Give the server less time than the platform does: uvicorn --timeout-graceful-shutdown 25, or gunicorn --graceful-timeout 25.',
			],
			edits: swallowed.map(({path, line, words}) => ({
				kind: 'swap',
				path,
				does: 'becomes the server, which then hears that it is to stop',
				byHand: `In ${path}, put exec in front of the line that starts the server.`,
				swaps: [{line, pattern: without, to: `exec ${words}`}],
			})),
		};
	const [dev] = commands.filter(({command}) => development.test(command));
	if (dev === undefined) return undefined;
	return noStop(
		`${dev.path}:${dev.line} starts a server for development, which is cut off where it stands. Start gunicorn or uvicorn there, in its own words: CMD ["gunicorn", "--graceful-timeout", "25", "app:app"].`,
	);
}
