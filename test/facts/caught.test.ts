import {expect, test} from 'vitest';
import {rethrownIn} from '../../source/facts/caught/discarded-causes.ts';
import {quietIn} from '../../source/facts/caught/quiet.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const quiet = (path: string, text: string): readonly string[] => {
	const scope = factsOf(inMemory({[path]: text})).program.scopes.at(path);
	return scope === undefined ? [] : quietIn(scope).map(({line, around}) => `${line}: ${around.map(({to}) => to).join(' ')}`);
};

test.each([
	['try {\n  await save();\n} catch {}', ['3: save']],
	['try {\n  await save();\n} catch (error) {\n  log(error);\n}', []],
	['try {\n  await save();\n} catch (error) {\n  failed = true;\n}', []],
	['async function f() {\n  try {\n    await save();\n  } catch {\n    return null;\n  }\n}', ['4: save']],
	['save().catch(() => {});', ['1: save']],
	['const saved = await save().catch(() => null);', []],
])('a script that drops what it caught is told: %j', (text, expected) => {
	expect(quiet('src/main.ts', text)).toEqual(expected);
});

test.each([
	['try:\n    save()\nexcept Exception:\n    pass\n', ['3: save']],
	['try:\n    save()\nexcept KeyError:\n    pass\n', []],
	['try:\n    save()\nexcept Exception as e:\n    raise Failed() from e\n', []],
])('so is Python: %j', (text, expected) => {
	expect(quiet('main.py', text)).toEqual(expected);
});

test.each([
	["throw new Error('failed');", [true]],
	["throw new Error('failed', {cause: error});", [false]],
	["if (!request.body.email) { throw new Error('an e-mail is needed'); }", []],
	["if (error.code === 'P2025') { throw new Error('changed meanwhile'); }", [false]],
] as const)('an error that is thrown in place of another: %s', (thrown, expected) => {
	const facts = factsOf(
		inMemory({
			'package.json': '{"name": "shop", "dependencies": {"express": "5.1.0"}}',
			'server.js': `import express from 'express';\nconst app = express();\napp.get('/x', async (request, response) => {\n  try {\n    await load();\n  } catch (error) {\n    ${thrown}\n  }\n});\napp.listen(3000);`,
		}),
	);
	expect(rethrownIn(facts).map(({isLost}) => isLost)).toEqual(expected);
});
