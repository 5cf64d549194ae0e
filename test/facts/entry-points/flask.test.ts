import {expect, test} from 'vitest';
import {connexionReader} from '../../../source/facts/entry-points/connexion.ts';
import {flaskReader} from '../../../source/facts/entry-points/flask.ts';
import {registeredBy} from './python-registered.ts';

const found = (files: Readonly<Record<string, string>>) => registeredBy(flaskReader, files);

test('A blueprint of a factory has the prefix of its registration, what runs before each request, and the decorators below the route.', () => {
	expect(
		found({
			'shop/orders.py': `
from flask import Blueprint
bp = Blueprint('orders', __name__, url_prefix='/orders')
@bp.before_request
def check(): ...
@above
@bp.route('/<int:order_id>', methods=['GET', 'POST'])
@login_required
@limiter.limit('5/minute')
def order(order_id): ...
@bp.get('/files/<path:name>')
def file(name): ...
`,
			'shop/__init__.py': `
from flask import Flask
def create_app():
    app = Flask(__name__)
    app.before_request(everyone)
    from shop.orders import bp
    app.register_blueprint(bp)
    from shop.users import users
    app.register_blueprint(users, url_prefix='/people')
    return app
`,
			'shop/users.py':
				"from flask import Blueprint\nusers = Blueprint('users', __name__, url_prefix='/users')\n@users.route('/')\ndef index(): ...\n",
		}).found,
	).toEqual([
		'GET /orders/:order_id | order | everyone, check, login_required, limiter.limit()',
		'POST /orders/:order_id | order | everyone, check, login_required, limiter.limit()',
		'GET /orders/files/* | file | everyone, check',
		'GET /people/ | index | everyone',
	]);
});

test.each([
	[
		'a function by `add_url_rule`',
		"def x(): ...\napp.add_url_rule('/x', 'x', login_required(x), methods=['POST'])",
		['POST /x | x | login_required'],
	],
	[
		'a class by its methods',
		"from flask.views import MethodView\nclass X(MethodView):\n    decorators = [inner, outer]\n    def get(self): ...\n    @own\n    def delete(self): ...\napp.add_url_rule('/x', view_func=X.as_view('x'))",
		['GET /x | X.get | outer, inner', 'DELETE /x | X.delete | outer, inner, own'],
	],
	[
		'resources',
		"from flask_restful import Api, Resource\napi = Api(app, prefix='/api')\nclass X(Resource):\n    method_decorators = [auth]\n    def post(self): ...\napi.add_resource(X, '/x', '/y/<id>')",
		['POST /api/x | X.post | auth', 'POST /api/y/:id | X.post | auth'],
	],
	[
		'namespaces',
		"from flask_restx import Api, Namespace, Resource\napi = Api(app)\nns = Namespace('things')\napi.add_namespace(ns)\n@ns.route('/<int:id>')\nclass X(Resource):\n    def get(self, id): ...",
		['GET /things/:id | X.get | '],
	],
])('It reads %s.', (_what, code, expected) => {
	expect(found({'app.py': `from flask import Flask\napp = Flask(__name__)\n${code}\n`}).found).toEqual(expected);
});

test('Connexion takes its routes from the document, and only a scheme that is checked is a guard.', () => {
	const {found: routes} = registeredBy(connexionReader, {
		'app.py': "import connexion\napp = connexion.App(__name__, specification_dir='./spec')\napp.add_api('api.yml')\n",
		'views/things.py': 'def everyone(): ...\ndef mine(): ...\n',
		'views/__init__.py': '',
		'spec/api.yml': `
servers:
  - url: http://localhost:5000/v1
components:
  securitySchemes:
    checked: {type: http, scheme: bearer, x-bearerInfoFunc: views.auth.decode}
    written: {type: http, scheme: bearer}
paths:
  /things:
    get: {operationId: views.things.everyone, security: [{written: []}]}
  /things/{id}:
    put: {operationId: views.things.mine, security: [{checked: []}]}
    delete: {operationId: views.gone.mine}
`,
	});
	expect(routes).toEqual([
		'GET /v1/things | everyone | ',
		'PUT /v1/things/:id | mine | signed-in:checked',
		'DELETE /v1/things/:id | ? |  | its handler views.gone.mine',
	]);
});

test.each([
	[
		'the names of endpoints',
		'if request.endpoint in OPEN:\n        return None\n    if not current_user.is_authenticated:\n        return jsonify({}), 401',
	],
	['paths that are not open', "if request.path not in ['/api/login'] and not session.get('user_id'):\n        abort(401)"],
	[
		'a prefix',
		"if request.path.startswith('/api/login'):\n        return\n    elif current_user.is_anonymous:\n        pass\n    if g.user is None:\n        return redirect(url_for('auth.login'))",
	],
])(
	'What runs before each request does not stand before what it lets pass by %s, and a rule without a path is the prefix itself.',
	(_what, body) => {
		expect(
			found({
				'app.py': `
from flask import Flask, Blueprint, request
app = Flask(__name__)
bp = Blueprint('api', __name__, url_prefix='/api')
OPEN = {'api.login'}
@bp.before_request
def gate():
    ${body}
@bp.route('/login', methods=['POST'])
def login(): ...
@bp.route('')
def root(): ...
app.register_blueprint(bp)
`,
			}).found,
		).toEqual(['POST /api/login | login | ', 'GET /api | root | gate']);
	},
);
