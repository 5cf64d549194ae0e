import type {Value} from '../code/code.ts';
import type {EntryPoint} from './entry-point.ts';
import type {Step} from './registered.ts';
import {targetOf} from './resolve.ts';
import type {Scopes} from './scope.ts';

const longest = 80;

/** A step as it is written: the name, or the name of what is called. */
export function writtenAs(step: Step, scopes: Scopes): string {
	return valueAs(step.value, step, scopes) || step.text.slice(0, longest);
}

function valueAs(value: Value, step: Step, scopes: Scopes): string {
	switch (value.is) {
		case 'name':
			return value.name;
		case 'call': {
			const call = scopes.at(step.path)?.code.calls[value.call];
			if (call === undefined) return '';
			const first = call.args[0];
			const isWrapper = /^(?:Depends|Security|Annotated|method_decorator)$/u.test(call.to.slice(call.to.lastIndexOf('.') + 1));
			return isWrapper && first !== undefined ? valueAs(first, step, scopes) || call.to : call.to;
		}
		case 'generic':
			return value.of.map(one => (one.is === 'call' ? valueAs(one, step, scopes) : '')).find(name => name !== '') ?? value.name;
		case 'function':
			return scopes.at(step.path)?.code.functions[value.function]?.name ?? '';
		case 'class':
			return scopes.at(step.path)?.code.classes[value.class]?.name ?? '';
		case 'list':
			return value.items
				.map(item => valueAs(item, step, scopes))
				.filter(name => name !== '')
				.join(', ')
				.slice(0, longest);
		case 'text':
		case 'literal':
		case 'template':
		case 'object':
		case 'either':
		case 'spread':
		case 'other':
			return '';
	}
}

/** Where a handler's code stands: its function or class, or that of the function which a wrapper is given. */
export function handlerOf(step: Step, scopes: Scopes, left = 4): EntryPoint['handler'] {
	const target = targetOf(scopes, step.value, {path: step.path, in: step.in});
	if (target.is === 'function' || target.is === 'class') {
		const code = scopes.at(target.path)?.code;
		const one = target.is === 'function' ? code?.functions[target.function] : code?.classes[target.class];
		return one === undefined ? undefined : {path: target.path, line: one.line, text: one.text, name: one.name};
	}
	if (target.is !== 'value' || target.value.is !== 'call' || left === 0) return undefined;
	const call = scopes.at(target.spot.path)?.code.calls[target.value.call];
	for (const value of [...(call?.args ?? [])].reverse()) {
		if (value.is !== 'function' && value.is !== 'name' && value.is !== 'call') continue;
		const inner = handlerOf({...step, path: target.spot.path, in: target.spot.in, value}, scopes, left - 1);
		if (inner !== undefined) return inner;
	}
	return undefined;
}
