import type {MarkRule} from '../marks.ts';

/** Where programs start to answer requests in languages whose code is not read further. */
export const otherServerMarks: readonly MarkRule[] = [
	{
		kind: 'server.other',
		languages: ['go'],
		literals: ['http.', 'gin.', 'echo.', 'fiber.', 'chi.'],
		pattern:
			/\bhttp\.(?:ListenAndServe(?:TLS)?\s*\(|Server\s*\{)|\bgin\.(?:Default|New)\(|\becho\.New\(|\bfiber\.New\(|\bchi\.NewRouter\(/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'server.other',
		languages: ['java', 'kotlin'],
		literals: ['@SpringBootApplication', 'embeddedServer', 'Javalin.'],
		pattern: /@SpringBootApplication\b|\bembeddedServer\s*\(|\bJavalin\.create\s*\(/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'server.other',
		languages: ['rb'],
		literals: ['Rails::Application', 'Sinatra::'],
		pattern: /<\s*Rails::Application\b|<\s*Sinatra::(?:Base|Application)\b/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'server.other',
		languages: ['php'],
		literals: ['Illuminate\\Foundation\\Application', 'Slim\\', 'Symfony\\'],
		pattern: /Illuminate\\Foundation\\Application\b|Slim\\Factory\\AppFactory\b|Symfony\\Bundle\\FrameworkBundle\b/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'server.other',
		languages: ['rust'],
		literals: ['HttpServer::new', 'axum::', 'rocket::build', 'warp::serve'],
		pattern: /\bHttpServer::new\s*\(|\baxum::serve\s*\(|\brocket::build\s*\(|\bwarp::serve\s*\(/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'server.other',
		languages: ['csharp'],
		literals: ['WebApplication.CreateBuilder', 'CreateHostBuilder'],
		pattern: /\bWebApplication\.CreateBuilder\s*\(|\bCreateHostBuilder\s*\(/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'server.other',
		languages: ['elixir'],
		literals: ['Phoenix.Endpoint'],
		pattern: /\buse\s+Phoenix\.Endpoint\b/gu,
		on: 'code',
		roles: ['app'],
	},
];
