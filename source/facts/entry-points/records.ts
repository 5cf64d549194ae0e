import type {Call, Value} from '../code/code.ts';
import {firstOf, lastOf} from '../code/code.ts';
import type {FileScope, Scopes} from './scope.ts';

const modelBases = /(?:^|\.)(?:Model|BaseModel|Document|BaseEntity|ActiveRecord|SQLModel|Base|AbstractUser|TimeStampedModel)$/u;
const makesModels = /(?:^|\.)(?:model|define|defineModel|getModelForClass|models)$/u;
const capital = /^[A-Z][a-z]/u;
const looksUp = /(?:^|\.)(?:find\w*|get\w*|first\w*|one\w*|objects|query|create|build|scalar\w*|save)(?:$|\(\)|\.)/u;
const forms = /^(?:form|formset|serializer|instance|obj|self\.object|user_form|profile_form)$/u;

/** The class that a value is one of: `new User()`, `User(name=…)`, a parameter of that type. */
export function modelNamed(value: Value, call: Call, scope: FileScope): string {
	if (value.is === 'call') return lastOf(scope.code.calls[value.call]?.to ?? '');
	if (value.is !== 'name') return '';
	const binding = scope.binding(firstOf(value.name), call.in, call.line);
	if (binding?.is === 'parameter') {
		const type = scope.code.functions[binding.of]?.parameters[binding.index]?.type;
		return type?.is === 'name' ? lastOf(type.name) : '';
	}
	const from = binding?.variable.value;
	const made = from?.is === 'call' ? scope.code.calls[from.call] : undefined;
	if (made === undefined) return value.name;
	const [asked] = made.args;
	if (/(?:^|\.)(?:get|get_or_404)$/u.test(made.to) && asked?.is === 'name' && capital.test(asked.name)) return lastOf(asked.name);
	const named = made.to.split('.').find(part => capital.test(part.replaceAll('()', '')));
	return (named ?? '').replaceAll('()', '');
}

/** The model, when what a verb is called on is a model or one of its records; undefined when that cannot be told. */
export function isRecord(receiver: string, verb: string, call: Call, scope: FileScope, scopes: Scopes): string | undefined {
	const isPython = scope.path.endsWith('.py');
	const own = lastOf(receiver);
	if (isPython && receiver.endsWith('.objects')) return receiver.split('.').at(-2) ?? '';
	if (isPython && (verb === 'save' || verb === 'delete') && call.args.length === 0) return pythonRecord(receiver, call, scope, scopes);
	if (isPython) return undefined;
	if (capital.test(own) && /^(?:create|update|destroy|upsert|insert|save|delete|remove|truncate|increment)$/u.test(verb))
		return isModel(receiver, call, scope, scopes) ? own : undefined;
	if (!/^(?:save|remove|destroy|delete|update|increment)$/u.test(verb) || receiver.includes('.')) return undefined;
	const binding = scope.binding(receiver, call.in, call.line);
	if (binding?.is !== 'variable' || binding.variable.value.is !== 'call') return undefined;
	const made = scope.code.calls[binding.variable.value.call];
	if (made === undefined) return undefined;
	const path = made.to.replaceAll('()', '').split('.');
	const model = path.find(part => capital.test(part));
	if (model === undefined) return undefined;
	if (made.isNew && path.length === 1) return isModel(model, made, scope, scopes) ? model : undefined;
	return looksUp.test(made.to) && isModel(path.slice(0, path.indexOf(model) + 1).join('.'), made, scope, scopes) ? model : undefined;
}

/** Django's records, and the forms that save one. */
function pythonRecord(receiver: string, call: Call, scope: FileScope, scopes: Scopes): string | undefined {
	if (call.named.some(entry => entry.key === 'commit')) return undefined;
	if (forms.test(receiver)) return modelNamed({is: 'name', name: receiver}, call, scope);
	const binding = scope.binding(firstOf(receiver), call.in, call.line);
	if (binding?.is === 'parameter')
		return receiver.includes('.')
			? /\.(?:instance|object)$/u.test(receiver)
				? ''
				: undefined
			: modelNamed({is: 'name', name: receiver}, call, scope);
	const from = binding?.variable.value;
	const made = from?.is === 'call' ? scope.code.calls[from.call] : undefined;
	if (made === undefined) return undefined;
	if (capital.test(lastOf(made.to)) && scopes.modules.definitionOf(scope.path, made.to, call.in).is === 'package') return undefined;
	if (/(?:^|\.)(?:get_object_or_404|get_object)$/u.test(made.to)) {
		const [asked] = made.args;
		return asked?.is === 'name' ? lastOf(asked.name) : '';
	}
	if (!looksUp.test(made.to) && !capital.test(lastOf(made.to)) && !made.to.includes('objects')) return undefined;
	return modelNamed({is: 'name', name: receiver}, call, scope);
}

/** The name stands for a model of an ORM: what a library makes, or a class on a library's base. */
export function isModel(name: string, call: Call, scope: FileScope, scopes: Scopes): boolean {
	const definition = scopes.modules.definitionOf(scope.path, name, call.in);
	const from = 'path' in definition ? scopes.at(definition.path) : undefined;
	if (definition.is === 'class')
		return (
			definition.value.bases.some(base => (base.is === 'name' || base.is === 'generic') && modelBases.test(base.name)) ||
			definition.value.decorators.length > 0
		);
	const value = definition.is === 'variable' ? definition.value.value : definition.is === 'value' ? definition.value : undefined;
	if (value === undefined || from === undefined) return false;
	return callsOf(value).some(index => makesModels.test(from.code.calls[index]?.to ?? ''));
}

const callsOf = (value: Value): readonly number[] =>
	value.is === 'call' ? [value.call] : value.is === 'either' ? value.of.flatMap(callsOf) : [];
