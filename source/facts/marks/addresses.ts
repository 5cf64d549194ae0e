import type {MarkRule} from '../marks.ts';

/** Addresses in languages whose code is not read, that lead to one machine or to one copy of the product. */
export const addressMarks: readonly MarkRule[] = [
	{
		kind: 'address.written',
		languages: ['sql', 'dart'],
		literals: ['http://', 'https://'],
		pattern:
			/\bhttps?:\/\/(?<value>localhost|127\.0\.0\.1|10\.0\.2\.2|[\w-]{3,63}\.(?:supabase\.co|vercel\.app|up\.railway\.app|onrender\.com|herokuapp\.com|fly\.dev|netlify\.app|ngrok\.io|ngrok-free\.(?:app|dev)|ngrok\.app|trycloudflare\.com|loca\.lt))\b/gu,
		on: 'code',
		roles: ['app', 'script'],
	},
];
