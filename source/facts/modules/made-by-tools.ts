const data =
	/\.(?:css|scss|sass|less|styl|pcss|postcss|svg|png|jpe?g|gif|webp|avif|ico|bmp|mp[34]|webm|wav|ogg|mov|woff2?|ttf|otf|eot|json5?|jsonc|ya?ml|toml|txt|md|mdx|html?|csv|tsv|xml|pdf|wasm|glsl|vert|frag|wgsl|gltf|glb|hdr|graphqls?|gql|sql|node|proto|ejs|hbs|njk|pug|po|ftl|riv|lottie|bin|data|zip|webmanifest|map|py|prisma|rs)$/iu;
const made =
	/(?:^|\/)(?:\.[\w-][\w.-]*|\+types|\$types|generated|__generated__|_generated|gen|__gen__|dist|build|out|output|pkg|codegen|styled-system|paraglide)(?:\/|$)|(?:^|[/._-])(?:generated|gen|codegen)(?:\.[\w.]+)?$|\.d(?:\.ts)?$/u;
const query = /\?(?:[\w&=,.-]*\b)?(?:raw|url|inline|worker|sharedworker|react|component|w|format|as|enhanced)\b/u;
const virtual =
	/^(?:virtual:|astro:|cloudflare:|bun:|\0|~icons\/|~?virtual\/|#(?:app|imports|build|components|internal|vue-router|head|auth-utils|supabase|nitro|content|ui|i18n|unhead|image|prisma|auth)(?:\/|$)|\$(?:app|env|service-worker|types|houdini|paraglide)(?:\/|$)|@theme(?:\/|$)|@theme-original\/|@generated\/|@docusaurus\/|@env$|~react-pages|~build|\/@|\$fresh\/)/u;

/** Style sheets, images, data: an import that brings no code. */
export const isData = (source: string): boolean => data.test(source);

/** An import that asks for a file's text or address, not for its code. */
export const asksForAddress = (source: string): boolean => query.test(source);

/** A path that a tool writes when it runs: types of routes, clients of databases, what is built. That it is not there says nothing. */
export const isMade = (path: string): boolean => made.test(path);

/** A module that a bundler or framework makes up. */
export const isVirtual = (source: string): boolean => virtual.test(source);
