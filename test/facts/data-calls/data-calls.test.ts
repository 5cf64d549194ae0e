import {describe, expect, test} from 'vitest';
import type {DataCall} from '../../../source/facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../../source/facts/data-calls/data-calls.ts';
import {loopAround} from '../../../source/facts/data-calls/loops.ts';
import {tableKey} from '../../../source/facts/data-calls/tables.ts';
import {repositoryOf} from '../../support/repository.ts';
import {factsOf} from '../../support/facts.ts';
