import {expect, test} from 'vitest';
import {fastapiReader} from '../../../source/facts/entry-points/fastapi.ts';
import {registeredBy} from './python-registered.ts';

const found = (files: Readonly<Record<string, string>>) => registeredBy(fastapiReader, files);

const deps = `
from typing import Annotated
from fastapi import Depends
from fastapi.security import OAuth2PasswordBearer
scheme = OAuth2PasswordBearer(tokenUrl='/token')
def current_user(token: Annotated[str, Depends(scheme)]):
    return token
CurrentUser = Annotated[str, Depends(current_user)]
`;

test('A route of a router in another file has every prefix on the way, and what its parameters ask for, innermost first.', () => {
	expect(
		found({
			'app/deps.py': deps,
			'app/settings.py': "class Settings:\n    API: str = '/api/v1'\n\nsettings = Settings()\n",
			'app/routes/orders.py': `
from fastapi import APIRouter
from app.deps import CurrentUser
router = APIRouter(prefix='/orders')
@router.get('/{order_id}')
async def read(order_id: int, user: CurrentUser): ...
@router.delete('/files/{name:path}')
async def remove(name: str): ...
`,
			'app/api.py': 'from fastapi import APIRouter\nfrom app.routes import orders\napi = APIRouter()\napi.include_router(orders.router)\n',
			'app/main.py': `
from fastapi import FastAPI
from app.api import api
from app.settings import settings
app = FastAPI()
app.include_router(api, prefix=settings.API)
`,
		}).found,
	).toEqual(['GET /api/v1/orders/:order_id | read | scheme, current_user', 'DELETE /api/v1/orders/files/* | remove | ']);
});

test('Dependencies of the application, the inclusion, the router and the route stand in this order.', () => {
	expect(
		found({
			'main.py': `
from fastapi import APIRouter, Depends, FastAPI, Security
app = FastAPI(dependencies=[Depends(first)])
router = APIRouter(dependencies=[Depends(third)])
@router.post('/x', dependencies=[Security(fourth, scopes=['a'])])
def create(db=Depends(fifth), *, role=Depends(Role('admin'))): ...
app.include_router(router, dependencies=[Depends(second)])
app.add_middleware(Inner)
app.add_middleware(Outer)
`,
		}).found,
	).toEqual(['POST /x | create | Outer, Inner, first, second, third, fourth, fifth, Role()']);
});

test.each([
	['a websocket', "@app.websocket('/live')\nasync def live(ws): ...", ['socket /live | live | ']],
	['several methods', "@app.api_route('/x', methods=['GET', 'POST'])\ndef x(): ...", ['GET /x | x | ', 'POST /x | x | ']],
	['a call instead of a decorator', "def x(): ...\napp.add_api_route('/x', x, methods=['PUT'])", ['PUT /x | x | ']],
	[
		'a router made by a function',
		"def make():\n    r = APIRouter()\n    @r.get('/a')\n    def a(): ...\n    return r\napp.include_router(make(), prefix='/p')",
		['GET /p/a | a | '],
	],
	[
		'an application given to a function',
		"r = APIRouter()\n@r.get('/a')\ndef a(): ...\ndef register(target):\n    target.include_router(r)\nregister(app)",
		['GET /a | a | '],
	],
	[
		'routers in a loop',
		"r = APIRouter()\n@r.get('/a')\ndef a(): ...\nfor one in [r]:\n    app.include_router(one, prefix='/l')",
		['GET /l/a | a | '],
	],
	[
		'a prefix that is computed',
		"r = APIRouter()\n@r.get('/a')\ndef a(): ...\napp.include_router(r, prefix=where())",
		[`GET /$\{}/a | a |  | a prefix`],
	],
])('It reads %s.', (_what, code, expected) => {
	expect(found({'main.py': `from fastapi import APIRouter, FastAPI\napp = FastAPI()\n${code}\n`}).found).toEqual(expected);
});

test('A router that nothing includes answers nothing, and is named.', () => {
	const {found: none, unread} = found({'main.py': "from fastapi import APIRouter\nr = APIRouter()\n@r.get('/a')\ndef a(): ...\n"});
	expect(none).toEqual([]);
	expect(unread).toEqual(['fastapi: its router is included nowhere']);
});

test('Something else with a `get` decorator is no route.', () => {
	expect(
		found({'main.py': "from fastapi import FastAPI\nfrom cache import store\napp = FastAPI()\n@store.get('/a')\ndef a(): ...\n"}).found,
	).toEqual([]);
});
