import {expect, test} from 'vitest';
import {holdsHealthPath, isHealthPath} from '../../../source/facts/health/path.ts';

const paths =
	'/health healthz /api/health/db /_healthcheck /api/v1/ping status /live?full=1 /internal/ready/ HC /readiness /livez /heartbeat /up'.split(
		' ',
	);

test.each(paths)('a file that holds the path %s is looked into', path => {
	expect(isHealthPath(path)).toBe(true);
	for (const written of [path, `^${path}$`, `^${path}/?$`]) expect(JSON.stringify(['get', written, 'send'])).toMatch(holdsHealthPath);
});

test('a file that only holds other words is not', () => {
	expect(JSON.stringify(['get', 'statusText', '/uploads', '/pingpong', 'delivery'])).not.toMatch(holdsHealthPath);
});
