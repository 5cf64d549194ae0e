import {type Call, firstOf, lastOf} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {wordsOf} from '../../guards/words.ts';
import {packageOf} from '../imported.ts';
import {type RunningFile, runningFiles} from '../running.ts';
import {isOnlyExpiry} from './only-expiry.ts';
import {onlyThere} from './only-there.ts';
import {switchedOff} from './signature-off.ts';
import {decoding, tokenPackage, verifying} from './token-libraries.ts';
import type {TokenRead} from './token-read.ts';
import {isVerifiedToo} from './verified-too.ts';

const ofProvider = /id_?token|idToken|provider|google|apple|azure|microsoft|oauth|oidc|external/iu;

const payloadByHand = /(?:atob|Buffer\.from|b64decode|base64)\S{0,60}split\(\s*['"]\.['"]\s*\)\s*\[1\]/u;

function readsIn(file: RunningFile, facts: Facts): readonly TokenRead[] {
	const {code, path} = file;
	return code.calls.flatMap((call): readonly TokenRead[] => {
		const last = lastOf(call.to);
		const place = {path, line: call.line, text: call.text};
		const from = packageOf(call, code);
		const known = tokenPackage.test(from) || (/^(?:jwt|jws|jose|JWT)$/u.test(firstOf(call.to)) && call.to.includes('.'));
		if (known && path.endsWith('.py') && last === 'decode') {
			if (switchedOff(call, path, facts))
				return doubted(call, file, facts, 'switched off', 'a token is read with the check of its signature switched off');
			return [{...place, is: 'verified', said: ''}];
		}
		// A person is looked up in Firebase, or by Django from its own session: no token is read.
		if (/^get_?user$/iu.test(last) && (/^firebase/u.test(from) || from.startsWith('django'))) return [];
		if (known && verifying.test(last)) {
			if (switchedOff(call, path, facts)) return [{...place, is: 'switched off', said: 'tokens that nobody signed are accepted'}];
			return [{...place, is: 'verified', said: ''}];
		}
		if (known && decoding.test(last)) return doubted(call, file, facts, 'only decoded', 'a token is read without checking its signature');
		if (/^(?:JSON\.parse|json\.loads)$/u.test(call.to) && payloadByHand.test(call.text))
			return doubted(call, file, facts, 'only decoded', 'a token is taken apart by hand without checking its signature');
		if (/^(?:jwtVerify|verifyIdToken|verify_id_token|expressjwt|jwt_required)$/u.test(last)) return [{...place, is: 'verified', said: ''}];
		if (/(?:^|\.)auth\.(?:getUser|get_user|getClaims|get_claims)$/u.test(call.to)) return [{...place, is: 'verified', said: ''}];
		return [];
	});
}

const holder: ReadonlySet<string> = new Set(
	'auth authenticate authentication user current session guard middleware require login token jwt identity admin role'.split(' '),
);

function doubted(call: Call, file: RunningFile, facts: Facts, is: 'switched off' | 'only decoded', said: string): readonly TokenRead[] {
	const {code, path} = file;
	const place = {path, line: call.line, text: call.text};
	const name = code.functions[call.in]?.name ?? '';
	const [token] = [...call.args, ...call.named.filter(({key}) => key === 'jwt' || key === 'token').map(({value}) => value)];
	const source = `${token?.is === 'name' ? token.name : ''} ${call.text} ${name}`;
	if (isOnlyExpiry(call, code) || isVerifiedToo(call, file, facts) || ofProvider.test(`${source} ${path}`)) return [];
	const serves = facts.program.pointsOf(path, call.in).length > 0;
	const decides = serves || wordsOf(`${name} ${path}`).some(word => holder.has(word));
	const isWhole =
		code.functions[call.in] !== undefined && (code.functions[call.in]?.end ?? 0) - (code.functions[call.in]?.line ?? 0) < 2 && !serves;
	return [{...place, is: decides && !isWhole && !/refresh/iu.test(source) ? is : 'unclear', said}];
}

/** A library's own verification, where it is put to use. */
const strategies = ({code, path}: RunningFile): readonly TokenRead[] =>
	code.imports
		.filter(
			({from, typeOnly}) =>
				!typeOnly &&
				/^(?:passport-jwt|express-jwt|koa-jwt|flask_jwt_extended|rest_framework_simplejwt|@fastify\/jwt|hono\/jwt|hono\/jwk)/u.test(from),
		)
		.slice(0, 1)
		.map(({from, local, line}) => {
			const used = code.classes.find(({text}) => text.includes('PassportStrategy')) ?? code.calls.find(({to}) => to === local);
			return {path, line: used?.line ?? line, text: used?.text ?? from, is: 'verified' as const, said: ''};
		});

/** Nest's service makes tokens as well: only where it is asked to verify one, it does. */
const verifiedByNest = ({code, path}: RunningFile): readonly TokenRead[] =>
	code.imports.some(({from, typeOnly}) => !typeOnly && from === '@nestjs/jwt')
		? code.calls
				.filter(({to}) => /^this\.\w+\.verify(?:Async)?$/u.test(to))
				.map(({line, text}) => ({path, line, text, is: 'verified' as const, said: ''}))
		: [];

const known = new WeakMap<readonly unknown[], readonly TokenRead[]>();

/** Every place where server code verifies a token, or reads one without. */
export function tokenReadsIn(facts: Facts): readonly TokenRead[] {
	const before = known.get(facts.files);
	if (before !== undefined) return before;
	const made = runningFiles(facts)
		.filter(({file}) => file.side !== 'client')
		.flatMap(file => [...readsIn(file, facts), ...onlyThere(file.code, file.path), ...strategies(file), ...verifiedByNest(file)]);
	known.set(facts.files, made);
	return made;
}
