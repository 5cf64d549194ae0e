import {expect, test} from 'vitest';
import {slowHashesIn} from '../../../source/facts/protection/passwords/slow-hash.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const lines = (files: Readonly<Record<string, string>>): readonly string[] =>
	slowHashesIn(factsOf(inMemory(files))).map(({path, line}) => `${path}:${line}`);

test("a library's hash counts where it stands, the project's own function of the same name does not", () => {
	expect(
		lines({
			'main.py': 'from hashing import verify_password\n\ndef sign_in(typed, kept):\n    return verify_password(typed, kept)\n',
			'hashing.py': 'import bcrypt\n\ndef verify_password(typed, kept):\n    return bcrypt.checkpw(typed, kept)\n',
		}),
	).toEqual(['hashing.py:4']);
});

test('a key that is derived for something else is no hash of a password', () => {
	const derive = (name: string): Readonly<Record<string, string>> => ({
		'src/index.ts': `export const ${name} = (key: CryptoKey) => crypto.subtle.deriveBits({name: 'PBKDF2'}, key, 256);\n`,
	});
	expect(lines(derive('hashPassword'))).toEqual(['src/index.ts:1']);
	expect(lines(derive('exportBackup'))).toEqual([]);
});
