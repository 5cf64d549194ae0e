import {type ReadCode, wireCode} from './code.ts';
import {wireDockerfile} from './dockerfile.ts';
import type {Edit, Wired} from './edit.ts';
import {wireJson} from './json.ts';
import {wireLines} from './lines.ts';
import {wireNeeds} from './needs.ts';
import {wireSwap} from './swap.ts';
import {wireToml} from './toml.ts';
import {wireWorkflow} from './workflow.ts';

/** Makes one edit in the text of a file (with LF), undefined when there is no such file. `made` says the ending of a generated file, given its path without one. */
export function wire(edit: Edit, text: string | undefined, read: ReadCode, made: (file: string) => string | undefined): Wired {
	switch (edit.kind) {
		case 'lines':
			return wireLines(text ?? '', edit);
		case 'image':
			return text === undefined ? {is: 'refused', because: 'there is no such file'} : wireDockerfile(edit.path, text, edit);
		case 'workflow':
			return text === undefined ? {is: 'refused', because: 'there is no such file'} : wireWorkflow(text, edit);
		case 'json':
			return text === undefined ? {is: 'refused', because: 'there is no such file'} : wireJson(text, edit);
		case 'needs':
			return text === undefined ? {is: 'refused', because: 'there is no such file'} : wireNeeds(text, edit);
		case 'toml':
			return text === undefined ? {is: 'refused', because: 'there is no such file'} : wireToml(text, edit);
		case 'swap':
			return text === undefined ? {is: 'refused', because: 'there is no such file'} : wireSwap(text, edit, read, made);
		case 'code':
			return text === undefined ? {is: 'refused', because: 'there is no such file'} : wireCode(edit.path, text, edit, read, made);
	}
}
