import type {Finding} from './probe.ts';

/** What a check's probe found in one package; `.` for a check about the repository as a whole. */
export type Found = {readonly check: string; readonly package: string; readonly finding: Finding};
