import type {Place} from '../../safe-text.ts';
import {lastOf} from '../code/code.ts';
import {mayHold} from '../code/lazy.ts';
import type {DataCall} from '../data-calls/data-call.ts';
import {dataCallsOf} from '../data-calls/data-calls.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';

/** A way to set a new password without the old one, and what becomes of the sessions that are open. */
export type PasswordReset = {
	readonly point: EntryPoint;
	readonly at: Place;
	readonly sessions: 'ended' | 'left' | 'unclear';
	readonly because: Place;
};

const ending: ReadonlySet<string> = new Set(
	'revoke invalidate delete destroy remove clear logout signout expire terminate end kill flush bump rotate increment purge blacklist'.split(
		' ',
	),
);
const session: ReadonlySet<string> = new Set('session sessions refresh token tokens everywhere devices logins'.split(' '));
/** The caller's own session ends, the others do not. */
const isOwn =
	/(?:^|\.)destroySession$|(?:^|\.)session\.(?:destroy|clear|delete|flush|remove|unset)$|(?:^|\.)(?:logout|clearCookie|removeItem|delete_cookie)$/u;
const every: ReadonlySet<string> = new Set('sessions tokens refresh all everywhere devices logins'.split(' '));
const versions =
	/^(?:token_?version|session_?version|password_?changed_?at|password_?updated_?at|security_?stamp|sessions?_?valid_?from|tokens?_?valid_?(?:after|from)|auth_?version|jwt_?secret|password_?version|refresh_?tokens?|sessions?)$/iu;
/** Those that are a time or a number, and say nothing by themselves. */
const stamps =
	/^(?:token_?version|session_?version|password_?changed_?at|password_?updated_?at|security_?stamp|sessions?_?valid_?from|tokens?_?valid_?(?:after|from)|auth_?version|password_?version)$/iu;
const sessionTable = /^(?:user_?|auth_?|login_?)?(?:sessions?|refresh_?tokens?)$/iu;
const keepsPassword = /^(?:password|password_?hash|hashed_?password|encrypted_?password|hash)$/iu;
const setters =
	/^(?:set_password|setPassword|updatePassword|changePassword|resetPassword|resetUserPassword|updateUserPassword|update_password|change_password|reset_password|hash|hashSync|get_password_hash|hash_password|hashPassword|generate_password_hash|make_password)$/u;

/** The password itself is made ready to be kept here, not handed to somebody who does it unseen. */
const storing = /^(?:set_password|hash|hashSync|get_password_hash|hash_password|hashPassword|generate_password_hash|make_password)$/u;

/** What is written down when a password changes ends no session unless something compares it. */
function isLookedAt(name: string, {files}: Facts): boolean {
	if (!stamps.test(name)) return true;
	const asWord = new RegExp(`\\b${name}\\b`, 'u');
	return files.some(({code, role}) => {
		if (role !== 'app' || code === undefined || !mayHold(code, asWord)) return false;
		const {calls, exits, variables} = code;
		return (
			calls.some(({to, when}) => asWord.test(to) || when.some(one => asWord.test(one))) ||
			exits.some(({when, text}) => asWord.test(text) || when.some(one => asWord.test(one))) ||
			variables.some(({value, names}) => names.includes(name) || (value.is === 'name' && asWord.test(value.name)))
		);
	});
}

/** Its name says that it sets a forgotten password anew. */
function isReset({route, handler, method, kind}: EntryPoint): boolean {
	if (method === 'GET' || (kind === 'page' && method !== 'POST')) return false;
	const said = [...wordsOf(route), ...wordsOf(lastOf(handler?.name ?? ''))];
	const speaks = said.includes('password') || said.includes('passwd');
	return speaks && (said.includes('reset') || said.includes('recover') || said.includes('recovery'));
}

function judgedIn(point: EntryPoint, calls: ReadonlyMap<string, readonly DataCall[]>, facts: Facts): PasswordReset | undefined {
	let sets: Place | undefined;
	let ended: Place | undefined;
	let unclear: Place | undefined;
	let bySessionKey = false;
	let isSeen = false;
	for (const {path, function: at} of facts.program.runBy(point)) {
		const scope = facts.program.scopes.at(path);
		if (scope === undefined) continue;
		for (const inner of scope.bodyOf(at)) {
			for (const call of scope.callsIn(inner)) {
				const last = lastOf(call.to);
				const place = {path, line: call.line, text: call.text};
				const said = wordsOf(last);
				if (setters.test(last)) sets ??= place;
				if (storing.test(last)) isSeen = true;
				if (last === 'set_password' && path.endsWith('.py')) bySessionKey = true;
				const aboutSessions =
					said.some(word => session.has(word)) || wordsOf(call.to).some(word => word === 'session' || word === 'sessions');
				if (said.some(word => ending.has(word)) && aboutSessions && !isOwn.test(call.to)) {
					if (!said.some(word => every.has(word)) || said.includes('reset') || said.includes('verification') || said.includes('password'))
						unclear ??= place;
					else ended ??= place;
				}
			}
			for (const data of calls.get(`${inner} ${path}`) ?? []) {
				const place = {path, line: data.line, text: data.text};
				const version = data.values.find(({key}) => versions.test(key));
				if (version !== undefined && isLookedAt(version.key, facts)) ended ??= place;
				else if (version !== undefined) unclear ??= place;
				if (data.operation === 'delete' || data.operation === 'update') {
					if (sessionTable.test(data.table)) ended ??= place;
					else if (/token|session/iu.test(data.table)) unclear ??= place;
				}
				if (data.values.some(({key}) => keepsPassword.test(key))) {
					sets = place;
					isSeen = true;
				}
			}
			for (const {to, line, text} of scope.assignmentsIn(inner)) {
				if (versions.test(lastOf(to))) {
					if (isLookedAt(lastOf(to), facts)) ended ??= {path, line, text};
					else unclear ??= {path, line, text};
				}
				if (keepsPassword.test(lastOf(to)) && to.includes('.')) sets ??= {path, line, text};
			}
		}
	}
	if (sets === undefined) return undefined;
	if (ended !== undefined) return {point, at: sets, sessions: 'ended', because: ended};
	const tables = facts.schema.tables.filter(({name}) => sessionTable.test(name));
	const [table] = tables;
	if (bySessionKey && facts.stack.some(({id}) => id === 'fw.django'))
		return {point, at: sets, sessions: table === undefined ? 'ended' : 'unclear', because: sets};
	if (table === undefined || !isSeen || unclear !== undefined || point.unresolved.length > 0)
		return {point, at: sets, sessions: 'unclear', because: unclear ?? sets};
	return {point, at: sets, sessions: 'left', because: table};
}

const known = new WeakMap<object, readonly PasswordReset[]>();

/** Every way to set a forgotten password anew that the project has itself. */
export function passwordResetsIn(facts: Facts): readonly PasswordReset[] {
	const before = known.get(facts.entryPoints);
	if (before !== undefined) return before;
	const points = facts.entryPoints.points.filter(isReset);
	const calls = new Map<string, DataCall[]>();
	if (points.length > 0)
		for (const call of dataCallsOf(facts)) calls.set(`${call.in} ${call.path}`, [...(calls.get(`${call.in} ${call.path}`) ?? []), call]);
	const made = points.flatMap(point => judgedIn(point, calls, facts) ?? []);
	known.set(facts.entryPoints, made);
	return made;
}
