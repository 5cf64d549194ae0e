import type {Place} from '../../safe-text.ts';
import {entryOf, lastOf} from '../code/code.ts';
import type {Facts} from '../facts.ts';

const engines = /(?:^|\.)(?:setDefaults|configure|Environment|nunjucks\.configure|renderFile|Swig)$/u;

/** Where a template engine is told not to escape anything. */
export function unescapedEnginesOf(facts: Facts): readonly Place[] {
	return facts.files.flatMap(({path, role}) =>
		role !== 'app'
			? []
			: (facts.program.scopes.at(path)?.code.calls ?? []).flatMap((call): readonly Place[] => {
					if (!engines.test(call.to) && lastOf(call.to) !== 'Environment') return [];
					const said =
						call.args.map(arg => entryOf(arg, 'autoescape')).find(one => one !== undefined) ??
						call.named.find(({key}) => key === 'autoescape')?.value;
					return said?.is === 'literal' && said.value === false ? [{path, line: call.line, text: call.text}] : [];
				}),
	);
}
