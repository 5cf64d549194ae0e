const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Calls whose result is a number, a switch, a date, an identifier of a fixed form or a digest, whatever they are given. */
export const converting: ReadonlySet<string> = words(
	'Number parseInt parseFloat int float bool Boolean BigInt Decimal complex len abs round isNaN isFinite isInteger floor ceil min max Date UUID ObjectId hash sha256 digest hexdigest createHash md5 randomUUID uuid4 uuidv4 nanoid cuid randomBytes token_hex token_urlsafe getTime toISOString isoformat strftime strptime fromisoformat hashSync hash_password get_password_hash generate_password_hash make_password compare compareSync check_password_hash verify includes has some every startsWith endsWith test indexOf lastIndexOf search isArray is_integer isdigit isalnum now utcnow getHours isBefore isAfter',
);

/** Calls that hand on what they are called on or given, in another form of text. */
export const textual: ReadonlySet<string> = words(
	'String str toString trim strip lstrip rstrip toLowerCase toUpperCase lower upper title capitalize slice substring substr replace replaceAll split rsplit join padStart padEnd concat normalize decode encode stringify dumps decodeURIComponent decodeURI unescape atob btoa b64decode b64encode format repr unquote unquote_plus repeat charAt at toLocaleLowerCase toLocaleUpperCase dedent markdown marked render renderMarkdown md cat strval f partition removeprefix removesuffix html raw text sql toHTML fill wrap',
);

/** Calls that hand on what they are called on or given, as it is. */
export const passing: ReadonlySet<string> = words(
	'pipe toPromise lastValueFrom firstValueFrom read readlines readline getvalue getbuffer parse loads map filter find findLast flatMap flat sort sorted reverse reversed list tuple set dict from entries values keys items assign fromEntries freeze merge clone cloneDeep structuredClone deepcopy copy concat append get getAll getlist pop shift cast unwrap resolve all race await gather to_dict model_dump dict entries enumerate zip next iter forEach reduce Object Array then catch finally model_copy getOrDefault unref toRaw ref shallowRef computed useMemo memo useDeferredValue compact uniq uniqBy asList first last head take drop chunk sortBy groupBy mapValues toArray decodeJwt JSONParse safe_load yaml_load literal_eval ensure_str force_str smart_str escape_uri vars',
);

/** What makes text harmless for a page, an address or a statement. */
export const cleaning =
	/^(?:sanitiz\w*|sanitis\w*|purify|clean|cleanHtml|clean_html|bleach|escape\w*|html_?escape|xss|encodeURIComponent|encodeURI|quote|quote_plus|urlencode|urlquote|shlex_quote|secure_filename|basename|filterXSS|stripTags|strip_tags|striptags|nh3|conditional_escape|escapeLiteral|escapeIdentifier|quote_ident|quote_literal|stripHtml|strip_html|serializeJavascript|serialize|htmlentities|he_encode|slugify|slug|json_script|format_html|highlight\w*|codeToHtml|codeToHast|renderToString|renderToStaticMarkup|katex)$/iu;

/** A part of the name of something that cleans: `DOMPurify.sanitize`, `safeJsonLd`. */
export const cleaningWords: ReadonlySet<string> = words(
	'sanitize sanitise sanitized sanitizer purify dompurify escape escaped bleach nh3 xss clean safe allowlist whitelist',
);

/** Tests that let through only what is known. */
export const choosing: ReadonlySet<string> = words(
	'startsWith startswith endsWith url_has_allowed_host_and_scheme is_safe_url isSafeRedirect includes has hasOwn hasOwnProperty indexOf test match fullmatch isdigit isalnum isnumeric isdecimal isalpha exec isIn isUUID isUuid validate isValid isInt isMongoId isValidObjectId isNumeric isAlphanumeric isSafeInteger isInteger isFinite isNaN some find',
);

/** Calls that ask another service over the network. */
export const fetching: ReadonlySet<string> = words(
	'fetch $fetch axios got ky request urlopen useFetch useQuery useSWR useLoaderData useInfiniteQuery useSuspenseQuery useMutation useAsyncData useRouteLoaderData useActionData useFragment useSubscription useDocument useCollection useObject useConvexQuery',
);

/** Methods of the language itself, whatever they are called. */
export const builtIn =
	/^(?:Array|Object|Promise|Map|WeakMap|Set|String|Number|Boolean|BigInt|JSON|Math|Date|Buffer|Reflect|Symbol|Intl|[A-Z]\w*Array|URL|URLSearchParams|React|Children)\./u;
