/** A package that reads signed tokens. */
export const tokenPackage =
	/^(?:jsonwebtoken|jose|jws|jwt-decode|jwt-simple|fast-jwt|@nestjs\/jwt|@fastify\/jwt|@hono\/jwt|hono\/jwt|@tsndr\/cloudflare-worker-jwt|express-jwt|passport-jwt|koa-jwt|jwt|jose\.jwt|authlib(?:\..+)?|flask_jwt_extended|rest_framework_simplejwt(?:\..+)?|firebase-admin(?:\/.+)?|firebase_admin(?:\..+)?)$/u;

/** A call that checks a signature, or asks whoever can. */
export const verifying =
	/^(?:verify|verifyAsync|verifySync|jwtVerify|jwtDecrypt|verifyIdToken|verify_id_token|verifySessionCookie|compactVerify|verifyToken|verifyJwt|verifyJWT|verify_token|verify_jwt|expressjwt|expressJwt|getUser|get_user|getClaims|get_claims|introspect|jwt_required|jwtVerifier|authenticateRequest|unwrap|validateToken|decryptToken|createRemoteJWKSet|verifySignature|timingSafeEqual|createHmac)$/u;

/** A call that only reads what stands in a token. */
export const decoding = /^(?:decode|decodeJwt|jwtDecode|jwt_decode|unsecuredDecode|get_unverified_claims)$/u;
