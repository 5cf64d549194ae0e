import {type Call, type Code, lastOf, moduleLevel} from '../../code/code.ts';
import type {Facts} from '../../facts.ts';
import {packageOf} from '../imported.ts';
import type {RunningFile} from '../running.ts';
import {switchedOff} from './signature-off.ts';
import {tokenPackage, verifying} from './token-libraries.ts';

/** The functions around a place, innermost first. */
function outwards(at: number, code: Code): ReadonlySet<number> {
	const all = new Set<number>();
	for (let here = at, steps = 0; here !== moduleLevel && steps < 20; steps++) {
		all.add(here);
		here = code.functions[here]?.in ?? moduleLevel;
	}
	return all;
}

/** Whether what is decoded here is verified as well: in the same function, or by whoever stands around it. */
export function isVerifiedToo(call: Call, {code, path}: RunningFile, facts: Facts): boolean {
	const around = outwards(call.in, code);
	if (code.calls.some(other => other.in === call.in && /^(?:sign|signAsync|SignJWT)$/u.test(lastOf(other.to)))) return true;
	const helper = lastOf(code.functions[call.in]?.name ?? '');
	if (helper !== '')
		for (const user of code.calls.filter(other => lastOf(other.to) === helper))
			for (const at of outwards(user.in, code))
				if (code.calls.some(other => other.in === at && verifying.test(lastOf(other.to)))) return true;
	return code.calls.some(other => {
		if (other === call || !(around.has(other.in) || outwards(other.in, code).has(call.in))) return false;
		const last = lastOf(other.to);
		if (verifying.test(last)) return true;
		if (last === 'decode' && path.endsWith('.py') && tokenPackage.test(packageOf(other, code)))
			return (
				!switchedOff(other, path, facts) && (other.args.length > 1 || other.named.some(({key}) => key === 'key' || key === 'algorithms'))
			);
		return /verif|authenticate|requireUser|requireAuth|getSession|validate/iu.test(last);
	});
}
