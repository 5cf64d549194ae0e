import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;

/** What watches visitors, what asks them first, and what needs no asking. */
export const trackingMarks: readonly MarkRule[] = [
	{
		/** Scripts that recognise a visitor again, by where they are loaded from. */
		kind: 'tracking.script',
		languages: [...script, 'html', 'toml', 'yaml'],
		literals: [
			'googletagmanager.com',
			'google-analytics.com',
			'connect.facebook.net',
			'static.hotjar.com',
			'clarity.ms/tag',
			'analytics.tiktok.com',
			'snap.licdn.com',
			'cdn.segment.com',
			'cdn.mxpnl.com',
			'cdn.amplitude.com',
			'static.ads-twitter.com',
			'script.crazyegg.com',
			'edge.fullstory.com',
			'cdn.mouseflow.com',
			'mc.yandex.ru',
			'js.hs-scripts.com',
			'googlesyndication.com',
			'cdn.heapanalytics.com',
			'i.posthog.com/static',
			'sc-static.net',
			's.pinimg.com/ct',
			'bat.bing.com',
			'quantserve.com',
		],
		pattern:
			/(?<value>googletagmanager\.com\/(?:gtag\/js|gtm\.js|ns\.html)|google-analytics\.com\/(?:analytics|ga)\.js|connect\.facebook\.net\/[\w/]{0,20}fbevents|static\.hotjar\.com|clarity\.ms\/tag|analytics\.tiktok\.com|snap\.licdn\.com|cdn\.segment\.com|cdn\.mxpnl\.com|cdn\.amplitude\.com|static\.ads-twitter\.com|script\.crazyegg\.com|edge\.fullstory\.com|cdn\.mouseflow\.com|mc\.yandex\.ru|js\.hs-scripts\.com|pagead2\.googlesyndication\.com|cdn\.heapanalytics\.com|i\.posthog\.com\/static|sc-static\.net|s\.pinimg\.com\/ct|bat\.bing\.com|quantserve\.com)/gu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		/** Calls that start such a script where the file is not parsed: snippets in pages. */
		kind: 'tracking.snippet',
		languages: ['html', 'vue', 'svelte', 'astro'],
		literals: ['posthog.init', 'mixpanel.init', 'fbq(', 'hj(', 'amplitude.init', 'analytics.load', "ga('create", '_paq'],
		pattern:
			/(?<value>\bposthog\.init|\bmixpanel\.init|\bfbq\(\s*['"]init|\bamplitude(?:\.getInstance\(\))?\.init|\banalytics\.load|\bga\(\s*['"]create|_paq\.push\(\s*\[\s*['"]trackPageView)/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** Something asks for consent, or waits for it. */
		kind: 'tracking.consent',
		languages: [...script, 'html'],
		literals: [
			'onsent',
			'ONSENT',
			'cookiebot',
			'Cookiebot',
			'klaro',
			'Klaro',
			'onetrust',
			'OneTrust',
			'usercentrics',
			'iubenda',
			'c15t',
			'termly',
			'axeptio',
			'didomi',
			'tarteaucitron',
			'osano',
			'cookieyes',
			'opt_out_capturing',
			'opt_in_capturing',
			'analytics_storage',
			'ookieBanner',
			'ookie-banner',
			'ookie_banner',
			'ookieNotice',
			'ookies_accepted',
			'cceptCookies',
			'cookieControl',
			'CookieControl',
		],
		pattern:
			/(?<value>(?:cookie|tracking|analytics|privacy|marketing|gdpr|user|has|get|set|update|revoke|withdraw|give|given|accept|manage|needs|on)[-_]?consent|consent[-_]?(?:banner|manager|mode|given|state|status|dialog|provider|context|cookie|analytics|preference|granted|required|default)|(?<![\w.])gtag\(\s*['"]consent|\bcookie-?bot|\bklaro\b|\bonetrust|\busercentrics|\biubenda|\bc15t\b|\btermly\b|\baxeptio|\bdidomi|\btarteaucitron|\bosano|\bcookieyes|\bopt_(?:out|in)_capturing|\banalytics_storage|cookie[-_]?(?:banner|notice|control)|\bcookies_accepted|\bacceptCookies)/giu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		/** Counting that keeps nothing on the visitor's device and recognises nobody. */
		kind: 'tracking.cookieless',
		languages: [...script, 'html'],
		literals: [
			'plausible.io',
			'data-domain',
			'umami',
			'cdn.usefathom.com',
			'simpleanalyticscdn.com',
			'cloudflareinsights.com',
			'gc.zgo.at',
			'pirsch',
			'@vercel/analytics',
			'next-plausible',
		],
		pattern:
			/(?<value>plausible\.io\/js|\bdata-website-id=|cdn\.usefathom\.com|scripts\.simpleanalyticscdn\.com|static\.cloudflareinsights\.com|gc\.zgo\.at|api\.pirsch\.io|['"]@vercel\/analytics|['"]next-plausible)/gu,
		on: 'code',
		roles: ['app'],
	},
];
