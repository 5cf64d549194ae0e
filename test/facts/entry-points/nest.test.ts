import {describe, expect, test} from 'vitest';
import {nest} from '../../../source/facts/entry-points/nest/nest.ts';
import {groundOf, linesOf, manifest} from './registered.ts';

const lines = (files: Readonly<Record<string, string>>): readonly string[] =>
	linesOf(nest, {'package.json': manifest('@nestjs/core', '@nestjs/common'), ...files});
const main = (setUp = ''): string =>
	`import {NestFactory} from '@nestjs/core';\nimport {AppModule} from './app.module';\nasync function bootstrap() {\n\tconst app = await NestFactory.create(AppModule);\n\t${setUp}\n}\nbootstrap();`;
const module = (options: string, more = ''): string =>
	`import {Module} from '@nestjs/common';\nimport {APP_GUARD} from '@nestjs/core';\nimport {Notes} from './notes';\n${more}\n@Module({controllers: [Notes]${options}})\nexport class AppModule {}`;
const common = "import {Body, Controller, Delete, Get, Param, Post, UseGuards, Version} from '@nestjs/common';\n";

test('a route has the prefixes of the application, its version, its controller and its method', () => {
	expect(
		lines({
			'main.ts': main(
				"app.setGlobalPrefix('api', {exclude: ['health']});\n\tapp.enableVersioning({defaultVersion: '1'});\n\tapp.use(helmet());",
			),
			'app.module.ts': module(''),
			'notes.ts': `${common}const path = 'notes';\n@Controller({path})\nexport class Notes {\n\t@Get() list() {}\n\t@Version('2') @Get(['/:id', 'one/:id']) read() {}\n}\n`,
		}),
	).toEqual([
		'http GET /api/v1/notes → Notes.list@notes.ts after middleware helmet@main.ts',
		'http GET /api/v2/notes/:id → Notes.read@notes.ts after middleware helmet@main.ts',
		'http GET /api/v2/notes/one/:id → Notes.read@notes.ts after middleware helmet@main.ts',
	]);
});

describe('guards', () => {
	const guard = (name: string, body: string): string =>
		`export class ${name} {\n\tconstructor(private reflector: Reflector) {}\n\tcanActivate(context) {\n${body}\n\t}\n}\n`;
	const files = {
		'main.ts': main('app.useGlobalGuards(new Limit());'),
		'app.module.ts': module(
			', providers: [{provide: APP_GUARD, useClass: SignedIn}, {provide: APP_GUARD, useClass: Roles}]',
			"import {Roles, SignedIn} from './guards';",
		),
		'marks.ts':
			"import {SetMetadata, UseGuards, applyDecorators} from '@nestjs/common';\nexport const openKey = 'open';\nexport const Open = () => SetMetadata(openKey, true);\nexport const Needs = (...roles) => SetMetadata('roles', roles);\nexport const Admin = () => applyDecorators(Needs('admin'), UseGuards(Extra));",
		'guards.ts': `import {Reflector} from '@nestjs/core';\nimport {openKey} from './marks';\n${guard('SignedIn', '\t\tconst open = this.reflector.getAllAndOverride(openKey, [context.getHandler()]);\n\t\tif (open) return true;\n\t\tthrow new Error();')}${guard('Roles', "\t\tconst roles = this.reflector.get('roles', context.getHandler());\n\t\tif (!roles) return true;\n\t\treturn roles.includes(context.user.role);")}`,
	};

	test('run in the order application, class, method; those that metadata switch off are left out', () => {
		expect(
			lines({
				...files,
				'notes.ts': `${common}import {Admin, Open} from './marks';\n@Controller('notes')\n@UseGuards(Own)\nexport class Notes {\n\t@Get() list() {}\n\t@Open() @Get('open') open() {}\n\t@Admin() @UseGuards(Last) @Delete() remove() {}\n}`,
			}),
		).toEqual([
			'http GET /notes → Notes.list@notes.ts after middleware Limit@main.ts after middleware SignedIn@app.module.ts after decorator Own@notes.ts',
			'http GET /notes/open → Notes.open@notes.ts after middleware Limit@main.ts after decorator Own@notes.ts',
			'http DELETE /notes → Notes.remove@notes.ts after middleware Limit@main.ts after middleware SignedIn@app.module.ts after middleware Roles@app.module.ts after decorator Own@notes.ts after decorator Extra@marks.ts after decorator Last@notes.ts',
		]);
	});
});

test('middleware of modules and pipes stand in front of what they are meant for', () => {
	expect(
		lines({
			'main.ts': main('app.useGlobalPipes(new ValidationPipe());'),
			'app.module.ts':
				"import {Module} from '@nestjs/common';\nimport {Notes} from './notes';\n@Module({controllers: [Notes]})\nexport class AppModule {\n\tconfigure(consumer) { consumer.apply(Log, Trace).exclude('notes/raw').forRoutes('notes'); }\n}",
			'notes.ts': `${common}@Controller('notes')\nexport class Notes {\n\t@Get('raw') raw() {}\n\t@Post() write(@Body() note: NoteDto) {}\n\t@Get(':id') read(@Param('id', ParseIntPipe) id: number) {}\n}`,
		}),
	).toEqual([
		'http GET /notes/raw → Notes.raw@notes.ts',
		'http POST /notes → Notes.write@notes.ts after middleware Log@app.module.ts after middleware Trace@app.module.ts after middleware ValidationPipe@main.ts',
		'http GET /notes/:id → Notes.read@notes.ts after middleware Log@app.module.ts after middleware Trace@app.module.ts after decorator ParseIntPipe@notes.ts',
	]);
});

test('a controller that no module of the application holds is not read, by name', () => {
	const ground = groundOf({
		'package.json': manifest('@nestjs/core'),
		'main.ts': main(),
		'app.module.ts': module(''),
		'notes.ts': `${common}@Controller('notes')\nexport class Notes {}`,
		'lost.ts': `${common}@Controller('lost')\nexport class Lost {\n\t@Get() list() {}\n}`,
	});
	expect(nest(ground).found).toEqual([]);
	expect(nest(ground).unread.map(({places}) => places.map(({path, line}) => `${path}:${line}`))).toEqual([['lost.ts:3']]);
});

test('schedules, processors, messages and operations of a graph are entry points', () => {
	expect(
		lines({
			'main.ts': main(),
			'app.module.ts':
				"import {Module} from '@nestjs/common';\nimport {Work, Talk, Graph, Clock} from './work';\n@Module({imports: [WorkModule.forRoot(), forwardRef(() => Other)]})\nexport class AppModule {}\n@Module({})\nclass WorkModule {\n\tstatic forRoot() { return {module: WorkModule, providers: [Work, Talk]}; }\n}\n@Module({providers: [Graph, Clock]})\nclass Other {}",
			'work.ts':
				"import {Process, Processor} from '@nestjs/bull';\nimport {Cron} from '@nestjs/schedule';\nimport {SubscribeMessage, WebSocketGateway} from '@nestjs/websockets';\nimport {Args, Mutation, Query, ResolveField, Resolver} from '@nestjs/graphql';\nimport {UseGuards} from '@nestjs/common';\n@Processor('mail')\nexport class Work {\n\t@Process('send') send() {}\n}\n@WebSocketGateway({namespace: 'chat'})\n@UseGuards(Own)\nexport class Talk {\n\t@SubscribeMessage('say') say() {}\n}\n@Resolver()\nexport class Graph {\n\t@Query(() => [User], {name: 'users'}) all() {}\n\t@UseGuards(Own) @Mutation(() => User) add(@Args('name') name: string) {}\n\t@ResolveField() name() {}\n}\nexport class Clock {\n\t@Cron('0 0 * * *') nightly() {}\n}",
		}),
	).toEqual([
		'queue mail send → Work.send@work.ts',
		'socket /chat say → Talk.say@work.ts after decorator Own@work.ts',
		'rpc QUERY users → Graph.all@work.ts',
		'rpc MUTATION add → Graph.add@work.ts after decorator Own@work.ts',
		'cron nightly → Clock.nightly@work.ts',
	]);
});
