import {describe, expect, test} from 'vitest';
import {dataMapOf} from '../../../source/facts/data-map/data-map-of.ts';
import {deletionsOf} from '../../../source/facts/data-map/deletions.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const schema = `model User {
  id       String @id
  email    String @unique
  password String
  visits   Visit[]
}
model Visit {
  id     String @id
  notes  Note[]
  userId String
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)
}
model Note {
  id      String @id
  visitId String
  visit   Visit  @relation(fields: [visitId], references: [id])
}
model AuditLog {
  id     String @id
  userId String
}
model Letter {
  id     String @id
  userId String
}
`;

const server = `const {PrismaClient} = require('@prisma/client');
const {Resend} = require('resend');
const prisma = new PrismaClient();
const mail = new Resend();
const app = require('express')();
app.delete('/account', async (req, res) => {
  await prisma.letter.deleteMany({where: {userId: req.user.id}});
  await prisma.user.delete({where: {id: req.user.id}});
  res.sendStatus(204);
});
app.listen(3000);
`;

const facts = factsOf(
	inMemory({
		'package.json': '{"name": "club", "dependencies": {"express": "4.19.2", "@prisma/client": "5.0.0", "resend": "3.0.0"}}',
		'prisma/schema.prisma': schema,
		'src/server.js': server,
	}),
);
const map = dataMapOf(facts);

describe('the map of personal data', () => {
	test('names the fields, the most sensitive first', () => {
		expect(map.fields.map(({of, name, kind}) => `${of}.${name} ${kind}`)).toEqual(['User.password credential', 'User.email contact']);
	});

	test('knows whose rows are accounts', () => {
		expect(map.accounts.map(({name}) => name)).toEqual(['User']);
	});

	test('follows what belongs to an account, and what goes along with it', () => {
		expect(map.owned.map(({table, column, onDelete, checked}) => [table.name, column, onDelete ?? '', checked])).toEqual([
			['Visit', 'userId', 'cascade', true],
			['Letter', 'userId', '', false],
			['Note', 'visitId', 'restrict', true],
		]);
	});

	test('names the companies that get data', () => {
		expect(map.thirdParties.map(({name, role}) => `${role}: ${name}`)).toEqual(['mail: Resend']);
	});

	test('finds where an account is deleted, and what the code deletes with it', () => {
		const [deletion] = deletionsOf(facts);
		expect(deletion).toMatchObject({how: 'row', path: 'src/server.js', line: 8});
		expect([...(deletion?.alsoDeletes ?? [])]).toContain('letter');
	});
});
