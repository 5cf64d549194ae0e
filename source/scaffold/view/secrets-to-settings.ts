import type {PlainFacts} from '../../facts/facts.ts';
import type {CodeNow, Given, SeenAt, View} from '../view.ts';
import {type Asking, askedSettings} from './settings/asked-settings.ts';

const check = 'sec-secret-in-repo';
const isCode = /\.(?:[cm]?[jt]sx?|py|sh|rb|php|go|java|kt|cs)$/iu;
const wordBreak = /(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/u;
/** Names that say nothing where several settings stand side by side. */
const bare = /^(?:API_?KEY|KEY|PASS(?:WORD)?|PWD|SECRET|TOKEN|VALUE)$/u;

/** The name of a setting, as settings are called: `cookieSecret` becomes `COOKIE_SECRET`. */
function settingOf({name = '', quoted = ''}: Readonly<Record<string, string | undefined>>): string {
	const words = (name === '' ? quoted : name)
		.split(wordBreak)
		.filter(word => word !== '')
		.join('_')
		.toUpperCase();
	return bare.test(words) ? `APP_${words}` : words;
}

const asking: Asking = {
	script:
		/(?<before>(?:\b(?<name>[A-Za-z_$][\w$]*)['"]?(?:\s*:\s*string)?|\[['"](?<quoted>[\w.-]+)['"]\])\s*[:=]\s*)(?:'[^'\\]{3,}'|"[^"\\]{3,}"|`[^`\\$]{3,}`)/u,
	python:
		/(?<before>(?:\b(?<name>[A-Za-z_]\w*)["']?(?:\s*:\s*str)?|\[["'](?<quoted>[\w.-]+)["']\])\s*[:=]\s*)(?:"[^"\\]{3,}"|'[^'\\]{3,}')/u,
	setting: settingOf,
};

/** Which credentials leave the code and are asked for at the start. */
export function secretsToSettingsView(facts: PlainFacts, _given: Given, code: CodeNow, seenAt: SeenAt): View {
	const places = seenAt(check);
	const {data, edits, left} = askedSettings(facts, places, code, asking);
	const files = [...new Set(places.map(({path}) => path).filter(path => !edits.some(edit => edit.path === path)))];
	return {
		data,
		edits,
		after: files.map(path =>
			isCode.test(path)
				? `Take the credential out of ${path}, and let whoever runs it set it in the environment.`
				: `Take ${path} out of git (git rm --cached), name it in .gitignore, and let where it runs bring it.`,
		),
		owes:
			edits.length === 0 || left > 0
				? [
						{
							check,
							owes: files.every(path => isCode.test(path))
								? 'take the credentials out of the scripts that hold them'
								: 'take the files that hold credentials out of git',
						},
					]
				: [],
		scripts: {},
	};
}
