import type {MarkRule} from '../marks.ts';

const pages = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;

/** What people press and what then does nothing. */
export const stubHandlerMarks: readonly MarkRule[] = [
	{
		kind: 'stub.empty',
		languages: pages,
		literals: ['=> {', '=>{'],
		beside: ['onClick=', 'onSubmit=', 'onPress=', '@click', 'on:click', 'on:submit', 'onclick='],
		pattern:
			/(?<value>(?:\bon(?:Click|Submit|Press|click|submit)=\{(?<=<(?:button|a|div|li|span|tr|td|form|p|img|svg|\w{0,30}Button|\w{0,30}MenuItem|TouchableOpacity|Pressable)\b[^<]{0,800})|@(?:click|submit)(?:\.\w{1,20})?="|\bon:(?:click|submit)=\{)\s{0,40}(?:async\s{0,3})?\(\s{0,3}\w{0,20}\s{0,3}\)\s{0,3}=>\s{0,3}\{\s{0,200}\}\s{0,40}["}])/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** Its only statement is a note on the console or a message; the value is that statement. */
		kind: 'stub.says',
		languages: pages,
		literals: ['console.log', 'alert(', 'toast'],
		beside: ['onClick=', 'onSubmit=', 'onPress=', '@click', 'on:click', 'onclick='],
		pattern:
			/(?:\bon(?:Click|Submit|Press|click)=\{|@click="|\bon:click=\{)\s{0,40}\(\s{0,3}\w{0,20}\s{0,3}\)\s{0,3}=>\s{0,40}\{?\s{0,40}(?<value>(?:console\.(?:log|info)|(?:window\.)?alert|(?:Alert\.)?alert|toast(?:\.\w{1,10})?)\s?\([^()]{0,300}\))\s{0,3};?\s{0,40}\}?\s{0,40}["}]/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** A handler with a name whose only statement is such a note, given to something that is pressed further down. */
		kind: 'stub.named',
		languages: pages,
		literals: ['console.log', 'alert(', 'toast'],
		beside: ['onClick=', 'onSubmit=', 'onPress=', '@click', 'on:click', 'onclick='],
		pattern:
			/\b(?:const|function)\s{1,3}(?<name>(?:handle|on)[A-Z]\w{0,60})\s{0,3}(?:=\s{0,3}(?:async\s{0,3})?\([^()\n]{0,120}\)\s{0,3}=>|\([^()\n]{0,120}\))\s{0,3}\{\s{0,60}(?:e(?:vent)?\.preventDefault\(\);?\s{0,60})?(?<value>(?:console\.(?:log|info)|(?:window\.)?alert|toast(?:\.\w{1,10})?)\s?\([^()]{0,300}\));?\s{0,60}\}(?=[\s\S]{0,60000}?\bon(?:Click|Submit|Press|click)=\{\k<name>\})/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** The screen itself says, in words that people read, that what is on it does nothing. */
		kind: 'stub.told',
		languages: pages,
		literals: ['laceholder', 'yet', ' mockup', 'emo only'],
		pattern:
			/>[^<>{}=;]{0,200}\b(?<value>visual placeholders?|placeholders? only|for display only|do(?:es)? not [a-z]{2,20}(?: [a-z]{1,20}){0,4} yet|(?:is|are) not (?:yet )?(?:functional|wired(?: up)?|connected)(?: yet)?|demo only)\b[^<>{}=;]{0,200}</gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'stub.dead-link',
		languages: pages,
		literals: ['href="#"', "href='#'", 'href={"#"}'],
		pattern:
			/<(?:a|Link)\b(?![^<>]{0,500}(?:onClick|@click|on:click|onclick|data-|role=|aria-|\{\.\.\.|id=))(?<value>[^<>]{0,300}\shref=(?:["']#["']|\{"#"\})[^<>]{0,300})>\s{0,100}[^\s<]/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** A button with words on it, and nothing that says what it does. */
		kind: 'stub.button',
		languages: ['ts', 'js'],
		literals: ['<Button', '<button'],
		pattern:
			/<[Bb]utton\b(?<!<(?:Link|NavLink|a|label|\w{0,40}Trigger|\w{1,40}\.\w{1,30}|\w{0,40}(?:Close|Upload|Clipboard|Dialog|Modal|Cancel|Action|Link|Button|Wrapper|Dropdown|Popover|Menu|Tooltip|Form))\b[^<]{0,400}>\s{0,80}<[Bb]utton)(?![^<>]{0,700}(?:on[A-Z]\w|type=|asChild|href|[dD]isabled|\{\.\.\.|\bform|as=|component=|\bto=|action|render|ref=|data-|popover|command|loading|aria-haspopup))(?<value>[^<>]{0,500})>\s{0,100}(?:<[A-Z]\w{0,40}[^<>]{0,200}\/>\s{0,100})?[A-Za-z]/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** A link of a page or a template that leads nowhere, and that nothing tells a script about. */
		kind: 'stub.page-link',
		languages: ['html', 'other'],
		literals: ['href="#"', "href='#'"],
		pattern:
			/<a\b(?=[^<>]{0,300}\shref=["']#["'])(?<value>(?:\s{1,40}(?:href|class|style|title|target|rel)=(?:"[^"<>]{0,200}"|'[^'<>]{0,200}')){1,6})\s{0,40}>\s{0,200}[^\s]/gu,
		on: 'code',
		roles: ['app'],
		path: /\.(?:html?|jinja2?|j2|njk|ejs|hbs|handlebars|mustache|twig|liquid)$/u,
	},
];
