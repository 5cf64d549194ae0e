import type {CategoryId} from './checklist.ts';

/** The 33 parts that the eight categories are made of, in the order in which they are shown. */
export const parts: Readonly<Record<CategoryId, readonly string[]>> = {
	'error-handling': ['unexpected inputs', 'services unavailable', 'inconsistent data'],
	'security-hardening': ['authentication', 'authorization', 'input validation', 'encryption', 'audit logging', 'vulnerability remediation'],
	observability: ['logging', 'monitoring', 'alerting', 'tracing', 'performance profiling'],
	'data-integrity': ['schema validation', 'migration strategies', 'backup and recovery', 'consistency guarantees'],
	compliance: ['regulatory requirements', 'data residency', 'privacy controls', 'audit trails'],
	integration: ['connecting with existing systems', 'API versioning', 'data synchronization'],
	scalability: ['load testing', 'performance optimization', 'caching strategies', 'infrastructure provisioning'],
	'operational-readiness': ['deployment pipelines', 'rollback procedures', 'incident response', 'documentation'],
};
