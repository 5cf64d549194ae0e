import {type Code, textOf, type Value} from '../../code/code.ts';

const environment =
	/^(?:process\.env|import\.meta\.env|Bun\.env|Deno\.env|(?:c|ctx|context|platform)\.env|env|os\.environ|environ|settings|config)\.(?<name>[A-Z][A-Z0-9_]{2,80})$/u;

/** The name is that of a setting. */
export const settingName = /^[A-Z][A-Z0-9_]{2,80}$/u;

/** The function reads a setting by its name. */
export const reader =
	/(?:^|\.)(?!set)(?:str|get|setdefault|\w{0,40}(?:env|Env|ENV|config|Config|setting|Setting|secret|Secret)\w{0,20}|getOrThrow|getString)$/u;

/** The setting that a value reads from the environment. */
export function settingOf(value: Value | undefined, code: Code): string | undefined {
	if (value?.is === 'name') return environment.exec(value.name)?.groups?.name;
	if (value?.is !== 'call') return undefined;
	const call = code.calls[value.call];
	const name = textOf(call?.args[0]);
	return call !== undefined && name !== undefined && settingName.test(name) && reader.test(call.to) ? name : undefined;
}
