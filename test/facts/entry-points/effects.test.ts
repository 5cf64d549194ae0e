import {describe, expect, test} from 'vitest';
import {pointsOf} from '../guards/points.ts';

const manifest = '{"dependencies": {"mongoose": "8.0.0", "ai": "4.0.0", "firebase": "10.0.0", "nodemailer": "6.0.0"}}';
const of = (path: string, text: string): readonly string[] => {
	const {point} = pointsOf({'package.json': manifest, [path]: text}, {path});
	return [...point.writes, ...point.costs].map(({does, what}) => `${does} ${what}`.trim());
};
const inScript = (body: string, before = '') => of('app.ts', `${before}\nexport async function handler(req) {\n${body}\n}\n`);
const inPython = (body: string, before = '') => of('app.py', `${before}\ndef handler(request):\n${body.replace(/^/gmu, '    ')}\n`);

test.each([
	['made and sent at once', `emails.Message(subject='x').send(to='a@example.com')`, ['mails emails']],
	['made before it is sent', `message = emails.Message(subject='x')\nmessage.send(to='a@example.com')`, ['mails emails']],
	['of Django', `message = EmailMessage('x', 'y')\nmessage.send()`, ['mails django']],
])('a mail in Python, %s', (_, body, expected) => {
	expect(inPython(body)).toEqual(expected);
});

describe('what a handler changes and costs', () => {
	test.each([
		['Prisma', `await prisma.user.create({data: {}});`, ['writes user']],
		['a transaction of Prisma', `await prisma.$transaction(async tx => { await tx.order.deleteMany({}); });`, ['deletes order']],
		['Drizzle', `await db.insert(users).values({}).returning();`, ['writes users']],
		['Kysely', `await store.deleteFrom('person').where('id', '=', id).execute();`, ['deletes person']],
		['Knex', `await knex('notes').where({id}).update({title});`, ['writes notes']],
		['a repository', `await this.usersRepository.save(user);`, ['writes users']],
		['the driver of Mongo', `await db.collection('notes').insertOne({});`, ['writes notes']],
		['Supabase', `await supabase.from('notes').upsert({});`, ['writes notes']],
		['a function of the database', `await supabase.rpc('raise_credits');`, ['writes raise_credits()']],
		['Firestore', `await db.collection('notes').doc(id).set({});`, ['writes notes']],
		['SQL as text', "await pool.query('INSERT INTO notes (title) VALUES ($1)', [title]);", ['writes notes']],
		['SQL in a template', `await sql\`DELETE FROM notes WHERE id = \${id}\`;`, ['deletes notes']],
		['SQL in a variable', "const text = 'UPDATE notes SET title = ?';\nawait db.run(text, [title]);", ['writes notes']],
		['mail', `await transporter.sendMail({to});`, ['mails nodemailer']],
		['a text message', `await client.messages.create({to, from, body});`, ['texts twilio']],
		['a payment', `await stripe.checkout.sessions.create({});`, ['pays stripe']],
		['a model', `await openai.chat.completions.create({model});`, ['asks a model openai']],
		['a model by its address', `await fetch('https://api.openai.com/v1/chat/completions', {method: 'POST'});`, ['asks a model openai']],
		[
			'a model by an address that has a name',
			`const address = 'https://api.openai.com';\nawait fetch(\`\${address}/v1/chat/completions\`, {method: 'POST'});`,
			['asks a model openai'],
		],
		['a table of a client for Python and JavaScript', `await client.table('notes').insert({}).execute();`, ['writes notes']],
		['a repository that only marks as deleted', `await this.notesRepository.softDelete(id);`, ['deletes notes']],
		['a function of the database that only asks', `await supabase.rpc('get_credits');`, []],
		[
			'a chain of calls to a model',
			`const {ChatOpenAI} = require('@langchain/openai');\nconst model = new ChatOpenAI({});\nawait model.invoke('hello');`,
			['asks a model langchain'],
		],
		['another model', `await client.messages.create({model, messages});`, ['asks a model anthropic']],
		['a file', `await s3.send(new PutObjectCommand({Bucket}));`, ['stores a file s3']],
	])('%s', (_, body, expected) => {
		expect(inScript(body)).toEqual(expected);
	});

	test('what stands in the settings of a library does not happen where the library is asked', () => {
		expect(
			inScript(
				`await auth();`,
				`import NextAuth from 'next-auth';\nconst {auth} = NextAuth({sendLink: async () => { await transporter.sendMail({}); }});`,
			),
		).toEqual([]);
	});

	test('functions of packages by their own name', () => {
		expect(
			inScript(
				`await generateText({model});\nawait setDoc(doc(db, 'notes', id), {});`,
				`import {generateText} from 'ai';\nimport {setDoc} from 'firebase/firestore';`,
			),
		).toEqual(['writes', 'asks a model ai']);
		expect(inScript(`exec('ls');`, `import {exec} from 'node:child_process';`)).toEqual(['runs a command']);
	});

	test('models of Mongoose, and their records', () => {
		const model = `import mongoose from 'mongoose';\nconst Note = mongoose.model('Note', schema);`;
		expect(inScript(`await Note.create({});`, model)).toEqual(['writes Note']);
		expect(inScript(`const note = await Note.findById(id);\nnote.title = '';\nawait note.save();`, model)).toEqual(['writes Note']);
		expect(inScript(`const note = new Note({});\nawait note.save();`, model)).toEqual(['writes Note']);
	});

	test.each([
		['SQLAlchemy', `note = Note(title='')\nsession.add(note)\nsession.commit()`, ['writes Note']],
		['a query that deletes', `db.query(Note).filter(Note.id == 1).delete()`, ['deletes Note']],
		['a built statement', `session.execute(insert(Note).values(title=''))`, ['writes Note']],
		['a commit alone', `note.title = ''\ndb.session.commit()`, ['writes']],
		['Django', `Note.objects.create(title='')`, ['writes Note']],
		['a record of Django', `note = Note.objects.get(pk=1)\nnote.delete()`, ['deletes Note']],
		['a form of Django', `form = NoteForm(request.POST)\nform.save()`, ['writes NoteForm']],
		['mail of Django', `send_mail('a', 'b', 'c', ['d'])`, ['mails django']],
		['a command', `subprocess.run(['ls'])`, ['runs a command']],
	])('%s', (_, body, expected) => {
		expect(inPython(body)).toEqual(expected);
	});

	test.each([
		['collections of the language', `const seen = new Map();\nseen.set('a', 1);\nnew Set().delete('a');\nurl.searchParams.set('a', '1');`],
		['cookies, headers and answers', `cookies().set('a', 'b');\nres.headers.set('a', 'b');\nresponse.cookies.delete('a');`],
		['things of a browser', `localStorage.set('a', 'b');\nrouter.push('/');\nqueryClient.update();`],
		['making objects', `Object.create(null);\nconst list = Array.from(all);\ncrypto.createHash('sha1').update(text).digest('hex');`],
		['reading', `await prisma.user.findMany();\nawait pool.query('SELECT * FROM notes');\nawait supabase.from('notes').select();`],
		['other services', `await fetch('https://example.com/api', {method: 'POST'});\nawait axios.create({}).post('/x');`],
	])('%s change nothing', (_, body) => {
		expect(inScript(body)).toEqual([]);
	});

	test('what a called function does is followed through three calls, and no further', () => {
		const chain = (length: number) =>
			Object.fromEntries([
				...Array.from({length}, (_, at) => [
					`step${at}.ts`,
					`import {step} from './step${at + 1}';\nconst next = step;\nexport {next as step};`,
				]),
				[`step${length}.ts`, `export const step = async () => { await prisma.note.create({data: {}}); };`],
			]);
		const calls = {
			'a.ts': `import {b} from './b';\nexport const a = () => b();`,
			'b.ts': `import {c} from './c';\nexport const b = () => c();`,
			'c.ts': `import {d} from './d';\nexport const c = () => { prisma.near.create({}); d(); };`,
			'd.ts': `export const d = () => prisma.far.create({});`,
		};
		const writes = (files: Record<string, string>) =>
			pointsOf(files, {path: 'app.ts'}).point.writes.map(({what, path}) => `${what} ${path}`);
		expect(writes({...calls, 'app.ts': `import {a} from './a';\nexport const handler = () => a();`})).toEqual(['near c.ts']);
		expect(writes({...chain(2), 'app.ts': `import {step} from './step0';\nexport const handler = () => step();`})).toEqual([
			'note step2.ts',
		]);
	});
});
