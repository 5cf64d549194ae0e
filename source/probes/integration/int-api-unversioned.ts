import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import {type Facts, factsNamed} from '../../facts/facts.ts';
import {marksOf} from '../../facts/files.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const versioned = /(?:^|\/)v\d{1,2}(?:\.\d{1,2})?(?:[_-]?\w+)?(?:\/|$)|(?:^|\/)\d{4}-\d{2}(?:-\d{2})?\//u;
/** Their version is that of a standard which somebody else wrote. */
const ofStandard = /(?:^|\/)(?:scim|oauth|oidc|saml|openid)(?:\/|$)/iu;
const fewestRoutes = 3;

const probe: Probe = facts => {
	const routes = apiRoutes(facts);
	const withVersion = routes.filter(({route}) => versioned.test(route) && !ofStandard.test(route));
	const others = routes.filter(({route}) => !versioned.test(route) && !ofStandard.test(route));
	const keys = factsNamed(facts, 'surface.publicApi').flatMap(({evidence}) => evidence);
	if (withVersion.length > 0 && withVersion.length >= others.length)
		return pass(
			`${withVersion.length === 1 ? 'one route' : `${withVersion.length} routes`} of the API ${withVersion.length === 1 ? 'carries' : 'carry'} a version in ${withVersion.length === 1 ? 'its' : 'their'} path`,
			distinct(withVersion.slice(0, 3)),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`, keys.slice(0, 2));
	if (withVersion.length > 0)
		return pass(
			`what is meant for others carries a version: ${withVersion.length} of ${routes.length} routes`,
			distinct(withVersion.slice(0, 3)),
		);
	const header = marksOf(facts, 'contract.spec', ['app', 'config', 'docs']);
	if (routes.length < fewestRoutes)
		return notApplicable('others are given keys, and no routes of an interface for them were found', keys.slice(0, 2));
	const own = facts.stack.some(({id, value}) => (id === 'app.fullstack' || id === 'app.web' || id === 'app.mobile') && value !== false);
	if (own || header.length > 0)
		return unknown(
			`others are given keys, and none of the ${routes.length} routes carries a version; which of them others call cannot be told`,
			distinct([...keys.slice(0, 1), ...routes.slice(0, 3)]),
		);
	return gap(
		`others are given keys, and none of ${routes.length} routes carries a version`,
		distinct([...routes.slice(0, 3), ...keys.slice(0, 1)]),
		{severity: 'high'},
	);
};

const apiRoutes = ({entryPoints}: Facts): readonly EntryPoint[] =>
	entryPoints.points.filter(
		({kind, route, framework}) =>
			kind === 'http' && framework !== 'remix' && framework !== 'rr7' && !/^\/?\*?$/u.test(route) && !/auth|webhook|health/iu.test(route),
	);

export default probe;
