import type {Func, Value} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {FileScope} from './scope.ts';

/** What a parameter may hold a dependency in: its default `Depends(…)`, or its type `Annotated[User, Depends(…)]` and names for one. */
export const dependenciesOf = (one: Func, scope: FileScope): readonly Value[] =>
	(scope.path.endsWith('.py') ? one.parameters : []).flatMap(({type, default: given}) => [
		...(given?.is === 'call' && /^(?:Depends|Security)$/u.test(lastOf(scope.code.calls[given.call]?.to ?? '')) ? [given] : []),
		...(type?.is === 'generic' && /(?:^|\.)Annotated$/u.test(type.name) ? [type] : []),
		...(type?.is === 'name' && /^[A-Z]/u.test(type.name) ? [type] : []),
	]);
