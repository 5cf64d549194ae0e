import {expect, test} from 'vitest';
import {opensOf} from '../../../source/facts/protection/fallbacks/what-it-opens.ts';

test('the name of a setting says what the secret opens', () => {
	expect(['JWT_SECRET', 'SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'].map(opensOf)).toEqual(['sessions', 'sessions', 'sessions']);
	expect(['ADMIN_PASSWORD', 'DB_PASSWORD', 'OPENAI_API_KEY'].map(opensOf)).toEqual(['ours', 'database', 'theirs']);
});

test('what is public, about a secret or for tests is no secret', () => {
	expect(['STRIPE_PUBLISHABLE_KEY', 'NEXT_PUBLIC_API_KEY', 'ACCESS_TOKEN_TTL', 'MAX_TOKENS', 'E2E_PASSWORD', 'PORT'].map(opensOf)).toEqual([
		undefined,
		undefined,
		undefined,
		undefined,
		undefined,
		undefined,
	]);
});
