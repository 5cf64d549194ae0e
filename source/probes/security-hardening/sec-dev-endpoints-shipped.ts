import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {Facts} from '../../facts/facts.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const asked: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['http', 'function', 'action', 'rpc', 'page', 'socket']);
const development =
	/(?:^|\/)(?:tests?|test-[\w-]+|debug(?:-[\w-]+)?|seed(?:-[\w-]+)?|dev|dev-[\w-]+|playground|migrate(?:-[\w-]+)?|exec-?sql|run-?sql|wipe(?:-[\w-]+)?|reset-?(?:db|database|data|all)|drop-?(?:db|tables|all)|clear-?(?:db|database|data|all)|init-?db|setup-?(?:db|database)|create-?(?:test|admin|tables)(?:-[\w-]+)?|make-admin|fix-[\w-]+|populate(?:-?db)?|backup(?:-?db)?)(?:\/|$)/iu;
/** What only whoever builds it needs, or what is named after a try. */
const tried =
	/(?:^|\/)(?:tests?|test-[\w-]+|debug(?:-[\w-]+)?|dev|dev-[\w-]+|playground|(?!ab-|a-b-|speed-|take-|start-|my-|new-|practice-|mock-|quiz-|online-|eye-|split-)[\w-]+-(?:tests?|debug|playground)|hot-?reload|live-?reload|__\w*(?:debug|dev)\w*|phpinfo|storybook)(?:\/|$)/iu;
const asksWhere =
	/NODE_ENV|VERCEL_ENV|APP_ENV|ENVIRONMENT|(?:^|\.)(?:DEBUG|DEV|PROD|TESTING|MODE|NODE_ENV|isDev\w*|isProd\w*|IS_DEV\w*|IS_PROD\w*|development|production|testing)(?:$|\.|\()/iu;
const asksForSecret = /secret|token|key/iu;
/** That a setting is there says nothing of who calls. */
const setting = /(?:^|\.)(?:env|environ|settings|config|Deno)\b|^[A-Z][A-Z0-9_]+$/u;
const aims = (when: readonly string[]): boolean =>
	when.some(one => asksWhere.test(one)) || (when.some(one => asksForSecret.test(one)) && !when.every(one => setting.test(one)));

/** Every module that loads this one does so only where a setting allows it. */
function isLoadedGated(path: string, {program}: Facts): boolean {
	const {modules} = program.scopes;
	const importers = modules.importersOf(path);
	return (
		importers.length > 0 &&
		importers.every(from => {
			const code = program.scopes.at(from)?.code;
			const lines = (code?.imports ?? []).flatMap(({from: source, line}) => {
				const to = modules.resolve(from, source);
				return to.to === 'file' && to.path === path ? [line] : [];
			});
			return lines.length > 0 && lines.every(line => code?.calls.some(call => call.line <= line && line <= call.end && aims(call.when)));
		})
	);
}

/** The like, as functions are called that a page runs. */
const byName = /^(?:(?:reset|wipe|drop|clear|init|setup)(?:-[\w-]+)?-(?:db|database|tables)|seed(?:-[\w-]+)?|debug-[\w-]+)$/u;
const isNamedSo = ({route, kind}: EntryPoint): boolean =>
	development.test(route) || (kind === 'action' && byName.test(wordsOf(route).join('-')));

/** Nothing loads the module of an action: then nobody can call it. */
const isLoaded = ({kind, path}: EntryPoint, {program}: Facts): boolean =>
	kind !== 'action' || program.scopes.modules.importersOf(path).length > 0;

/** Whether the code that runs for it, or what registers it, asks first where it runs or for a secret. */
function isGated(point: EntryPoint, facts: Facts): boolean {
	const registering =
		facts.program.scopes.at(point.path)?.code.calls.filter(call => call.line <= point.line && call.end >= point.line) ?? [];
	return (
		isLoadedGated(point.path, facts) ||
		registering.some(call => aims(call.when)) ||
		facts.program.runBy(point).some(({path, function: at}) => {
			const scope = facts.program.scopes.at(path);
			return (
				scope
					?.bodyOf(at)
					.some(inner => scope.exitsIn(inner).some(exit => aims(exit.when)) || scope.callsIn(inner).some(call => aims(call.when))) === true
			);
		})
	);
}

/** An answer by which somebody sees that requests come through. */
const greeting = /(?:^|\/)tests?\/?$/iu;
const readyMade = /(?:^|\/)(?:clear|reset|seed|wipe|purge|setup|init|demo|populate)-[\w-]+(?:\/|$)/iu;

/** It is named after a try, and does more than to say that it is there. */
const isTried = (point: EntryPoint): boolean =>
	tried.test(point.route) && !(point.kind === 'http' && greeting.test(point.route)) && !isDestructiveGet(point);

/** What browsers and their previews ask for by themselves, with nothing to say what is meant: it deletes a fixed set of rows. */
const isDestructiveGet = ({method, route, parameters, writes}: EntryPoint): boolean =>
	method === 'GET' && parameters.length === 0 && readyMade.test(route) && writes.some(({does}) => does === 'deletes');

/** The product itself may be about tests. */
const isSubject = (point: EntryPoint, facts: Facts): boolean =>
	/(?:^|\/)tests?(?:\/|$)/iu.test(point.route) &&
	(facts.schema.tables.some(({name}) => /(?:^|_)tests?(?:_|$)/iu.test(name)) || point.writes.some(({what}) => /tests?/iu.test(what)));

const probe: Probe = facts => {
	const points = facts.entryPoints.points.filter(({kind}) => asked.has(kind));
	const named = points.filter(point => (isNamedSo(point) || isDestructiveGet(point)) && !isSubject(point, facts) && isLoaded(point, facts));
	const changing = named.filter(({writes, costs}) => writes.length + costs.length > 0);
	const open = changing.filter(
		point => point.guards.every(({kind}) => kind === 'limiter' || kind === 'validation') && !isGated(point, facts),
	);
	const certain = open
		.filter(({unresolved}) => unresolved.length === 0)
		.toSorted((one, other) => Number(other.writes.length > 0) - Number(one.writes.length > 0));
	const [worst] = certain;
	if (worst !== undefined) {
		const destroys = certain.some(
			point =>
				/sql|reset|wipe|drop|clear|migrate/iu.test(point.route) ||
				point.writes.some(({does, what}) => does === 'deletes' || /exec_?sql/iu.test(what)),
		);
		return gap(
			`${worst.route === '' ? 'something that can be called' : worst.route} is there for development, changes something, and anybody may call it`,
			distinct(certain.map(placeOf)),
			{
				severity: destroys ? 'blocker' : 'high',
			},
		);
	}
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (open.length > 0)
		return unknown(
			'some ways in are named after development, and what stands in front of them could not be followed',
			distinct(open.map(placeOf)),
		);
	const idle = points.filter(
		point =>
			isTried(point) &&
			!isSubject(point, facts) &&
			!changing.includes(point) &&
			point.guards.every(({kind}) => kind === 'limiter' || kind === 'validation') &&
			!isGated(point, facts),
	);
	if (idle.length > 0)
		return unknown(
			`${listed([...new Set(idle.map(({route}) => route))].slice(0, 3), 'and')} ${idle.length === 1 ? 'is' : 'are'} named after development, and anybody may call ${idle.length === 1 ? 'it' : 'them'}`,
			distinct(idle.map(placeOf)),
			{asks: 'Does anybody but those who build it need this, and what does it tell or do?'},
		);
	if (changing.length > 0) return pass('what is there for development asks who calls, or where it runs', distinct(changing.map(placeOf)));
	if (facts.entryPoints.unread.length > 0)
		return unknown('not all ways in could be read', distinct(facts.entryPoints.unread.flatMap(({places}) => places)));
	const kept = points.filter(point => isTried(point) && !isSubject(point, facts));
	if (kept.length > 0) return pass('what is there for development asks who calls, or where it runs', distinct(kept.map(placeOf)));
	if (points.length === 0) return notApplicable('nothing here can be called from outside');
	const greetings = points.filter(point => greeting.test(point.route) && !isSubject(point, facts));
	if (greetings.length > 0)
		return pass(
			`of ${points.length} ways in, only ${listed([...new Set(greetings.map(({route}) => route))].slice(0, 3), 'and')} ${greetings.length === 1 ? 'is' : 'are'} named after a try, and nothing was seen to change there`,
			distinct(greetings.map(placeOf)),
		);
	return pass(
		`${points.length === 1 ? 'the one way in is not' : `none of the ${points.length} ways in is`} named after development`,
		distinct(points.slice(0, 8).map(placeOf)),
	);
};

const placeOf = ({path, line, text}: EntryPoint): Place => ({path, line, text});

export default probe;
