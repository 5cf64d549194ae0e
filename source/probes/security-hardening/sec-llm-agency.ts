import {holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {modelCallsOf, toolsOf} from '../../facts/sinks/model-tools.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {notApplicable, type Probe, unknown} from '../probe.ts';

const probe: Probe = facts => {
	const tools = toolsOf(facts);
	const changing = tools.filter(({changes}) => changes);
	if (tools.length > 0)
		return unknown(
			`a model may call ${tools.length === 1 ? 'one function' : `${tools.length} functions`} here, ${changing.length === 0 ? 'none' : changing.length} of which ${changing.length === 1 ? 'changes' : 'change'} something by what can be seen`,
			distinct([...changing, ...tools]),
		);
	if (holds(facts, 'llm.rag'))
		return unknown(
			'a model is given text that was looked up, and whose words those are cannot be seen from the code',
			distinct(modelCallsOf(facts)),
		);
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	return notApplicable('a model is asked, and is given neither functions to call nor a store of documents');
};

export default probe;
