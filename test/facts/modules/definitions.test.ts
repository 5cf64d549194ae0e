import {expect, test} from 'vitest';
import type {Definition} from '../../../source/facts/modules/modules.ts';
import {modulesOf} from '../../../source/facts/modules/modules-of.ts';
import {packagesOf} from '../../../source/facts/packages.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {filesOf} from '../../support/facts.ts';

type Files = Readonly<Record<string, string>>;
const modulesIn = (files: Files) => {
	const repository = inMemory(files);
	return modulesOf(repository, filesOf(repository), packagesOf(repository));
};
/** A definition in one line. */
const shown = (found: Definition | undefined): string => {
	if (found === undefined) return 'nothing';
	switch (found.is) {
		case 'function':
			return `function ${found.value.name} of ${found.path}:${found.value.line}`;
		case 'class':
			return `class ${found.value.name} of ${found.path}`;
		case 'variable':
			return `variable ${found.value.names.join(',')} of ${found.path}`;
		case 'package':
			return `package ${found.package}${found.part === '' ? '' : `/${found.part}`} ${found.name}`;
		case 'module':
			return `module ${found.path}`;
		case 'value':
			return `value ${found.value.is} of ${found.path}`;
		case 'unknown':
			return `unknown: ${found.because}`;
	}
};
const follow = (files: Files, path: string, name: string, inside?: string): string => {
	const modules = modulesIn(files);
	const at = inside === undefined ? undefined : modules.codeOf(path)?.functions.findIndex(one => one.name === inside);
	return shown(modules.definitionOf(path, name, at));
};

const shop: Files = {
	'src/auth.ts': `import {cache} from 'react';
		export async function requireUser() {}
		export const getUser = cache(async () => {});
		export const asAdmin = requireUser;
		const signOut = () => {};
		export {signOut as leave};
		export default requireUser;
		export const guards = {admin: requireUser, nested: {deep() {}}, ...{spread: signOut}};
		export const {first, second: renamed} = guards.nested;
	`,
	'src/barrel.ts': `export * from './auth';
		export * as auth from './auth';
		export {requireUser as mustBeUser} from './auth';
		export {PrismaClient} from '@prisma/client';
		export * from './users.service';
	`,
	'src/users.service.ts': `import {Base} from './base';
		export class UsersService extends Base {
			static create() {}
			private readonly list = async () => {};
			constructor(private readonly mail: MailService, private jwt: JwtService) { super(); this.clock = makeClock(); this.store = new Store(); }
			find() { return this.all(); }
		}
		import {MailService} from './mail';
		import {JwtService} from '@nestjs/jwt';
		class Store { save() {} }
	`,
	'src/base.ts': 'export class Base { all() {} }\n',
	'src/mail.ts': 'export class MailService { send() {} }\n',
	'src/main.ts': `import express, {Router as R} from 'express';
		import * as auth from './auth';
		import whoever, {asAdmin, getUser, guards, leave} from './auth';
		import {mustBeUser, auth as spaced, UsersService, PrismaClient, gone} from './barrel';
		import {lost} from './lost';
		import stuff from './generated/stuff';
		const users = new UsersService();
		const {find} = users;
		const bound = users.find.bind(users);
		const router = express.Router();
		const make = express.Router;
		const GET = withAuth(leave);
		const db = globalThis.db ?? new PrismaClient();
		const frozen = Object.freeze({go: leave});
		function outer(users: UsersService, {id, name: called}, plain) {
			const leave = () => {};
			function inner(asAdmin) { return leave(); }
			const log = console.log;
			return inner;
		}
		const table = {listed() {}};
	`,
};
test.each([
	['auth.requireUser', 'function requireUser of src/auth.ts:2'],
	['whoever', 'function requireUser of src/auth.ts:2'],
	['asAdmin', 'function requireUser of src/auth.ts:2'],
	['leave', 'function signOut of src/auth.ts:5'],
	['getUser', 'variable getUser of src/auth.ts'],
	['guards.admin', 'function requireUser of src/auth.ts:2'],
	['guards.nested.deep', 'function deep of src/auth.ts:8'],
	['guards.spread', 'function signOut of src/auth.ts:5'],
	['guards.gone', 'variable guards of src/auth.ts'],
	['auth', 'module src/auth.ts'],
	['auth.gone', 'unknown: src/auth.ts does not export gone'],
	['mustBeUser', 'function requireUser of src/auth.ts:2'],
	['spaced.leave', 'function signOut of src/auth.ts:5'],
	['UsersService', 'class UsersService of src/users.service.ts'],
	['UsersService.create', 'function UsersService.create of src/users.service.ts:3'],
	['users', 'variable users of src/main.ts'],
	['users.find', 'function UsersService.find of src/users.service.ts:6'],
	['users.list', 'function UsersService.list of src/users.service.ts:4'],
	['users.all', 'function Base.all of src/base.ts:1'],
	['users.mail.send', 'function MailService.send of src/mail.ts:1'],
	['users.store.save', 'function Store.save of src/users.service.ts:10'],
	['users.jwt.verifyAsync', 'package @nestjs/jwt JwtService.verifyAsync'],
	['users.clock.now', 'value call of src/users.service.ts'],
	['find', 'function UsersService.find of src/users.service.ts:6'],
	['bound', 'function UsersService.find of src/users.service.ts:6'],
	['express.json', 'package express default.json'],
	['R', 'package express Router'],
	['make', 'package express default.Router'],
	['router.get', 'variable router of src/main.ts'],
	['GET', 'variable GET of src/main.ts'],
	['PrismaClient', 'package @prisma/client PrismaClient'],
	['db.user.create', 'variable db of src/main.ts'],
	['frozen.go', 'function signOut of src/auth.ts:5'],
	['gone', 'unknown: src/barrel.ts does not export gone'],
	['lost', 'unknown: ./lost is not there'],
	['stuff', 'unknown: ./generated/stuff is no code that was read'],
	['process.exit', 'unknown: process is not defined in the file'],
	['makeApp().listen', 'unknown: makeApp() is no name'],
	['listed', 'unknown: listed is not defined in the file'],
	['', 'unknown:  is no name'],
])('%s is %s', (name, expected) => {
	expect(follow(shop, 'src/main.ts', name)).toBe(expected);
});

test.each([
	['outer', 'users', 'unknown: a parameter'],
	['outer', 'users.find', 'function UsersService.find of src/users.service.ts:6'],
	['outer', 'id', 'unknown: a parameter'],
	['outer', 'called', 'unknown: a parameter'],
	['outer', 'name', 'unknown: name is not defined in the file'],
	['outer', 'log', 'variable log of src/main.ts'],
	['inner', 'leave', 'function leave of src/main.ts:16'],
	['inner', 'asAdmin', 'unknown: a parameter'],
	['inner', 'plain.thing', 'unknown: a parameter'],
	['inner', 'getUser', 'variable getUser of src/auth.ts'],
])('seen from inside %s, %s is %s', (inside, name, expected) => {
	expect(follow(shop, 'src/main.ts', name, inside)).toBe(expected);
});

test.each([
	['this.all', 'function Base.all of src/base.ts:1'],
	['this.mail.send', 'function MailService.send of src/mail.ts:1'],
	['super.all', 'function Base.all of src/base.ts:1'],
	['this', 'unknown: an instance of UsersService'],
])('in a method, %s is %s', (name, expected) => {
	expect(follow(shop, 'src/users.service.ts', name, 'UsersService.find')).toBe(expected);
	expect(follow(shop, 'src/users.service.ts', name)).not.toBe(expected);
});

test.each([
	['default', 'function requireUser of src/auth.ts:2'],
	['leave', 'function signOut of src/auth.ts:5'],
	['signOut', 'nothing'],
])('a module exports %s as %s', (name, expected) => {
	expect(shown(modulesIn(shop).exportOf('src/auth.ts', name))).toBe(expected);
});

test('a barrel offers all that it passes on, but no default of others', () => {
	expect(modulesIn(shop).exportsOf('src/barrel.ts').toSorted()).toEqual(
		[
			'PrismaClient',
			'UsersService',
			'asAdmin',
			'auth',
			'first',
			'getUser',
			'guards',
			'leave',
			'mustBeUser',
			'renamed',
			'requireUser',
		].toSorted(),
	);
});

const common: Files = {
	'users.js':
		'const find = () => {};\nfunction create() {}\nmodule.exports = {find, create, inline() {}, ...require("./more")};\nmodule.exports.later = create;\n',
	'more.js': 'exports.more = function () {};\n',
	'router.js': 'const express = require("express");\nconst router = express.Router();\nmodule.exports = router;\n',
	'api.js': 'const api = {get() {}};\nmodule.exports = api;\n',
	'app.js': `const users = require('./users');
		const {find: search, create, later} = require('./users');
		const router = require('./router');
		const api = require('./api');
		const {get} = require('./api');
		const inline = require('./users').inline;
		const {Pool} = require('pg');
	`,
};
test.each([
	['users.find', 'function find of users.js:1'],
	['users.inline', 'function inline of users.js:3'],
	['users.more', 'function more of more.js:1'],
	['search', 'function find of users.js:1'],
	['create', 'function create of users.js:2'],
	['later', 'function create of users.js:2'],
	['router.use', 'variable router of router.js'],
	['api.get', 'function get of api.js:1'],
	['get', 'function get of api.js:1'],
	['inline', 'function inline of users.js:3'],
	['Pool', 'package pg Pool'],
])('with require, %s is %s', (name, expected) => {
	expect(follow(common, 'app.js', name)).toBe(expected);
});

const python: Files = {
	'app/__init__.py': 'from .auth import require_user\nfrom . import views\n',
	'app/auth.py': 'def require_user():\n    pass\n\nasync def admin():\n    pass\n\ncheck = require_user\n',
	'app/views.py': `import os.path
import app.auth
import app.deep.tools as tools
from fastapi import APIRouter, Depends as D
from app import require_user as must, views, gone
from app.models import *
from .auth import admin

router = APIRouter()

class Users(Base):
    per_page = 20
    def __init__(self, store: Store):
        self.store = store
        self.mailer = Mailer()
    def get(self):
        def inner():
            return self.get()
        return self.query
    @staticmethod
    def all():
        pass

class Mailer:
    def send(self):
        pass

handlers = {"list": admin}
users = Users(None)
pick = lambda: 1

def outer(user, *args):
    local = users
    return local
`,
	'app/models.py': 'class Store:\n    def save(self):\n        pass\n\nclass Base:\n    def query(self):\n        pass\n',
	'app/deep/tools.py': 'def hammer():\n    pass\n',
};
test.each([
	['router', 'variable router of app/views.py'],
	['APIRouter', 'package fastapi APIRouter'],
	['D', 'package fastapi Depends'],
	['os.path.join', 'package os/path join'],
	['app.auth.admin', 'function admin of app/auth.py:4'],
	['app.require_user', 'function require_user of app/auth.py:1'],
	['tools.hammer', 'function hammer of app/deep/tools.py:1'],
	['must', 'function require_user of app/auth.py:1'],
	['views.outer', 'function outer of app/views.py:32'],
	['gone', 'unknown: app/__init__.py does not export gone'],
	['Store', 'class Store of app/models.py'],
	['Users.all', 'function Users.all of app/views.py:21'],
	['users.get', 'function Users.get of app/views.py:16'],
	['users.query', 'function Base.query of app/models.py:6'],
	['handlers.list', 'function admin of app/auth.py:4'],
	['pick', 'function pick of app/views.py:30'],
	['nothing', 'unknown: nothing is not defined in the file'],
])('in Python, %s is %s', (name, expected) => {
	expect(follow(python, 'app/views.py', name)).toBe(expected);
});

test.each([
	['Users.get', 'self.get', 'function Users.get of app/views.py:16'],
	['Users.get', 'self.store.save', 'function Store.save of app/models.py:2'],
	['Users.get', 'self.mailer.send', 'function Mailer.send of app/views.py:25'],
	['Users.get', 'self.query', 'function Base.query of app/models.py:6'],
	['inner', 'self.get', 'function Users.get of app/views.py:16'],
	['outer', 'local.get', 'function Users.get of app/views.py:16'],
	['outer', 'user.name', 'unknown: a parameter'],
])('in %s, %s is %s', (inside, name, expected) => {
	expect(follow(python, 'app/views.py', name, inside)).toBe(expected);
});

test('names that go round in circles end', () => {
	const files = {
		'a.ts':
			"export {x} from './b';\nexport * from './b';\nclass A extends B { }\nclass B extends A { }\nconst o = {...o};\nlet p = q; let q = p;\n",
		'b.ts': "export {x} from './a';\nexport * from './a';\n",
	};
	expect(shown(modulesIn(files).exportOf('a.ts', 'x'))).toMatch(/^unknown: .*too far/u);
	expect(shown(modulesIn(files).exportOf('a.ts', 'y'))).toBe('nothing');
	expect(follow(files, 'a.ts', 'A.gone')).toBe('class A of a.ts');
	expect(follow(files, 'a.ts', 'o.gone')).toBe('variable o of a.ts');
	expect(follow(files, 'a.ts', 'p')).toMatch(/^variable [pq] of a\.ts$/u);
});
