import {describe, expect, test} from 'vitest';
import {standingsOf} from '../../../source/facts/access/standing.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const express = (routes: string): readonly string[] =>
	standingsOf(
		factsOf(
			inMemory({
				'package.json': '{"name": "api", "main": "src/server.js", "dependencies": {"express": "5.0.0", "@prisma/client": "6.0.0"}}',
				'src/server.js': `import express from 'express';\nimport {PrismaClient} from '@prisma/client';\nconst prisma = new PrismaClient();\nconst app = express();\n${routes}\napp.listen(3000);\n`,
			}),
		),
	).map(({is}) => is);

describe('how an entry point stands towards strangers', () => {
	test('what deletes for anyone is open', () => {
		expect(
			express("app.delete('/dishes/:id', async (req, res) => { await prisma.dish.delete({where: {id: req.params.id}}); res.end(); });"),
		).toEqual(['open']);
	});

	test('what refuses strangers is guarded', () => {
		expect(
			express(
				"app.delete('/dishes/:id', async (req, res) => { const user = req.user; if (!req.user) return res.sendStatus(401); await prisma.dish.delete({where: {id: req.params.id}}); res.end(); });",
			),
		).toEqual(['guarded']);
	});

	test('what speaks of a session without refusing cannot be told', () => {
		expect(
			express(
				"app.delete('/dishes/:id', async (req, res) => { await prisma.dish.deleteMany({where: {owner: req.session.user}}); res.end(); });",
			),
		).toEqual(['unsure']);
	});

	test('what asks for a token that was sent is meant for strangers', () => {
		expect(
			express(
				"app.post('/offers/:token', async (req, res) => { await prisma.offer.update({where: {token: req.params.token}, data: {seen: true}}); res.end(); });",
			),
		).toEqual(['meant']);
	});

	test('what only adds cannot be told', () => {
		expect(express("app.post('/dishes', async (req, res) => { await prisma.dish.create({data: req.body}); res.end(); });")).toEqual([
			'unsure',
		]);
	});

	test('what only reads is harmless', () => {
		expect(express("app.get('/dishes', async (req, res) => res.json(await prisma.dish.findMany({take: 9})));")).toEqual(['harmless']);
	});

	test('a page that keeps a log of its visitors is harmless', () => {
		expect(express("app.get('/dishes', async (req, res) => { await prisma.visit.deleteMany(); res.end(); });")).toEqual(['harmless']);
	});
});
