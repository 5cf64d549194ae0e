import type {Effect} from './entry-point.ts';

type Does = Effect['does'];
const words = (list: string): readonly string[] => list.split(' ');
const rows = (does: Does, what: string, names: string): readonly (readonly [string, {readonly does: Does; readonly what: string}])[] =>
	words(names).map(name => [name, {does, what}] as const);

/** What the last parts of a callee say by themselves, whoever it is called on. */
export const bySuffix: ReadonlyMap<string, {readonly does: Does; readonly what: string}> = new Map([
	...rows('mails', 'resend', 'emails.send batch.send'),
	...rows('mails', 'nodemailer', 'sendMail'),
	...rows('mails', 'sendgrid', 'sgMail.send sgMail.sendMultiple sendgrid.send'),
	...rows('mails', 'postmark', 'sendEmailWithTemplate'),
	...rows('mails', 'django', 'send_mail send_mass_mail EmailMessage.send EmailMultiAlternatives.send mail_admins mail_managers'),
	...rows('mails', 'flask_mail', 'mail.send'),
	...rows('mails', 'emails', 'emails.Message.send'),
	...rows('mails', 'supabase', 'auth.signInWithOtp auth.resetPasswordForEmail'),
	...rows('mails', 'ses', 'SendEmailCommand SendRawEmailCommand send_raw_email'),
	...rows('mails', 'smtp', 'sendmail send_message'),
	...rows(
		'asks a model',
		'openai',
		'chat.completions.create chat.completions.parse completions.create responses.create responses.stream images.generate images.edit embeddings.create audio.transcriptions.create audio.speech.create ChatCompletion.create ChatCompletion.acreate beta.chat.completions.parse',
	),
	...rows(
		'asks a model',
		'gemini',
		'generateContent generateContentStream generate_content generate_content_async models.generateContent getGenerativeModel startChat start_chat',
	),
	...rows('asks a model', 'replicate', 'replicate.run replicate.predictions.create'),
	...rows('asks a model', 'ollama', 'ollama.chat ollama.generate'),
	...rows('asks a model', 'bedrock', 'InvokeModelCommand ConverseCommand invoke_model'),
	...rows(
		'pays',
		'stripe',
		'checkout.sessions.create paymentIntents.create billingPortal.sessions.create subscriptions.create subscriptions.update subscriptions.cancel refunds.create checkout.Session.create PaymentIntent.create Subscription.create Refund.create billing_portal.Session.create',
	),
	...rows('pays', 'razorpay', 'razorpay.orders.create paymentLink.create'),
	...rows('stores a file', 's3', 'PutObjectCommand putObject put_object upload_fileobj s3.upload'),
	...rows('stores a file', 'firebase', 'uploadBytes uploadBytesResumable uploadString'),
	...rows('stores a file', 'cloudinary', 'cloudinary.uploader.upload uploader.upload uploader.upload_stream'),
	...rows('deletes', 'cloudinary', 'cloudinary.uploader.destroy uploader.destroy'),
	...rows(
		'stores a file',
		'disk',
		'fs.writeFile fs.writeFileSync fs.promises.writeFile fs.appendFile fs.appendFileSync fs.createWriteStream fsp.writeFile writeFileSync default_storage.save',
	),
	...rows(
		'runs a command',
		'',
		'subprocess.run subprocess.Popen subprocess.call subprocess.check_output subprocess.check_call os.system os.popen child_process.exec child_process.execSync child_process.spawn',
	),
	...rows(
		'writes',
		'',
		'insertOne insertMany updateOne updateMany replaceOne bulkWrite findByIdAndUpdate findOneAndUpdate findOneAndReplace bulkCreate bulk_create bulk_update get_or_create update_or_create createMany createManyAndReturn createDocument updateDocument bulk_save_objects insert_one insert_many update_one update_many replace_one find_one_and_update',
	),
	...rows(
		'deletes',
		'',
		'deleteOne deleteMany findByIdAndDelete findByIdAndRemove findOneAndDelete findOneAndRemove deleteDocument delete_one delete_many find_one_and_delete softDelete drop_all dropDatabase drop_database',
	),
	...rows('writes', 'auth.users', 'auth.admin.createUser auth.admin.updateUserById auth.admin.inviteUserByEmail'),
	...rows('deletes', 'auth.users', 'auth.admin.deleteUser'),
]);

/** What functions of a package do when they are called by the name under which they come. */
export const byPackage: ReadonlyMap<string, {readonly does: Does; readonly what: string}> = new Map([
	...rows(
		'asks a model',
		'ai',
		'ai#generateText ai#streamText ai#generateObject ai#streamObject ai#embed ai#embedMany ai#generateImage ai#experimental_generateImage',
	),
	...rows('stores a file', 'vercel-blob', '@vercel/blob#put @vercel/blob/client#handleUpload'),
	...rows(
		'stores a file',
		'disk',
		'fs#writeFile fs#writeFileSync fs#appendFile fs#createWriteStream fs/promises#writeFile fs/promises#appendFile node:fs#writeFile node:fs#writeFileSync node:fs#createWriteStream node:fs/promises#writeFile',
	),
	...rows(
		'runs a command',
		'',
		'child_process#exec child_process#execSync child_process#spawn child_process#execFile node:child_process#exec node:child_process#execSync node:child_process#spawn node:child_process#execFile execa#execa execa#execaCommand',
	),
	...rows(
		'writes',
		'',
		'firebase/firestore#setDoc firebase/firestore#addDoc firebase/firestore#updateDoc firebase/database#set firebase/database#push firebase/database#update',
	),
	...rows('deletes', '', 'firebase/firestore#deleteDoc firebase/database#remove'),
]);

/** Hosts that are paid for by the answer, by a part of their address. */
export const paidHosts: readonly (readonly [string, Does, string])[] = [
	['api.openai.com', 'asks a model', 'openai'],
	['api.anthropic.com', 'asks a model', 'anthropic'],
	['generativelanguage.googleapis.com', 'asks a model', 'gemini'],
	['ai.gateway.lovable.dev', 'asks a model', 'lovable'],
	['openrouter.ai', 'asks a model', 'openrouter'],
	['api.groq.com', 'asks a model', 'groq'],
	['api.mistral.ai', 'asks a model', 'mistral'],
	['api.deepseek.com', 'asks a model', 'deepseek'],
	['api.perplexity.ai', 'asks a model', 'perplexity'],
	['api.together.xyz', 'asks a model', 'together'],
	['api.elevenlabs.io', 'asks a model', 'elevenlabs'],
	['api.replicate.com', 'asks a model', 'replicate'],
	['api-inference.huggingface.co', 'asks a model', 'huggingface'],
	['api.resend.com', 'mails', 'resend'],
	['api.sendgrid.com', 'mails', 'sendgrid'],
	['api.postmarkapp.com', 'mails', 'postmark'],
	['api.mailgun.net', 'mails', 'mailgun'],
	['api.brevo.com', 'mails', 'brevo'],
	['api.twilio.com', 'texts', 'twilio'],
	['api.stripe.com', 'pays', 'stripe'],
];

const writing: ReadonlyMap<string, Does> = new Map<string, Does>([
	...words('create insert update upsert save patch replace add add_all merge set push put createMany increment decrement commit').map(
		name => [name, 'writes'] as const,
	),
	...words('delete destroy remove del deleteMany truncate').map(name => [name, 'deletes'] as const),
]);

/** Whether a verb that many things have changes something, when it is called on something that holds data. */
export const changing = (verb: string): Does | undefined => writing.get(verb);

const databases: ReadonlySet<string> = new Set(
	words('db database prisma tx trx knex orm drizzle kysely supabase firestore conn connection'),
);
/** The name is that of a database or a transaction in it. */
export const isDatabase = (said: readonly string[]): boolean => said.some(word => databases.has(word));

const repositories: ReadonlySet<string> = new Set(words('repository repo dao model collection'));
/** The name is that of something that keeps one sort of record. */
export const isRepository = (said: readonly string[]): boolean => repositories.has(said.at(-1) ?? '');
