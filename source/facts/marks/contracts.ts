import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js'] as const;

/** Contracts of an API: written down, or generated from code. And what routes answer with. */
export const contractMarks: readonly MarkRule[] = [
	{
		kind: 'contract.spec',
		languages: ['yaml', 'json'],
		literals: ['openapi', 'swagger', 'asyncapi'],
		pattern: /^[ \t{]{0,4}["']?(?:openapi|swagger|asyncapi)["']?[ \t]*:[ \t]*["']?(?<value>[23]\.\d)/gmu,
		on: 'code',
		roles: ['app', 'config', 'docs', 'generated'],
	},
	{
		kind: 'contract.path',
		languages: ['yaml', 'json'],
		literals: ['openapi', 'swagger', 'asyncapi'],
		pattern: /^[ \t]{1,8}["']?(?<value>\/[\w/{}.:*-]{0,160})["']?[ \t]*:[ \t]*\{?[ \t]*\r?$/gmu,
		on: 'code',
		roles: ['app', 'config', 'docs', 'generated'],
	},
	{
		/** A row of a table that people read, or a heading: a method, and the path behind it. */
		kind: 'contract.told',
		languages: ['md'],
		literals: ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'],
		pattern:
			/^[ \t]{0,4}(?:\||[-*]|#{1,6})[ \t]*[`*]{0,3}(?:GET|POST|PUT|PATCH|DELETE)[`*]{0,3}[ \t|:]{1,30}[`*]{0,3}(?<value>\/[\w/{}.:$*-]{0,160})/gmu,
		on: 'text',
		roles: ['docs', 'app', 'config'],
	},
	{
		kind: 'contract.code',
		languages: script,
		literals: [
			'SwaggerModule',
			'swaggerJsdoc',
			'swaggerJSDoc',
			'OpenAPI',
			'OpenApi',
			'openapi',
			'swagger',
			'initContract',
			'RegisterRoutes',
		],
		pattern:
			/\bSwaggerModule\.(?:setup|createDocument)\s*\(|\bswaggerJ[sS][dD]oc\s*\(|\bnew\s+(?:OpenAPIHono|OpenAPIRegistry|OpenApiGeneratorV3\d?)\b|\binitContract\s*\(|\bgenerateOpenApi(?:Document)?\s*\(|\bcreateOpenApi(?:Http|Express|Fetch|Fastify)\w*\s*\(|\bopenAPISpecs?\s*\(|\bRegisterRoutes\s*\(|\.register\s*\(\s*(?:fastify)?[sS]wagger\b|require\(\s*['"]@fastify\/swagger['"]|\.use\(\s*(?:swagger|openapi)\s*\(/gu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		kind: 'contract.code',
		languages: ['py'],
		literals: [
			'Spectacular',
			'get_schema_view',
			'flask_smorest',
			'flask_restx',
			'flasgger',
			'Swagger',
			'APISpec',
			'add_api',
			'NinjaAPI',
			'APIFlask',
			'flask_openapi',
		],
		pattern:
			/\bSpectacularAPIView\b|\bget_schema_view\s*\(|from\s+flask_(?:smorest|restx|openapi3?)\s+import|\bSwagger\s*\(\s*\w|\bAPISpec\s*\(|\.add_api\s*\(\s*['"][^'"\n]+\.ya?ml|\bNinjaAPI\s*\(|\bAPIFlask\s*\(/gu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		kind: 'contract.graph',
		languages: [...script, 'py', 'graphql'],
		literals: [
			'ApolloServer',
			'createYoga',
			'makeExecutableSchema',
			'buildSchema',
			'GraphQLModule',
			'strawberry.Schema',
			'graphene.Schema',
			'type Query',
			'GraphQLSchema',
		],
		pattern:
			/\bnew\s+(?:ApolloServer|GraphQLSchema)\b|\b(?:createYoga|makeExecutableSchema|buildSchema)\s*\(|\bGraphQLModule\.forRoot|\b(?:strawberry|graphene)\.Schema\s*\(|^type\s+Query\b/gmu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		kind: 'contract.proto',
		languages: ['proto'],
		literals: ['service'],
		pattern: /^service\s+\w+\s*\{/gmu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{kind: 'contract.off', languages: ['py'], literals: ['openapi_url'], pattern: /\bopenapi_url\s*=\s*None\b/gu, on: 'code', roles: ['app']},
	{
		kind: 'answer.page',
		languages: [...script, 'py'],
		literals: ['.render(', 'render_template', 'TemplateResponse', 'render(request'],
		pattern: /\bres(?:ponse)?\.render\s*\(|\brender_template\s*\(|\bTemplateResponse\s*\(|(?<![\w.])render\s*\(\s*request\b/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'answer.data',
		languages: [...script, 'py'],
		literals: ['.json(', 'jsonify', 'JsonResponse'],
		pattern: /\bres(?:ponse)?\b[^;\n]{0,60}\.json\s*\(|\bjsonify\s*\(|\bJsonResponse\s*\(|\b(?:Next)?Response\.json\s*\(/gu,
		on: 'code',
		roles: ['app'],
	},
];
