import type {PlainFacts} from '../../facts/facts.ts';
import type {CodeNow, Given, SeenAt, View} from '../view.ts';
import {type Asking, askedSettings} from './settings/asked-settings.ts';

const check = 'sec-fallback-secret';
const asking: Asking = {
	script:
		/\bprocess\.env(?:\.(?<name>[A-Z][A-Z0-9_]*)|\[['"](?<quoted>[A-Z][A-Z0-9_]*)['"]\])\s*(?:\|\||\?\?)\s*(?:'[^'\\]*'|"[^"\\]*"|`[^`\\$]*`)/u,
	python: /\bos\.(?:getenv|environ\.get)\(\s*["'](?<name>[A-Z][A-Z0-9_]*)["']\s*,\s*(?:"[^"\\]*"|'[^'\\]*')\s*\)/u,
	setting: ({name, quoted}) => name ?? quoted ?? '',
};

/** Which secrets with a known value of their own are asked for at the start instead. */
export function requiredSettingsView(facts: PlainFacts, _given: Given, code: CodeNow, seenAt: SeenAt): View {
	const {data, edits, left} = askedSettings(facts, seenAt(check), code, asking);
	const owes = 'take the value out of the settings that are no code (compose files and the like)';
	return {data, edits, after: [], owes: edits.length === 0 || left > 0 ? [{check, owes}] : [], scripts: {}};
}
