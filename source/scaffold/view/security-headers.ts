import {holds, type PlainFacts} from '../../facts/facts.ts';
import {folderOf} from '../../facts/modules/paths.ts';
import type {CodeNow, Given, View} from '../view.ts';
import {writtenBeside} from './web/beside.ts';
import {djangoHeaders} from './web/django-headers.ts';
import {namedFor} from './web/naming.ts';
import {nextHeaders} from './web/next-headers.ts';
import {placeIn} from './web/place.ts';
import {type Server, serversOf} from './web/servers.ts';
import {type Source, sourcesOf} from './web/sources.ts';
import {type Headers, noHeaders} from './web/told.ts';

const check = 'sec-no-security-headers';
const policy =
	'The policy keeps others from framing your pages and from moving what they load; it does not say yet which scripts may run. Try one that does as Content-Security-Policy-Report-Only for a week, then add it.';

/** The headers that browsers protect people by, on every answer of the one server or site that was found. */
export function securityHeadersView(facts: PlainFacts, _given: Given, code: CodeNow): View {
	const {data, after, edits = [], owes} = madeFor(facts, code);
	return {
		data: {file: '', ending: '', ...data},
		after:
			owes === undefined
				? [...after, policy, 'Look at it: curl -sI your address, and open the pages that others show in frames, if there are any.']
				: after,
		owes: owes === undefined ? [] : [{check, owes}],
		scripts: {},
		edits,
	};
}

function madeFor(facts: PlainFacts, code: CodeNow): Headers {
	const sources = sourcesOf(facts, code);
	const servers = serversOf(sources, facts.reached);
	const [server] = servers;
	const isNext = holds(facts, 'fw.next.app', 'fw.next.pages');
	const isDjango = holds(facts, 'fw.django');
	if (servers.length + Number(isNext) + Number(isDjango) !== 1)
		return noHeaders(
			servers.length === 0 && !isNext && !isDjango
				? 'No server was found that shipworthy can wire headers into: set them where it answers, or where it is hosted.'
				: 'Several servers or sites were found: open the folder of one of them by itself and plan again.',
		);
	if (isNext) return nextHeaders(facts, code);
	if (isDjango) return djangoHeaders(facts, code);
	return server === undefined ? noHeaders('No server was found.') : serverHeaders(facts, code, sources, server);
}

const loosely = 'baseUri: ["\'self\'"], frameAncestors: ["\'self\'"], objectSrc: ["\'none\'"]';

function serverHeaders(facts: PlainFacts, code: CodeNow, sources: readonly Source[], server: Server): Headers {
	const {path, name, made, framework} = server;
	const put = (lines: readonly string[], imports: Parameters<typeof namedFor>[3], data: Headers['data']): Headers => ({
		data,
		after: [],
		edits: [
			{
				kind: 'code',
				path,
				does: 'sends the headers with every answer',
				byHand: `In ${path}, put right below the line that makes ${name}: ${lines.join(' ')}`,
				imports: namedFor(facts, sources, server, imports),
				inserts: [{at: {where: 'after', call: made.to}, lines}],
			},
		],
	});
	if (framework === 'hono')
		return put(
			[`${name}.use(secureHeaders({contentSecurityPolicy: {${loosely}}}));`],
			[{name: 'secureHeaders', from: {package: 'hono/secure-headers'}}],
			{kind: 'none'},
		);
	const hasHelmet = facts.packages.some(
		one => one.path === server.package && one.dependencies.some(({name: at, use}) => at === 'helmet' && use === 'production'),
	);
	if (hasHelmet && (framework === 'express' || framework === 'nest'))
		return put(
			[
				`${name}.use(`,
				'  helmet({',
				'    contentSecurityPolicy: {',
				'      useDefaults: false,',
				`      directives: {defaultSrc: helmet.contentSecurityPolicy.dangerouslyDisableDefaultSrc, ${loosely}},`,
				'    },',
				'  }),',
				');',
			],
			[{name: 'default', local: 'helmet', from: {package: 'helmet'}}],
			{kind: 'none'},
		);
	const isPython = framework === 'fastapi' || framework === 'flask';
	const offer = isPython ? 'add_security_headers' : 'securityHeaders';
	const file = placeIn(
		facts,
		code,
		folderOf(path),
		isPython ? ['security_headers', 'answer_headers'] : ['security-headers', 'answer-headers'],
		[offer],
	);
	if (file === undefined) return noHeaders(`Beside ${path} there are files called security-headers already: set the headers there.`);
	const line = isPython
		? `add_security_headers(${name})`
		: framework === 'fastify'
			? `${name}.addHook('onRequest', securityHeaders);`
			: `${name}.use(securityHeaders);`;
	return put([line], [{name: offer, from: {file}}], {
		...writtenBeside(server),
		...(isPython ? {kind: 'py'} : {}),
		framework,
		file,
	});
}
