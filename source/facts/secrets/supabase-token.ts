import * as v from 'valibot';

const payloadSchema = v.looseObject({role: v.optional(v.string()), iss: v.optional(v.string())});

/** Whose rights a Supabase token carries, from its own words (not verified); `demo` for the keys that every local Supabase has. */
export function roleInToken(token: string): 'service_role' | 'anon' | 'demo' | undefined {
	const [, payload] = /^eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]+$/u.exec(token.trim()) ?? [];
	if (payload === undefined) return undefined;
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), payloadSchema), Buffer.from(payload, 'base64url').toString('utf8'));
	if (!parsed.success) return undefined;
	if (parsed.output.iss === 'supabase-demo') return 'demo';
	return parsed.output.role === 'service_role' ? 'service_role' : parsed.output.role === 'anon' ? 'anon' : undefined;
}
