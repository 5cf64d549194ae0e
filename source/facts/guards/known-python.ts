import type {KnownRow} from './known-row.ts';

const signedIn = {does: 'guard', kind: 'signed-in'} as const;
const role = {does: 'guard', kind: 'role'} as const;
const limiter = {does: 'guard', kind: 'limiter'} as const;
const verifies = {does: 'throws', kind: 'signed-in'} as const;
const verifiesSignature = {does: 'throws', kind: 'signature'} as const;
const wrapper = {does: 'wrapper'} as const;
const nothing = {does: 'nothing'} as const;

/** Libraries for Python. A scheme of FastAPI that only asks for a token, and looks at none, is not among them. */
export const knownInPython: readonly KnownRow[] = [
	{from: 'flask_login', names: 'login_required fresh_login_required', is: signedIn},
	{from: 'flask_login/utils', names: 'login_required fresh_login_required', is: signedIn},
	{from: 'flask_jwt_extended', names: 'jwt_required fresh_jwt_required', is: signedIn},
	{from: 'flask_jwt_extended', names: 'verify_jwt_in_request', is: verifies},
	{from: 'flask_httpauth', names: 'login_required', is: signedIn},
	{from: 'flask_security', names: 'auth_required login_required auth_token_required', is: signedIn},
	{from: 'flask_security', names: 'roles_required roles_accepted permissions_required permissions_accepted', is: role},
	{from: 'flask_praetorian', names: 'auth_required', is: signedIn},
	{from: 'flask_praetorian', names: 'roles_required roles_accepted', is: role},
	{from: 'django/contrib/auth/decorators', names: 'login_required', is: signedIn},
	{from: 'django/contrib/auth/decorators', names: 'permission_required user_passes_test', is: role},
	{from: 'django/contrib/auth/mixins', names: 'LoginRequiredMixin', is: signedIn},
	{from: 'django/contrib/auth/mixins', names: 'PermissionRequiredMixin UserPassesTestMixin', is: role},
	{from: 'django/contrib/admin/views/decorators', names: 'staff_member_required', is: role},
	{from: 'rest_framework/permissions', names: 'IsAuthenticated', is: signedIn},
	{
		from: 'rest_framework/permissions',
		names: 'IsAdminUser DjangoModelPermissions DjangoObjectPermissions',
		is: role,
	},
	{from: 'rest_framework/permissions', names: 'AllowAny', is: nothing},
	{from: 'rest_framework/decorators', names: 'permission_classes', is: wrapper},
	{from: 'django/utils/decorators', names: 'method_decorator', is: wrapper},
	{from: 'fastapi', names: 'Depends Security', is: wrapper},
	{from: 'fastapi/param_functions', names: 'Depends Security', is: wrapper},
	{from: 'fastapi_users', names: 'current_user', is: signedIn},
	{from: 'starlette/authentication', names: 'requires', is: role},
	{from: 'slowapi', names: 'limit', is: limiter},
	{from: 'flask_limiter', names: 'limit', is: limiter},
	{from: 'fastapi_limiter/depends', names: 'RateLimiter', is: limiter},
	{from: 'django_ratelimit/decorators', names: 'ratelimit', is: limiter},
	{from: 'jwt', names: 'decode', is: verifies},
	{from: 'jose', names: 'decode jwt.decode', is: verifies},
	{from: 'jose/jwt', names: 'decode', is: verifies},
	{from: 'google/oauth2/id_token', names: 'verify_oauth2_token verify_firebase_token', is: verifies},
	{from: 'svix/webhooks', names: 'verify', is: verifiesSignature},
	{from: 'fastapi/security', names: 'OAuth2PasswordBearer HTTPBearer HTTPBasic APIKeyHeader APIKeyCookie APIKeyQuery', is: nothing},
];
