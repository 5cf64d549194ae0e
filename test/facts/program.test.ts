import {describe, expect, test} from 'vitest';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

/** The names of the functions that run for each route, with how many calls lie between. */
function running(files: Record<string, string>): Record<string, readonly string[]> {
	const {entryPoints, program} = factsOf(inMemory(files));
	return Object.fromEntries(
		entryPoints.points.map(point => [
			`${point.method} ${point.route}`,
			program
				.runBy(point)
				.map(({path, function: at, calls}) => `${program.scopes.at(path)?.code.functions[at]?.name ?? 'module'} ${calls}`),
		]),
	);
}

const shop = {
	'package.json': '{"name": "shop", "dependencies": {"express": "5.1.0"}}',
	'src/server.js': `import express from 'express';
import {save} from './orders.js';
const app = express();
app.post('/orders', async function order(request, response) { response.json(await save(request.body)); });
app.get('/ping', function ping(request, response) { response.end(); });
app.listen(3000);`,
	'src/orders.js': `import {write} from './database.js';
export const save = async order => [order].map(one => write(one));
export const unused = () => write({});`,
	'src/database.js': `export const write = one => store(one); const store = one => last(one); const last = one => beyond(one); const beyond = one => one;`,
};

describe('what runs for an entry point', () => {
	test('its handler, and what that calls over three calls and over files', () => {
		expect(running(shop)).toEqual({'POST /orders': ['order 0', 'save 1', 'write 2', 'store 3'], 'GET /ping': ['ping 0']});
	});

	test('what stands in front of one handler does not run for another', () => {
		const files = {
			'requirements.txt': 'fastapi==0.115.0',
			'main.py': `from fastapi import Depends, FastAPI, Request
app = FastAPI()
def get_db():
    return 1
def get_user(request: Request):
    return request.headers.get('authorization')
@app.get('/menu')
def menu(db=Depends(get_db)):
    return db
@app.get('/profile')
def profile(user=Depends(get_user)):
    return user
`,
		};
		expect(running(files)).toEqual({'GET /menu': ['menu 0', 'get_db 1'], 'GET /profile': ['profile 0', 'get_user 1']});
	});

	test('what a Python handler depends on runs for it', () => {
		const files = {
			'requirements.txt': 'fastapi==0.115.0',
			'main.py': `from fastapi import Depends, FastAPI
from typing import Annotated
app = FastAPI()
def session():
    yield open_one()
def open_one():
    return 1
def user():
    return 1
Session = Annotated[int, Depends(session)]
@app.get("/notes")
def notes(one: Session, by: int = Depends(user)):
    return []
`,
		};
		expect(running(files)['GET /notes']?.toSorted()).toEqual(['notes 0', 'open_one 2', 'session 1', 'user 1']);
	});

	test('a page of Streamlit is its module', () => {
		const files = {
			'requirements.txt': 'streamlit==1.40.0',
			'app.py': `import streamlit as st\ndef load():\n    return []\nst.title('Notes')\nst.table(load())\n`,
		};
		expect(Object.values(running(files)).map(names => names.filter(name => name === 'module 0' || name === 'load 1'))).toContainEqual([
			'module 0',
			'load 1',
		]);
	});
});

test('a function, and a callback in it, is known by the entry points that it runs for', () => {
	const {program} = factsOf(inMemory(shop));
	const routes = (path: string, name: string): readonly string[] => {
		const at = program.scopes.at(path)?.code.functions.findIndex(one => one.name === name) ?? -1;
		const callback = program.scopes.at(path)?.code.functions.findIndex(one => one.in === at) ?? -1;
		return [at, ...(callback === -1 ? [] : [callback])].flatMap(one => program.pointsOf(path, one).map(({route}) => route));
	};
	expect(routes('src/orders.js', 'save')).toEqual(['/orders', '/orders']);
	expect(routes('src/orders.js', 'unused')).toEqual([]);
});
