import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it, vi} from 'vitest';
import {givenProblem} from '../../source/scaffold/view-of.ts';
import {commonJs, hasPython, inCopy, noNodeFrameworks, python, type Running, serving, typeCheck} from '../support/frameworks.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';
import {planFor} from './repositories.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 180_000, hookTimeout: 60_000});

const id = 'upload-limits';
const check = 'sec-upload-unbounded';

const next = {
	'package.json': JSON.stringify({name: 'album', dependencies: {next: '*', react: '*', 'react-dom': '*'}}),
	'app/page.tsx': 'export default function Page() {\n  return <input type="file" name="file" />;\n}\n',
	'app/api/upload/route.ts': `import {writeFile} from 'node:fs/promises';

export async function POST(request: Request) {
  const formData = await request.formData();
  const file = formData.get('file') as File;
  const bytes = Buffer.from(await file.arrayBuffer());
  await writeFile('taken', bytes);
  return Response.json({bytes: bytes.length});
}
`,
};
const fastapi = {
	'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\npython-multipart==0.0.12\n',
	'main.py': `import shutil

from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/upload")
async def upload(file: UploadFile):
    data = await file.read()
    with open("taken", "wb") as out:
        out.write(data)
    return {"bytes": len(data)}


@app.post("/copy")
def copy(file: UploadFile):
    with open("copied", "wb") as out:
        shutil.copyfileobj(file.file, out)
    with open("copied", "rb") as kept:
        return {"bytes": len(kept.read())}
`,
};
const flask = {
	'requirements.txt': 'flask==3.0.3\n',
	'app.py': `import os

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/upload", methods=["POST"])
def upload():
    file = request.files["file"]
    file.save("taken")
    return jsonify({"bytes": os.path.getsize("taken")})
`,
};
const express = {
	'package.json': JSON.stringify({name: 'album', dependencies: {express: '*', multer: '*'}}),
	'server.js': `const express = require('express');
const multer = require('multer');
const upload = multer({ dest: 'uploads/' });

const app = express();

app.post('/upload', upload.single('file'), (req, res) => {
  res.json({ bytes: req.file.size });
});

app.listen(process.env.PORT);
`,
};
const inMemory = {
	'package.json': JSON.stringify({name: 'album', type: 'module', dependencies: {express: '*', multer: '*'}}),
	'src/upload.ts': "import multer from 'multer';\n\nexport const upload = multer({\n  storage: multer.memoryStorage(),\n});\n",
	'src/server.ts':
		"import express from 'express';\nimport {upload} from './upload.js';\n\nconst app = express();\napp.post('/upload', upload.array('file', 3), (req, res) => {\n  const files = 'files' in req && Array.isArray(req.files) ? req.files : [];\n  res.json({bytes: files[0]?.size});\n});\napp.listen(Number(process.env.PORT));\n",
};
const nest = {
	'package.json': JSON.stringify({
		name: 'album',
		dependencies: {
			'@nestjs/common': '*',
			'@nestjs/core': '*',
			'@nestjs/platform-express': '*',
			multer: '*',
			'reflect-metadata': '*',
			rxjs: '*',
		},
	}),
	'src/files.controller.ts': `import {Controller, HttpCode, Post, UploadedFile, UploadedFiles, UseInterceptors} from '@nestjs/common';
import {FileInterceptor, FilesInterceptor} from '@nestjs/platform-express';
const {memoryStorage} = require('multer');

@Controller()
export class FilesController {
  @Post('upload')
  @HttpCode(200)
  @UseInterceptors(FileInterceptor('file', {dest: 'uploads'}))
  one(@UploadedFile() file: {size: number}) {
    return {bytes: file.size};
  }

  @Post('uploads')
  @HttpCode(200)
  @UseInterceptors(
    FilesInterceptor('file', 3, {storage: memoryStorage(), limits: {fileSize: 5_000_000}, fileFilter: (_request: unknown, _file: unknown, done: (error: Error | null, take: boolean) => void) => done(null, true)}),
  )
  many(@UploadedFiles() files: {size: number}[]) {
    return {bytes: files[0]?.size};
  }

  @Post('memory')
  @HttpCode(200)
  @UseInterceptors(FileInterceptor('file', {
    storage: memoryStorage(),
  }))
  memory(@UploadedFile() file: {size: number}) {
    return {bytes: file.size};
  }
}
`,
	'src/main.ts': `import 'reflect-metadata';
import {Module} from '@nestjs/common';
import {NestFactory} from '@nestjs/core';
import {FilesController} from './files.controller';

@Module({controllers: [FilesController]})
class AppModule {}

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(Number(process.env.PORT));
}
bootstrap();
`,
};
/** What the types of multer say, as far as it is used here. */
const multerTypes = `declare module 'multer' {
  import type {RequestHandler} from 'express';
  type Filter = (request: Express.Request, file: {mimetype: string}, done: {(error: Error): void; (error: null, take: boolean): void}) => void;
  function multer(options?: {storage?: unknown; limits?: {fileSize?: number}; fileFilter?: Filter}): {array(name: string, most: number): RequestHandler};
  namespace multer {
    function memoryStorage(): unknown;
  }
  export default multer;
}
`;
const nextServer = `
const {POST} = require('./built/app/api/upload/route.js');
require('node:http').createServer(async (req, res) => {
	const chunks = [];
	for await (const chunk of req) chunks.push(chunk);
	const answer = await POST(new Request('http://x' + req.url, {method: 'POST', headers: req.headers, body: Buffer.concat(chunks)})).catch(() => new Response('', {status: 500}));
	res.writeHead(answer.status).end(await answer.text());
}).listen(process.env.PORT);
`;

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);
const pdf = Buffer.from('%PDF-1.7\n');
const page = Buffer.from('<html><script>alert(1)</script></html>');

/** Pictures and papers are taken whole; what is larger, or begins as neither, is not, whatever it is called. */
const isBounded =
	(...paths: readonly string[]) =>
	async ({url}: Running): Promise<void> => {
		for (const path of paths) {
			const send = async (bytes: Buffer, name: string) => {
				const body = new FormData();
				body.append('file', new File([new Uint8Array(bytes)], name, {type: 'image/png'}));
				const response = await fetch(`${url}${path}`, {method: 'POST', body});
				return `${response.status} ${response.status === 200 ? await response.text() : ''}`.replaceAll(/\s/gu, '');
			};
			expect(await send(png, 'a.png')).toBe('200{"bytes":12}');
			expect(await send(pdf, 'a.pdf')).toBe('200{"bytes":9}');
			expect(await send(page, 'a.png')).toBe('415');
			expect(await send(Buffer.alloc(0), 'a.png')).toBe('415');
			expect(await send(Buffer.concat([png, Buffer.alloc(5_100_000)]), 'a.png')).toBe('413');
		}
	};

describe.skipIf(noNodeFrameworks !== undefined)(`files of people (${noNodeFrameworks ?? 'in Node'})`, () => {
	it('are looked at in a route handler of Next.js', async () => {
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				expect(typeCheck(root, {options: commonJs, outDir: 'built', files: ['app/api/upload/route.ts']})).toBe('');
				await serving(process.execPath, ['-e', nextServer], {cwd: root}, isBounded('/upload'));
			});
		await closesTheLoop(id, check, next, {run});
	});

	it('are looked at behind multer, and deleted when they are refused', async () => {
		const run = (ground: Ground) =>
			inCopy(ground.root, root =>
				serving(process.execPath, ['server.js'], {cwd: root}, async running => {
					await isBounded('/upload')(running);
					// The picture and the paper.
					expect(readdirSync(join(root, 'uploads'))).toHaveLength(2);
				}),
			);
		await closesTheLoop(id, check, express, {run});
	});

	it('are looked at behind the interceptors of Nest, and deleted when they are refused', async () => {
		const options = {...commonJs, experimentalDecorators: true, emitDecoratorMetadata: true};
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				expect(ground.text('src/files.controller.ts')).toContain(
					"  @UseInterceptors(AllowedUploads)\n  @UseInterceptors(FileInterceptor('file', {limits",
				);
				expect(typeCheck(root, {options, outDir: 'built'})).toBe('');
				await serving(process.execPath, ['built/src/main.js'], {cwd: root}, async running => {
					await isBounded('/upload', '/memory')(running);
					expect(readdirSync(join(root, 'uploads'))).toHaveLength(2);
				});
			});
		await closesTheLoop(id, check, nest, {run});
	});

	it('are left to a person where the interceptor stands in lines of its own', () => {
		const controller = nest['src/files.controller.ts'].replace(
			"@UseInterceptors(FileInterceptor('file', {dest",
			"@UseInterceptors(\n    FileInterceptor('file', {dest",
		);
		const plan = groundFor(id, {...nest, 'src/files.controller.ts': controller}).plan();
		expect(plan.closes).toEqual([]);
		expect(plan.files.find(({action}) => action === 'by-hand')?.because).toContain('and answer 413 or 415');
	});

	it('are looked at in memory, where multer is made in a file of its own', async () => {
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				writeFileSync(join(root, 'multer.d.ts'), multerTypes);
				expect(typeCheck(root, {outDir: 'built'})).toBe('');
				await serving(process.execPath, ['built/src/server.js'], {cwd: root}, isBounded('/upload'));
			});
		await closesTheLoop(id, check, inMemory, {run});
	});
});

const needed = hasPython('fastapi', 'flask', 'multipart', 'uvicorn');
describe.skipIf(!needed)(`files of people (${needed ? 'in Python' : 'its frameworks are not installed'})`, () => {
	it.each([
		['FastAPI, read and copied', fastapi, ['-m', 'uvicorn', 'main:app', '--port', '$PORT'], ['/upload', '/copy']],
		['Flask', flask, ['-m', 'flask', '--app', 'app', 'run', '--port', '$PORT'], ['/upload']],
	] as const)('are looked at in %s', async (_, files, args, paths) => {
		const run = (ground: Ground) =>
			inCopy(ground.root, cwd => serving(python, args, {cwd, env: {PYTHONDONTWRITEBYTECODE: '1'}}, isBounded(...paths)));
		await closesTheLoop(id, check, files, {run});
	});
});

describe('what is planned for files of people', () => {
	it('lets through the kinds that were named, and no other', () => {
		const text = groundFor(id, flask, {kinds: 'pdf, Word'})
			.plan()
			.files.find(({path}) => path === 'upload_limits.py')?.text;
		expect(text).toContain('%PDF-');
		expect(text).toContain('PK\\x03\\x04');
		expect(text).not.toContain('PNG');
		expect(givenProblem({name: 'album', answers: {kinds: 'pdf, $(rm -rf ~)'}})).toContain('must be of jpeg, png');
	});

	it('says what to do where it cannot look by itself, and closes nothing', () => {
		const plan = groundFor(id, {
			...express,
			'server.js': express['server.js'].replace("multer({ dest: 'uploads/' })", 'multer({ limits: { files: 1 } })'),
		}).plan();
		expect([plan.files, plan.closes]).toEqual([[], []]);
		expect(plan.after.join()).toContain('server.js:3 (fileSize in the limits of multer');
		expect(planFor(id, flask).closes).toEqual([]);
	});
});
