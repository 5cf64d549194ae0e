import {expect, test} from 'vitest';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const workloads = (path: string, text: string) => factsOf(inMemory({[path]: text})).workloads;

test('a deployment without a number of replicas runs once, without limits when it names none', () => {
	expect(workloads('k8s/a.yaml', 'apiVersion: v1\nkind: Service\n---\nkind: Deployment\nmetadata: {name: api}\nspec: {}\n')).toMatchObject([
		{where: 'Kubernetes', name: 'api', instances: 1, limited: false, line: 4},
	]);
});

test('every container must be limited', () => {
	const text = (second: string) =>
		`kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - {name: a, resources: {limits: {memory: 1Mi}}}\n        - {name: b${second}}\n`;
	expect(workloads('a.yaml', text(''))[0]?.limited).toBe(false);
	expect(workloads('a.yaml', text(', resources: {limits: {memory: 1Mi}}'))[0]?.limited).toBe(true);
});

test('a Render service runs once unless it says otherwise, and static sites are none', () => {
	const text =
		'services:\n  - type: web\n    name: api\n  - type: web\n    name: big\n    numInstances: 3\n  - {type: web, name: site, runtime: static}\n';
	expect(workloads('render.yaml', text).map(({name, instances, line}) => [name, instances, line])).toEqual([
		['api', 1, 3],
		['big', 3, 5],
	]);
});

test('Fly machines are counted only when they are said', () => {
	expect(workloads('fly.toml', 'app = "x"\n')[0]?.instances).toBeUndefined();
	expect(workloads('fly.toml', 'app = "x"\n[[services]]\nmin_machines_running = 2\n')[0]).toMatchObject({instances: 2, line: 3});
});

test('files that do not parse give nothing', () => {
	expect(workloads('fly.toml', 'app = ')).toEqual([]);
	expect(workloads('render.yaml', 'services: [')).toEqual([]);
});
