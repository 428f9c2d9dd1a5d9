/** The fault queues, one per phase. */
import { COMPLETE_FAULTS, PRESIGN_FAULTS } from './call-faults.js'
import { createFaultQueue, type FaultQueue } from './fault-queue.js'
import type { CallFault, Faults, PreflightFault, PutFault } from './faults.js'
import { PREFLIGHT_FAULTS, PUT_FAULTS } from './put-faults.js'

export interface FaultQueues {
  readonly presign: FaultQueue<CallFault>
  readonly complete: FaultQueue<CallFault>
  readonly put: FaultQueue<PutFault>
  readonly preflight: FaultQueue<PreflightFault>
  /** Replaces the faults of all phases; a phase that is left out has none. */
  set(faults: Faults): void
}

export function createFaultQueues(initial: Faults = {}): FaultQueues {
  const presign = createFaultQueue(PRESIGN_FAULTS)
  const complete = createFaultQueue(COMPLETE_FAULTS)
  const put = createFaultQueue<PutFault>(PUT_FAULTS)
  const preflight = createFaultQueue<PreflightFault>(PREFLIGHT_FAULTS)
  const set = (faults: Faults) => {
    presign.set(faults.presign)
    complete.set(faults.complete)
    put.set(faults.put)
    preflight.set(faults.preflight)
  }
  set(initial)
  return { presign, complete, put, preflight, set }
}
