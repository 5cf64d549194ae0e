import type {Call, Code, Value} from '../code/code.ts';
import {wordsOf} from '../guards/words.ts';
import type {Written} from './values.ts';

/** `fallback`: what is used when a setting is missing; `fixed`: nothing can change it; `chosen`: which of several depends on where it runs. */
export type Standing = 'fallback' | 'fixed' | 'chosen';

const environmentNamed =
	/NODE_ENV|VERCEL_(?:ENV|URL|BRANCH_URL|PROJECT_PRODUCTION_URL)|RENDER_EXTERNAL|RAILWAY_|APP_ENV|FLASK_ENV|\bENVIRONMENT\b|import\.meta\.env\.(?:DEV|PROD|MODE)|__DEV__|\bDEBUG\b|\bis_?(?:dev|prod|local)|\b(?:dev|prod)(?:elopment|uction)\b|hostname|\.startsWith\(|EMULATOR/iu;
const settingCalls: ReadonlySet<string> = new Set('env environ getenv get_env getEnv config getConfig secrets settings get'.split(' '));

/** What an address is where it stands. */
export function standing(written: Written, code: Code): Standing {
	const {besides, text, when, givenTo} = written;
	if (
		environmentNamed.test(text) ||
		environmentNamed.test(code.functions[written.in]?.name ?? '') ||
		when.some(name => environmentNamed.test(name)) ||
		isKeyedByEnvironment(written)
	)
		return 'chosen';
	if (besides.length > 0) {
		const others = besides.filter(one => one.is !== 'literal');
		return others.length > 0 &&
			others.every(one => one.is !== 'text' && !saysWhereItIs(one, code)) &&
			!besides.some(one => nameOf(one, code).some(name => environmentNamed.test(name)))
			? 'fallback'
			: 'chosen';
	}
	const call = givenTo === undefined ? undefined : code.calls[givenTo.call];
	return call !== undefined && isDefaultOf(call, written) ? 'fallback' : 'fixed';
}

/** The second argument of what reads a setting: `os.getenv('API', 'http://…')`, `config('API', default='http://…')`. */
function isDefaultOf(call: Call, {givenTo, under}: Written): boolean {
	const [first] = call.args;
	const named = first?.is === 'text' && /^[A-Za-z][\w.-]{1,60}$/u.test(first.text);
	const reads = call.to.split('.').some(part => settingCalls.has(part.replace('()', '')));
	return named && reads && ((givenTo?.at ?? 0) === 1 || under.includes('default'));
}

const environments: ReadonlySet<string> = new Set('development dev local production prod staging test sandbox live'.split(' '));
const isKeyedByEnvironment = ({under}: Written): boolean => under.some(name => wordsOf(name).some(word => environments.has(word)));

/** The browser's or the request's own address comes first. */
function saysWhereItIs(value: Value, code: Code): boolean {
	const said = nameOf(value, code).join('.');
	return /\blocation\b|\borigin\b|headers?\b|\bhost\b|\bnextUrl\b|\brequest\b|\breq\b/iu.test(said);
}

/** The names that a value is made of: settings, variables, what is called. */
export function nameOf(value: Value, code: Code): readonly string[] {
	switch (value.is) {
		case 'name':
			return [value.name];
		case 'call': {
			const call = code.calls[value.call];
			const [first] = call?.args ?? [];
			return call === undefined ? [] : first?.is === 'text' ? [first.text] : [call.to];
		}
		case 'template':
			return value.holes.flatMap(hole => nameOf(hole, code));
		case 'either':
			return value.of.flatMap(one => nameOf(one, code));
		case 'text':
		case 'literal':
		case 'function':
		case 'class':
		case 'object':
		case 'list':
		case 'spread':
		case 'generic':
		case 'other':
			return [];
	}
}
