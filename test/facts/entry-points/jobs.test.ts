import {expect, test} from 'vitest';
import {jobFunctions} from '../../../source/facts/entry-points/jobs.ts';
import {linesOf, manifest} from './registered.ts';

test.each([
	["import {Worker} from 'bullmq';\nconst name = 'mail';\nnew Worker(name, async job => {});", 'queue mail → function@jobs.ts'],
	["import Queue from 'bull';\nconst mail = new Queue('mail');\nmail.process('send', 5, send);", 'queue send → send@jobs.ts'],
	[
		"import {Inngest} from 'inngest';\nconst client = new Inngest({id: 'x'});\nexport const greet = client.createFunction({id: 'greet'}, {event: 'user.made'}, async () => {});",
		'queue greet → function@jobs.ts',
	],
	[
		"import {Inngest} from 'inngest';\nconst client = new Inngest({id: 'x'});\nexport const sweep = client.createFunction({id: 'sweep'}, {cron: '0 0 * * *'}, async () => {});",
		'cron sweep → function@jobs.ts',
	],
	["import {task} from '@trigger.dev/sdk/v3';\nexport const send = task({id: 'send', run: async () => {}});", 'queue send → run@jobs.ts'],
	[
		"import PgBoss from 'pg-boss';\nclass Jobs {\n\tboss = new PgBoss('');\n\tstart() { this.boss.work('mail', {batchSize: 2}, send); }\n}",
		'queue mail → send@jobs.ts',
	],
	[
		"import amqp from 'amqplib';\nconst connection = await amqp.connect('');\nconst channel = await connection.createChannel();\nchannel.consume('orders', message => {});",
		'queue orders → function@jobs.ts',
	],
	[
		"import {Kafka} from 'kafkajs';\nconst kafka = new Kafka({});\nconst consumer = kafka.consumer({groupId: 'a'});\nawait consumer.run({eachMessage: hear});",
		'queue kafkajs → hear@jobs.ts',
	],
	["import {Consumer} from 'sqs-consumer';\nConsumer.create({queueUrl: url, handleMessage: hear});", 'queue url → hear@jobs.ts'],
	["import Agenda from 'agenda';\nconst agenda = new Agenda();\nagenda.define('sweep', async () => {});", 'queue sweep → function@jobs.ts'],
	["import cron from 'node-cron';\ncron.schedule('* * * * *', tick);", 'cron * * * * * → tick@jobs.ts'],
	["const {CronJob} = require('cron');\nnew CronJob('* * * * *', tick);", 'cron * * * * * → tick@jobs.ts'],
	["import * as schedule from 'node-schedule';\nschedule.scheduleJob('0 1 * * *', () => {});", 'cron 0 1 * * * → function@jobs.ts'],
])('%s', (text, line) => {
	expect(linesOf(jobFunctions, {'package.json': manifest('x'), 'jobs.ts': text})).toEqual([line]);
});

test('something else of the same name is none', () => {
	expect(
		linesOf(jobFunctions, {
			'package.json': manifest('x'),
			'jobs.ts': "import {Queue} from 'bullmq';\nnew Worker('./thread.js', x);\nnew Queue('mail').add('x', y);\nevents.consume('a', b);",
		}),
	).toEqual([]);
});
