import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;

/** Things that a program does for others, where no package of its own shows them: uploads, mail, models, scheduled work. */
export const surfaceMarks: readonly MarkRule[] = [
	{
		kind: 'surface.upload',
		languages: script,
		literals: [
			'.upload(',
			'formData',
			'FormData',
			'createPresignedPost',
			'PutObjectCommand',
			'uploadBytes',
			'type="file"',
			'instanceof(File',
			'instanceof(Blob',
			'sInterceptor(',
			'FileInterceptor(',
		],
		pattern:
			/\bstorage\s*\.\s*from\s*\([^)\n]{0,80}\)\s*\.upload\s*\(|\bcreatePresignedPost\s*\(|\bnew\s+PutObjectCommand\b|\buploadBytes(?:Resumable)?\s*\(|\bas\s+(?:unknown\s+as\s+)?(?:File|Blob)\b|\binstanceof\s+File\b|@UseInterceptors\((?:(?:Any)?Files?|FileFields)Interceptor\(|\binstanceof\((?:File|Blob)\)/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'surface.upload',
		languages: ['py'],
		literals: ['UploadFile', 'request.files', 'request.FILES', 'file_uploader', 'FileField', 'ImageField'],
		pattern: /:\s*(?:\w+\[){0,3}UploadFile\b|\brequest\.(?:files|FILES)\b|\bst\.file_uploader\s*\(|\bmodels\.(?:File|Image)Field\s*\(/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'surface.upload',
		languages: ['go'],
		literals: ['.FormFile(', '.ParseMultipartForm(', '.MultipartReader('],
		pattern: /\.(?:FormFile|ParseMultipartForm|MultipartReader)\(/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'surface.email',
		languages: [...script, 'py'],
		literals: [
			'api.resend.com',
			'api.sendgrid.com',
			'api.mailgun.net',
			'api.postmarkapp.com',
			'api.brevo.com',
			'django.core.mail',
			'smtplib',
		],
		pattern:
			/https:\/\/api\.(?:resend|sendgrid|postmarkapp|brevo)\.com|https:\/\/api\.(?:eu\.)?mailgun\.net|^[ \t]*from django\.core\.mail import|\bsmtplib\.SMTP(?:_SSL)?\s*\(/gmu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** Money moved over plain requests, without a provider's package. */
		kind: 'pay.host',
		languages: [...script, 'py'],
		literals: [
			'phonepe.com',
			'cashfree.com',
			'paystack.co',
			'flutterwave.com',
			'mercadopago.com',
			'squareup.com',
			'xendit.co',
			'midtrans.com',
		],
		pattern:
			/https:\/\/(?:[\w-]+\.)*(?:api(?:-\w+)?\.(?:phonepe|cashfree|paystack|flutterwave|mercadopago|xendit|midtrans)\.(?:com|co)|(?:connect|connect\.squareupsandbox)\.squareup\.com)\/[\w/.-]{2,80}/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'llm.host',
		languages: [...script, 'py'],
		literals: [
			'api.openai.com',
			'api.anthropic.com',
			'generativelanguage.googleapis.com',
			'api.groq.com',
			'openrouter.ai',
			'ai.gateway.lovable.dev',
			'api.mistral.ai',
			'api.deepseek.com',
			'api.together.xyz',
			'localhost:11434',
		],
		pattern:
			/\b(?:api\.openai\.com|api\.anthropic\.com|generativelanguage\.googleapis\.com|api\.groq\.com|openrouter\.ai\/api|ai\.gateway\.lovable\.dev|api\.mistral\.ai|api\.deepseek\.com|api\.together\.xyz)\b|localhost:11434\b/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'llm.host',
		languages: ['py'],
		literals: ['google.generativeai', 'google import genai', 'vertexai'],
		pattern:
			/^[ \t]*(?:import google\.generativeai|from google\.generativeai import|from google import genai|import vertexai|from vertexai)/gmu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'surface.cron',
		languages: ['json', 'sql', ...script, 'py'],
		literals: ['"crons"', 'cron.schedule', 'cronJobs(', 'onSchedule', 'beat_schedule', 'crontab('],
		pattern: /"crons"\s*:\s*\[|\bcron\.schedule\s*\(|\bcronJobs\s*\(\s*\)|\bonSchedule\s*\(|\bbeat_schedule\b|\bcrontab\s*\(/gu,
		on: 'code',
		roles: ['app', 'config', 'script'],
	},
];
