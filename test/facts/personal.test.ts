import {describe, expect, test} from 'vitest';
import {factsNamed} from '../../source/facts/facts.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const held = (path: string, text: string) => factsNamed(factsOf(inMemory({[path]: text})), 'data.pii').length > 0;

describe('personal data is seen in', () => {
	test.each([
		['schema.prisma', 'model User {\n  email String @unique\n  name String?\n}'],
		['supabase/migrations/1_users.sql', 'create table users (\n  email citext not null,\n  full_name text\n);'],
		['models.py', 'class User(Base):\n    email = Column(String)\n    password_hash = Column(String)\n'],
		['models.py', 'class Guest(models.Model):\n    phone = models.CharField()\n    name = models.CharField()\n'],
		[
			'user.entity.ts',
			"import {Column, Entity} from 'typeorm';\n@Entity()\nexport class User {\n  @Column()\n  email: string;\n  @Column()\n  firstName: string;\n}",
		],
		[
			'user.js',
			"import {model, Schema} from 'mongoose';\nconst user = new Schema({\n  email: {\n    type: String,\n    required: true,\n  },\n  name: String,\n});\nexport default model('User', user);",
		],
		[
			'db.ts',
			"import {pgTable, text} from 'drizzle-orm/pg-core';\nexport const users = pgTable('users', {email: text('email'), name: text('name')});",
		],
		['schemas.py', 'from pydantic import BaseModel\nclass Contact(BaseModel):\n    email: str\n    full_name: str\n'],
		['schema.prisma', 'model Patient {\n  diagnosis String\n}'],
		['SignUp.tsx', '<form><input type="email" /><input type="password" /></form>'],
		['src/newsletter.html', '<input type="email">'],
		['auth.ts', 'await supabase.auth.signUp({email, password});'],
	])('%s: %s', (path, text) => {
		expect(held(path, text)).toBe(true);
	});
});

describe('personal data is not seen in', () => {
	test.each([
		['schema.prisma', 'model Product {\n  name String\n}'],
		['schema.prisma', 'model Login {\n  username String\n  password String\n}'],
		['schemas.py', 'from pydantic import BaseModel\nclass Sending(BaseModel):\n    email: str\n    sent: bool\n'],
		['mail.ts', 'export function send(email: string, name: string): void {}'],
		['Search.tsx', '<input name="name" />'],
		['test/users.sql', 'create table users (email text, phone text);'],
	])('%s: %s', (path, text) => {
		expect(held(path, text)).toBe(false);
	});
});

test('where code is not read it is not known', () => {
	const facts = factsOf(inMemory({'main.go': 'package main\nfunc main() { http.ListenAndServe(":1", nil) }'}));
	expect(facts.stack.filter(({id}) => id === 'data.pii')).toMatchObject([{value: 'unknown', confidence: 'low'}]);
});
