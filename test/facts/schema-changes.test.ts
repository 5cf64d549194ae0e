import {describe, expect, test} from 'vitest';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const changesIn = (files: Record<string, string>) =>
	factsOf(inMemory(files)).schemaChanges.map(({line, does, when, reached}) => ({line, does, when, reached}));

describe('code that changes tables', () => {
	test('at the top of a module it always runs', () => {
		expect(changesIn({'app/main.py': 'Base.metadata.create_all(bind=engine)\n'})).toEqual([
			{line: 1, does: 'make', when: 'always', reached: true},
		]);
	});

	test('inside a function that something calls it is reached', () => {
		const files = {'app/db.py': 'def make():\n    Base.metadata.create_all(engine)\n', 'app/main.py': 'from app.db import make\nmake()\n'};
		expect(changesIn(files)).toEqual([{line: 2, does: 'make', when: 'always', reached: true}]);
	});

	test('inside a function that nothing names it is not', () => {
		expect(changesIn({'app/db.py': 'def make():\n    Base.metadata.create_all(engine)\n'})).toMatchObject([{reached: false}]);
	});

	test('behind a condition on the environment it is for development', () => {
		expect(changesIn({'app/main.py': 'if settings.DEBUG:\n    db.drop_all()\n'})).toMatchObject([{does: 'drop', when: 'development'}]);
	});

	test('in a command that a person types it is by hand', () => {
		expect(changesIn({'app/main.py': '@app.cli.command("reset")\ndef reset():\n    db.drop_all()\n'})).toMatchObject([
			{does: 'drop', when: 'by-hand'},
		]);
	});

	test('switched off, or in a comment, it is nothing', () => {
		expect(changesIn({'src/db.ts': `import 'typeorm';\nconst options = {synchronize: false};\n// synchronize: true\n`})).toEqual([]);
	});

	test('the word in a program without TypeORM is something else', () => {
		expect(changesIn({'src/player.ts': 'const options = {synchronize: true};\n'})).toEqual([]);
	});
});
