import {expect, test} from 'vitest';
import {lambdaReader} from '../../../source/facts/entry-points/serverless-lambda.ts';
import {netlifyReader} from '../../../source/facts/entry-points/serverless-netlify.ts';
import {vercelReader} from '../../../source/facts/entry-points/serverless-vercel.ts';
import {groundOf, linesOf, manifest} from './registered.ts';

const handler = 'export default async function handler(request, response) {}';

test('reads Vercel’s functions where the project is deployed there, and no application that has its own routes', () => {
	const files = {
		'vercel.json': '{}',
		'api/notes/[id].ts': handler,
		'api/index.ts': "import express from 'express';\nconst app = express();\nexport default app;",
		'api/_parts.ts': handler,
		'api/web.ts': 'export async function GET() { return new Response() }',
		'src/api/own.ts': handler,
	};
	expect(linesOf(vercelReader, files)).toEqual([
		'http ANY /api/notes/:id → handler@api/notes/[id].ts',
		'http GET /api/web → GET@api/web.ts',
	]);
	expect(linesOf(vercelReader, {'api/notes.ts': handler})).toEqual([]);
	expect(linesOf(vercelReader, {'vercel.json': '{}', 'package.json': manifest('next'), 'api/notes.ts': handler})).toEqual([]);
});

test('reads Netlify’s functions by file or folder, with the paths and clocks that they name', () => {
	const files = {
		'netlify.toml': '[functions]\ndirectory = "lambda"\n',
		'netlify/functions/pay.ts': 'export const handler = async event => ({statusCode: 200});',
		'netlify/functions/team/team.mts':
			"export default async request => new Response();\nexport const config = {path: '/api/team/:id', method: ['GET', 'POST']};",
		'netlify/functions/team/parts.ts': handler,
		'netlify/functions/nightly.ts':
			"import {schedule} from '@netlify/functions';\nexport const handler = schedule('@daily', async () => ({statusCode: 200}));",
		'netlify/functions/hourly.mts': "export default async () => {};\nexport const config = {schedule: '@hourly'};",
		'lambda/other.js': 'exports.handler = async event => ({statusCode: 200});',
	};
	expect(linesOf(netlifyReader, files)).toEqual([
		'http ANY /.netlify/functions/other → handler@lambda/other.js',
		'cron hourly (@hourly) → default@netlify/functions/hourly.mts',
		'cron nightly (@daily) → function@netlify/functions/nightly.ts',
		'http ANY /.netlify/functions/pay → handler@netlify/functions/pay.ts',
		'http GET /api/team/:id → default@netlify/functions/team/team.mts',
		'http POST /api/team/:id → default@netlify/functions/team/team.mts',
	]);
});

test('reads the handlers that serverless.yml names, with their events and authorizers', () => {
	const yaml = `functions:
  list:
    handler: src/notes.list
    events:
      - httpApi: 'GET /notes/{id}'
      - http:
          path: files/{proxy+}
          method: any
          authorizer: aws_iam
  work:
    handler: src/notes.work
    events:
      - sqs: arn
      - schedule: rate(1 day)
  lost:
    handler: src/gone.main
`;
	const files = {
		'api/serverless.yml': yaml,
		'api/src/notes.ts': 'export const list = async () => {};\nexport const work = async () => {};',
	};
	expect(linesOf(lambdaReader, files)).toEqual([
		'http GET /notes/:id → list@api/src/notes.ts',
		'http ANY /files/* → list@api/src/notes.ts given signed-in aws_iam api/serverless.yml:6',
		'queue work → work@api/src/notes.ts',
		'cron work → work@api/src/notes.ts',
		'function lost ?? the handler src/gone.main was not found',
	]);
});

test('reads a SAM template, and names functions that are only named in code', () => {
	const yaml = `Resources:
  Notes:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: notes.main
      Events:
        Save:
          Type: Api
          Properties: {Path: '/notes/{id}', Method: put, Auth: {Authorizer: Users}}
  Table:
    Type: AWS::DynamoDB::Table
    Properties: {Name: !Ref Notes}
`;
	const files = {'template.yaml': yaml, 'src/notes.js': 'exports.main = async () => {};'};
	expect(linesOf(lambdaReader, files)).toEqual(['http PUT /notes/:id → main@src/notes.js given signed-in Users template.yaml:8']);
	expect(lambdaReader(groundOf({'sst.config.ts': 'export default {};'})).unread).toMatchObject([{framework: 'aws.lambda'}]);
});
