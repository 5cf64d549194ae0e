import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;

/** Sign-in that a hosted backend or a framework brings along, where no package of its own shows it. */
export const signInMarks: readonly MarkRule[] = [
	{
		kind: 'auth.supabase',
		languages: script,
		literals: ['auth.signIn', 'auth.signUp', 'auth.getUser', 'auth.getSession', 'auth.getClaims'],
		pattern: /\bauth\.(?:signIn\w*|signUp|getUser|getSession|getClaims)\s*\(/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'auth.supabase',
		languages: ['py'],
		literals: ['auth.sign_in', 'auth.sign_up', 'auth.get_user'],
		// Django has an `auth.get_user` of its own.
		beside: ['supabase', 'Supabase'],
		pattern: /\bauth\.(?:sign_in\w*|sign_up|get_user)\s*\(/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'auth.firebase',
		languages: [...script, 'py'],
		literals: ['signInWith', 'createUserWithEmailAndPassword', 'verifyIdToken', 'verify_id_token', 'AuthProvider.PROVIDER_ID'],
		beside: ['firebase', 'Firebase', 'getAuth', 'auth()'],
		pattern:
			/\b(?:signInWith(?:EmailAndPassword|PhoneNumber|Popup|Redirect|EmailLink|CustomToken)|createUserWithEmailAndPassword|verifyIdToken|verify_id_token)\s*\(|\w+AuthProvider\.PROVIDER_ID\b/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'auth.django',
		languages: ['py'],
		literals: ['django.contrib.auth', 'allauth'],
		pattern:
			/^[ \t]*from django\.contrib\.auth(?:\.\w+)? import\b[^\n]*\b(?:login|authenticate|LoginView|AuthenticationForm|UserCreationForm|login_required)\b|['"](?:django\.contrib\.auth\.urls|allauth\.urls|allauth\.account)['"]/gmu,
		on: 'code',
		roles: ['app', 'config'],
	},
];
