import {expect, test} from 'vitest';
import {repeatedDeliveries} from '../../../source/facts/deliveries/repeated.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const outcome = (body: string): readonly string[] =>
	repeatedDeliveries(
		factsOf(
			inMemory({
				'src/server.js': `import express from 'express';
import {PrismaClient} from '@prisma/client';
const prisma = new PrismaClient();
const app = express();
app.post('/webhooks/stripe', async (req, res) => {
	const event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], process.env.SECRET);
	${body}
	res.sendStatus(200);
});
app.listen(3000);`,
			}),
		),
	).map(one => one.outcome);

test('what is added is added again', () => {
	expect(outcome('await prisma.order.create({data: {total: 1}});')).toEqual(['again']);
});

test('what is counted up is counted again, although it was looked up before', () => {
	expect(outcome('await prisma.user.findFirst({}); await prisma.user.update({data: {credits: {increment: 1}}});')).toEqual(['again']);
});

test('what is set is set to the same', () => {
	expect(outcome("await prisma.order.update({where: {id: 1}, data: {status: 'paid'}});")).toEqual(['same']);
});

test('an id that is kept tells one from the other', () => {
	expect(outcome('await prisma.seen.create({data: {id: event.id}}); await prisma.order.create({data: {total: 1}});')).toEqual([
		'told apart',
	]);
});

test('an upsert beside something that is added decides nothing', () => {
	expect(outcome('await prisma.user.upsert({}); await prisma.order.create({data: {total: 1}});')).toEqual(['unknown']);
});

test('an id that is only logged tells nothing apart', () => {
	expect(outcome('console.log(event.id); await prisma.order.create({data: {total: 1}});')).toEqual(['again']);
});
