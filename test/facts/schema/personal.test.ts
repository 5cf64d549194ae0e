import {describe, expect, test} from 'vitest';
import {personalIn} from '../../../source/facts/schema/personal.ts';

describe('personal data by the name of a column', () => {
	test.each([
		['email', 'kits', 'contact'],
		['contactEmail', 'kits', 'contact'],
		['phone_number', 'kits', 'contact'],
		['first_name', 'kits', 'name'],
		['name', 'users', 'name'],
		['name', 'user_profiles', 'name'],
		['date_of_birth', 'kits', 'identity'],
		['passportNumber', 'kits', 'identity'],
		['ip_address', 'logins', 'location'],
		['last_ip', 'logins', 'location'],
		['shipping_address', 'orders', 'location'],
		['diagnosis_code', 'visits', undefined],
		['diagnosis', 'visits', 'health'],
		['patient_id', 'visits', undefined],
		['card_number', 'orders', 'payment'],
		['iban', 'payouts', 'payment'],
		['parent_email', 'pupils', 'child'],
		['face_embedding', 'photos', 'biometric'],
		['password_hash', 'logins', 'credential'],
		['hashedPassword', 'logins', 'credential'],
		['refresh_token', 'sessions', 'credential'],
		['name', 'products', undefined],
		['name', 'accounts_project', undefined],
		['address', 'contracts', undefined],
		['token', 'lexemes', undefined],
		['email_verified', 'users', undefined],
		['email_count', 'users', undefined],
		['is_email', 'users', undefined],
		['user_id', 'users', undefined],
		['panel', 'pages', undefined],
		['zipped', 'files', undefined],
		['description', 'users', undefined],
	])('%s of %s: %s', (column, table, expected) => {
		expect(personalIn(column, table)).toBe(expected);
	});
});
