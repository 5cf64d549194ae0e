import type {Func, Value} from '../code/code.ts';

/** What a parameter may hold a dependency in: its default `Depends(…)`, or its type `Annotated[User, Depends(…)]` and names for one. */
export const dependenciesOf = (one: Func, path: string): readonly Value[] =>
	(path.endsWith('.py') ? one.parameters : []).flatMap(({type, default: given}) => [
		...(given?.is === 'call' ? [given] : []),
		...(type?.is === 'generic' && /(?:^|\.)Annotated$/u.test(type.name) ? [type] : []),
		...(type?.is === 'name' && /^[A-Z]/u.test(type.name) ? [type] : []),
	]);
