import type {KnownRow} from './known-row.ts';

const signedIn = {does: 'guard', kind: 'signed-in'} as const;
const role = {does: 'guard', kind: 'role'} as const;
const key = {does: 'guard', kind: 'key'} as const;
const limiter = {does: 'guard', kind: 'limiter'} as const;
const validation = {does: 'guard', kind: 'validation'} as const;
const signature = {does: 'guard', kind: 'signature'} as const;
const verifies = {does: 'throws', kind: 'signed-in'} as const;
const verifiesSignature = {does: 'throws', kind: 'signature'} as const;
const limits = {does: 'throws', kind: 'limiter'} as const;
const wrapper = {does: 'wrapper'} as const;
const nothing = {does: 'nothing'} as const;

/** Libraries for JavaScript. Each row is certain; what only tells who the caller is, and rejects nobody, is not among them. */
export const knownInJavaScript: readonly KnownRow[] = [
	{from: 'express-jwt', names: 'default expressjwt expressJwt', is: signedIn},
	{from: 'express-oauth2-jwt-bearer', names: 'auth', is: signedIn},
	{from: 'express-oauth2-jwt-bearer', names: 'requiredScopes scopeIncludesAny claimEquals claimIncludes claimCheck', is: role},
	{from: 'express-openid-connect', names: 'requiresAuth', is: signedIn},
	{from: 'express-openid-connect', names: 'claimEquals claimIncludes claimCheck', is: role},
	{from: '@clerk/express', names: 'requireAuth', is: signedIn},
	{from: '@clerk/clerk-sdk-node', names: 'ClerkExpressRequireAuth', is: signedIn},
	{from: '@clerk/nextjs/server', names: 'auth.protect auth().protect', is: verifies},
	{from: '@clerk/nextjs', names: 'auth.protect', is: verifies},
	{from: '@auth0/nextjs-auth0', names: 'withApiAuthRequired withPageAuthRequired', is: signedIn},
	{from: '@auth0/nextjs-auth0/edge', names: 'withMiddlewareAuthRequired', is: signedIn},
	{from: '@kinde-oss/kinde-auth-nextjs/middleware', names: 'withAuth', is: signedIn},
	{from: 'next-auth/middleware', names: 'default withAuth', is: signedIn},
	{from: 'koa-jwt', names: 'default', is: signedIn},
	{from: 'hono/jwt', names: 'jwt', is: signedIn},
	{from: 'hono/jwk', names: 'jwk', is: signedIn},
	{from: 'hono/bearer-auth', names: 'bearerAuth', is: key},
	{from: 'hono/basic-auth', names: 'basicAuth', is: key},
	{from: 'express-basic-auth', names: 'default', is: key},
	{from: 'connect-ensure-login', names: 'ensureLoggedIn ensureAuthenticated', is: signedIn},
	{from: 'supertokens-node/recipe/session/framework/express', names: 'verifySession', is: signedIn},
	{from: '@nestjs/passport', names: 'AuthGuard', is: signedIn},
	{from: 'nest-keycloak-connect', names: 'AuthGuard', is: signedIn},
	{from: 'nest-keycloak-connect', names: 'RoleGuard ResourceGuard', is: role},
	{from: '@feathersjs/authentication', names: 'authenticate', is: signedIn},
	{from: 'passport', names: 'authenticate', is: signedIn},
	{from: 'koa-passport', names: 'authenticate', is: signedIn},
	{from: 'jsonwebtoken', names: 'verify', is: verifies},
	{from: 'jose', names: 'jwtVerify jwtDecrypt', is: verifies},
	{from: 'hono/jwt', names: 'verify', is: verifies},
	{from: 'google-auth-library', names: 'verifyIdToken', is: verifies},
	{from: 'svix', names: 'verify', is: verifiesSignature},
	{from: 'standardwebhooks', names: 'verify', is: verifiesSignature},
	{from: '@clerk/nextjs/webhooks', names: 'verifyWebhook', is: verifiesSignature},
	{from: '@clerk/backend/webhooks', names: 'verifyWebhook', is: verifiesSignature},
	{from: '@polar-sh/sdk/webhooks', names: 'validateEvent', is: verifiesSignature},
	{from: '@paddle/paddle-node-sdk', names: 'unmarshal', is: verifiesSignature},
	{from: '@upstash/qstash/nextjs', names: 'verifySignature verifySignatureAppRouter verifySignatureEdge', is: signature},
	{from: 'twilio', names: 'webhook', is: signature},
	{from: 'express-rate-limit', names: 'default rateLimit', is: limiter},
	{from: 'express-slow-down', names: 'default slowDown', is: limiter},
	{from: 'rate-limiter-flexible', names: 'consume', is: limits},
	{from: 'hono-rate-limiter', names: 'rateLimiter', is: limiter},
	{from: 'koa-ratelimit', names: 'default', is: limiter},
	{from: '@fastify/rate-limit', names: 'default', is: limiter},
	{from: '@nestjs/throttler', names: 'ThrottlerGuard', is: limiter},
	{from: 'celebrate', names: 'celebrate', is: validation},
	{from: '@hono/zod-validator', names: 'zValidator', is: validation},
	{from: '@hono/valibot-validator', names: 'vValidator', is: validation},
	{from: '@hono/standard-validator', names: 'sValidator', is: validation},
	{from: '@nestjs/common', names: 'ValidationPipe ParseIntPipe ParseUUIDPipe', is: validation},
	{from: 'nestjs-zod', names: 'ZodValidationPipe', is: validation},
	{from: 'express-async-handler', names: 'default', is: wrapper},
	{from: 'react', names: 'cache', is: wrapper},
	{from: 'next/cache', names: 'unstable_cache', is: wrapper},
	{from: 'express-session', names: 'default', is: nothing},
	{from: 'cookie-session', names: 'default', is: nothing},
	{from: 'passport', names: 'initialize session', is: nothing},
	{from: 'jsonwebtoken', names: 'decode', is: nothing},
	{from: 'jose', names: 'decodeJwt', is: nothing},
	{from: 'jwt-decode', names: 'default jwtDecode', is: nothing},
];
