import {expect, test} from 'vitest';
import {sentencesOf, toRead} from '../../source/coaching/about.ts';
import {factRows} from '../../source/coaching/fact-rows.ts';
import type {ShownFact} from '../../source/coaching/work.ts';
import {evidenceOf, safeText} from '../../source/safe-text.ts';
import {practiceLook} from '../support/practice.ts';

const fact = (id: string, label: string, folder = 'server', path = `${folder}/${id}.js`): ShownFact => ({
	id,
	label: safeText(label),
	value: safeText(''),
	package: safeText(folder),
	evidence: [evidenceOf({path, line: 3, text: id})],
});

const facts = [
	fact('app.api', 'an API server'),
	fact('app.code', 'application code'),
	fact('app.server', 'a server'),
	fact('auth.any', 'sign-in'),
	fact('auth.passport', 'Passport'),
	fact('data.pii', 'personal data'),
	fact('db.any', 'a database'),
	fact('db.mongo', 'MongoDB'),
	fact('deploy.any', 'a deployment'),
	fact('fw.express', 'Express'),
	fact('lang.js', 'JavaScript'),
	fact('orm.mongoose', 'Mongoose'),
	fact('pay.any', 'payments'),
	fact('pay.stripe', 'Stripe'),
	fact('app.web', 'a browser application', 'client'),
	fact('deploy.vercel', 'Vercel', 'client'),
	fact('fw.react', 'React', 'client'),
];

test('facts stand by package, the most telling first, without those that others say better', () => {
	expect(factRows(facts).map(({package: folder, id}) => `${folder} ${id}`)).toEqual([
		'client app.web',
		'client fw.react',
		'client deploy.vercel',
		'server app.api',
		'server lang.js',
		'server fw.express',
		'server deploy.any',
		'server db.mongo',
		'server orm.mongoose',
		'server data.pii',
		'server auth.passport',
		'server pay.stripe',
	]);
});

test('a few sentences say what the code is, made of facts alone', async () => {
	const look = {...(await practiceLook()), facts};
	expect(sentencesOf(look)).toEqual([
		'client is a browser application, built with React.',
		'server is an API server, built with JavaScript and Express.',
		'It is set up for Vercel.',
		'Its data is in MongoDB, through Mongoose; personal data is part of it.',
		'People sign in with Passport.',
		'It talks to Stripe.',
	]);
	expect(sentencesOf({...look, facts: []})).toEqual([]);
});

test('where to read first says what each file shows', async () => {
	expect(toRead(await practiceLook()).map(({place, shows}) => `${place.path}:${place.line} ${shows}`)).toEqual([
		'src/server.ts:3 where the server starts',
	]);
});
