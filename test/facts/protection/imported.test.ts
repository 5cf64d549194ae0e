import {expect, test} from 'vitest';
import {packageOf} from '../../../source/facts/protection/imported.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {filesOf} from '../../support/facts.ts';

test("a call's package is that of its first name, and nothing where that is no import", () => {
	const [file] = filesOf(
		inMemory({'src/index.ts': "import bcrypt, {hash} from 'bcrypt';\nbcrypt.hash('a', 10);\nhash('a', 10);\nother.hash('a');\n"}),
	);
	const code = file?.code;
	expect(code?.calls.map(call => packageOf(call, code))).toEqual(['bcrypt', 'bcrypt', '']);
});
