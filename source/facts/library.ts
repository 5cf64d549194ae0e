import {type Facts, holds} from './facts.ts';

/** Nothing but a library: it runs for nobody and keeps nothing. What its users do with it is theirs to answer for. */
export const isLibrary = (facts: Facts): boolean =>
	holds(facts, 'app.lib') &&
	!holds(
		facts,
		'app.server',
		'app.api',
		'app.fullstack',
		'app.web',
		'app.static',
		'app.mobile',
		'app.baas',
		'app.ui',
		'db.any',
		'deploy.any',
	);
