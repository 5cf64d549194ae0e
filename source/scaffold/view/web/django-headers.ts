import {moduleLevel, textOf} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {CodeNow} from '../../view.ts';
import {type Headers, noHeaders} from './told.ts';

const settingsFile = /(?:^|\/)(?:settings|settings\/(?:base|common|production|prod|__init__))\.py$/u;
const security = 'django.middleware.security.SecurityMiddleware';
const frames = 'django.middleware.clickjacking.XFrameOptionsMiddleware';

/** Django's own protections, switched on in its settings. */
export function djangoHeaders(facts: PlainFacts, code: CodeNow): Headers {
	const all = facts.files.flatMap(({path}) => {
		const now = settingsFile.test(path) ? code(path) : undefined;
		const list = now?.variables.find(({names, in: at}) => at === moduleLevel && names.includes('MIDDLEWARE'))?.value;
		return now !== undefined && list?.is === 'list' ? [{path, list}] : [];
	});
	const [settings] = all;
	if (settings === undefined || all.length > 1)
		return noHeaders(
			`In the settings, put "${security}" first and "${frames}" last into MIDDLEWARE, and set SECURE_HSTS_SECONDS = 31536000 where it runs over HTTPS.`,
		);
	const {path, list} = settings;
	const names = list.items.map(item => textOf(item));
	const lines = [
		'# What every browser is told with every answer: only over HTTPS, no guessing what a file is, no frames on other sites.',
		...(names.includes(security) ? [] : [`MIDDLEWARE = ["${security}", *MIDDLEWARE]`]),
		...(names.includes(frames) ? [] : [`MIDDLEWARE = [*MIDDLEWARE, "${frames}"]`]),
		'SECURE_HSTS_SECONDS = 31_536_000',
	];
	return {
		data: {kind: 'none'},
		after: [
			'Behind a proxy that ends HTTPS, tell Django so: SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https"). Without it the first header is not sent.',
		],
		edits: [
			{
				kind: 'code',
				path,
				does: "switches on Django's own headers",
				byHand: `At the end of ${path}, add: ${lines.slice(1).join('; ')}`,
				imports: [],
				inserts: [{at: {where: 'end'}, lines}],
			},
		],
	};
}
