// Starts a watch as the coach does, and says when it heard of the first finding, the whole look, and each look after a change.
import {fork} from 'node:child_process';

const [program, folder, cache] = process.argv.slice(2);
const began = performance.timeOrigin + performance.now();
const child = fork(program, ['--watch', folder, cache], {serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc']});
let looks = 0;
child.on('message', told => {
	const now = performance.timeOrigin + performance.now();
	if (told.tells !== 'looked') return;
	looks++;
	process.stdout.write(looks === 1 ? `looked ${now - began}\n` : `again ${now}\n`);
});
process.on('SIGTERM', () => {
	child.kill('SIGKILL');
	process.exit(0);
});
