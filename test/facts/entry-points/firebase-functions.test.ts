import {expect, test} from 'vitest';
import {firebaseFunctionsReader} from '../../../source/facts/entry-points/firebase-functions.ts';
import {linesOf, manifest} from './registered.ts';

const project = {'functions/package.json': manifest('firebase-functions', 'express')};

test('reads functions of the second generation, in the entry file and where it passes them on', () => {
	const files = {
		...project,
		'functions/src/index.ts': `import {onCall, onRequest} from 'firebase-functions/v2/https';
import {onSchedule} from 'firebase-functions/v2/scheduler';
import {onDocumentCreated} from 'firebase-functions/v2/firestore';
export {pay} from './pay';
export * as team from './team';
export const hello = onRequest({invoker: 'private'}, async (request, response) => {});
export const ask = onCall(handleAsk);
export const nightly = onSchedule('every day 00:00', async () => {});
export const counted = onDocumentCreated('notes/{id}', async () => {});
export const limit = onRequestLike(5);
const hidden = onCall(async () => {});`,
		'functions/src/pay.ts':
			"import * as functions from 'firebase-functions/v2';\nexport const pay = functions.https.onCall(async request => {});",
		'functions/src/team.ts': "import {onCall} from 'firebase-functions/v2/https';\nexport const join = onCall(async request => {});",
		'functions/src/unused.ts': "import {onCall} from 'firebase-functions/v2/https';\nexport const unused = onCall(async request => {});",
	};
	expect(linesOf(firebaseFunctionsReader, files).toSorted()).toEqual([
		'cron nightly (every day 00:00) → function@functions/src/index.ts',
		'function counted → function@functions/src/index.ts',
		'http ANY /hello → function@functions/src/index.ts given key invoker functions/src/index.ts:6',
		'rpc ask → handleAsk@functions/src/index.ts',
		'rpc pay → function@functions/src/pay.ts',
		'rpc team-join → function@functions/src/team.ts',
	]);
});

test('reads functions of the first generation, and leaves an application to its own routes', () => {
	const files = {
		...project,
		'functions/index.js': `const functions = require('firebase-functions');
const express = require('express');
const app = express();
const other = require('express')();
exports.api = functions.https.onRequest(app);
exports.other = functions.https.onRequest(other);
exports.ask = functions.region('europe-west1').https.onCall(async (data, context) => {});
exports.clean = functions.pubsub.schedule('every 5 minutes').onRun(async () => {});
exports.news = functions.pubsub.topic('news').onPublish(async () => {});
exports.joined = functions.auth.user().onCreate(async user => {});`,
	};
	expect(linesOf(firebaseFunctionsReader, files).map(line => line.split(' →')[0])).toEqual([
		'rpc ask',
		'cron clean',
		'queue news',
		'function joined',
	]);
});
