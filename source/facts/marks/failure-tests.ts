import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js'] as const;

/** Assertions about what happens when something goes wrong. */
export const failureTestMarks: readonly MarkRule[] = [
	{
		kind: 'test.failure',
		languages: script,
		literals: ['rejects', 'toThrow', 'throws', 'tatus', 'mockReject', 'HttpStatus', 'toxiproxy', 'networkError', 'HttpResponse'],
		pattern:
			/\.rejects\b|(?<!\.not)\.toThrow(?:Error)?\b|expect\(\s*\[\s*(?![^\]\n]{0,60}\b[23]\d\d\b)[45]\d\d[\d,\s]{0,40}\]\s*\)\s*\.\s*(?:toContain|to\.include)|\bassert\.(?:throws|rejects)\b|(?<!\.not)\.to\.(?:be\.)?(?:throw|rejected)\w*|\bmockReject\w*\s*\(|\bstatus(?:Code)?\w*\)?\s*(?:\)|,)?\s*\.?\s*(?:toBe|toEqual|toStrictEqual|equals?|to\.equal|to\.eql|to\.be)?\s*(?:\(|===?|,)\s*(?:[45]\d\d\b|(?:\w{1,30}\.)?(?:BAD_REQUEST|UNAUTHORIZED|FORBIDDEN|NOT_FOUND|CONFLICT|UNPROCESSABLE\w*|TOO_MANY\w*|INTERNAL_SERVER\w*|SERVICE_UNAVAILABLE|BAD_GATEWAY))|\.expect\(\s*(?:[45]\d\d\b|(?:\w{1,30}\.)?(?:BAD_REQUEST|UNAUTHORIZED|FORBIDDEN|NOT_FOUND|CONFLICT|INTERNAL_SERVER\w*))|HttpResponse\.error\s*\(|\.networkError\s*\(|\.replyWithError\s*\(/gu,
		on: 'code',
		roles: ['test'],
	},
	{
		/** A status in the body of the answer, what a test of one's own says when nothing was thrown, and a check that says no. */
		kind: 'test.failure',
		languages: script,
		literals: ['.code)', 'hould', '(false', 'Falsy', 'be.false'],
		pattern:
			/\.code\s*\)\s*\.\s*(?:toBe|toEqual|toStrictEqual|to\.equal|to\.eql)\s*\(\s*[45]\d\d\b|\b(?:assert(?:\.ok|\.fail)?|expect\.fail|fail)\s*\(\s*(?:[\w.]{1,60}\s*,\s*)?["'`][^"'`\n]{0,60}\b[Ss]hould (?:have )?(?:throw|reject|fail|be rejected|be refused|be denied)|\bexpect\(\s*(?:await\s+)?[\w.]{0,80}(?<!\w)(?:is[Vv]alid|validate|verify|check|isAllowed|isAuthori[sz]ed|authori[sz]e|compare|can[A-Z]|hasPermission|hasAccess)\w{0,40}\([^\n]{0,160}\)\s*\)\s*\.\s*(?:toBe\(\s*false|toEqual\(\s*false|toBeFalsy|to\.be\.false|to\.equal\(\s*false)/gu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.failure',
		languages: ['py'],
		literals: ['assertFalse', 'assert not', 'is False'],
		pattern:
			/\b(?:assertFalse\s*\(\s*|assert\s+not\s+)[\w.]{0,80}(?<!\w)(?:is_valid|validate|verify|check|can_|has_perm|is_allowed|is_authori[sz]ed|authori[sz]e|compare)\w{0,40}\(|\bassert\s+[\w.]{0,80}(?<!\w)(?:is_valid|validate|verify|check|can_|has_perm|is_allowed|is_authori[sz]ed|authori[sz]e|compare)\w{0,40}\([^\n]{0,160}\)\s+is\s+False\b/gu,
		on: 'code',
		roles: ['test'],
	},
	{
		kind: 'test.failure',
		languages: ['py'],
		literals: ['raises', 'assertRaises', 'status', 'side_effect'],
		pattern:
			/\bpytest\.raises\s*\(|\bassertRaises\w*\s*\(|\bassert\w*[ (][^\n]{0,120}\bstatus\w*\b[^\n]{0,20}?(?:(?:==|,)\s*|\bin\s*[[({](?![^\])}\n]{0,60}\b[23]\d\d\b)\s*)(?<!\bin\s*[[({][^\n]{0,60},\s*)(?:[45]\d\d\b|status\.HTTP_[45]\d\d|HTTPStatus\.(?:BAD|UNAUTH|FORBID|NOT_FOUND|CONFLICT|UNPROC|INTERNAL))|assert(?:Equal|Equals)\s*\([^\n]{0,120}status_code\s*,\s*[45]\d\d|assertContains\([^\n]{0,120}status_code\s*=\s*[45]\d\d|\bside_effect\s*=\s*\w*(?:Error|Exception|Timeout)/gu,
		on: 'code',
		roles: ['test'],
	},
];
