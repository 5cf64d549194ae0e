import type {Facts} from './facts.ts';
import {codeLanguages, type Language, readLanguages} from './language.ts';

const names: Partial<Readonly<Record<Language, string>>> = {
	go: 'Go',
	rb: 'Ruby',
	java: 'Java',
	kotlin: 'Kotlin',
	php: 'PHP',
	rust: 'Rust',
	csharp: 'C#',
	swift: 'Swift',
	dart: 'Dart',
	elixir: 'Elixir',
};

/** The language of most application files whose code is not read yet, when it is the language of most of them; undefined otherwise. */
export function unreadLanguage(facts: Pick<Facts, 'files'>): string | undefined {
	const counts = new Map<Language, number>();
	for (const file of facts.files)
		if (file.role === 'app' && codeLanguages.has(file.language)) counts.set(file.language, (counts.get(file.language) ?? 0) + 1);
	const [most] = [...counts].sort(([, one], [, other]) => other - one);
	return most === undefined || readLanguages.has(most[0]) ? undefined : names[most[0]];
}
