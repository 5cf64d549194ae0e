import {type Call, entryOf} from '../code/code.ts';
import {type Replied, replied} from './replied.ts';
import {statusByName, statusEntry, statusIn} from './statuses.ts';

const errors: ReadonlySet<string> = new Set(
	'HTTPException HttpException HttpError HTTPError TRPCError createError HttpsError ConvexError GraphQLError InternalServerErrorException InternalServerError APIException'.split(
		' ',
	),
);
/** Errors that are named for their status. */
export const nest =
	/^(?<name>BadRequest|Unauthorized|Forbidden|NotFound|Conflict|UnprocessableEntity|InternalServerError|ServiceUnavailable|BadGateway)(?:Exception|Error)$/u;

/** What an error of a framework for scripts answers when it is thrown. */
export function thrownReply(call: Call, last: string): Replied | undefined {
	const byClass = nest.exec(last)?.groups?.name;
	if (!call.isNew && last !== 'createError') return undefined;
	if (byClass !== undefined) return replied('thrown', statusByName.get(byClass), call.args[0]);
	if (!errors.has(last)) return undefined;
	const [first, second] = call.args;
	if (first?.is === 'object') {
		const value = entryOf(first, 'message') ?? entryOf(first, 'statusMessage') ?? entryOf(first, 'data') ?? first;
		return replied('thrown', statusIn(statusEntry(first.entries)), value);
	}
	if (last === 'HttpsError' || last === 'HTTPException') return replied('thrown', statusIn(first), second);
	return replied('thrown', statusIn(second), first);
}
