// Draws random sequences: the same seed gives the same steps and the same faults.
import type { Action, Options, Pause, Step } from '../app/sequence.js'
import type { Faults } from '../../src/testing/faults/faults.ts'

export interface Plan {
  readonly seed: number
  readonly steps: readonly Step[]
  readonly faults: {
    readonly endpoint: Pick<Faults, 'presign' | 'complete'>
    readonly service: Pick<Faults, 'put' | 'preflight'>
  }
}

/** Small images of every outcome: unchanged, without metadata, re-encoded, rejected. */
export const FILES = [
  'png/min-224x224.png',
  'jpeg/orient-6.jpg',
  'webp/lossy-vp8.webp',
  'heic/single-480x320.heic',
  'png/rgba8-gradient.png',
  'jpeg/min-223x224.jpg',
  'other/html-named.jpg',
] as const

const BUSY = { status: 503, body: '' }
/**
 * Faults with a fast response, or with a timeout by the page's limits. A fault is drawn as often as
 * no fault.
 */
const FAULTS = {
  presign: [
    ...[
      'reset',
      'truncated',
      'malformed-json',
      '401',
      '500',
      'code-nonzero',
      'url-userinfo',
      'expiration-zero',
      'silent',
      '429-long',
    ],
    ...[BUSY, { status: 429, body: '{}' }, { delay: 60 }, { delay: 250 }],
  ],
  put: [
    ...[
      'reset-before',
      'response-lost',
      'never-responds',
      's3-expired',
      's3-signature',
      'html-200',
      'html-200-stored',
      'redirect',
      '500',
    ],
    ...[
      'truncated-response',
      'cors-preflight-only',
      'cors-no-put',
      's3-precondition',
      '409',
      'early-403-reset',
      '429-long',
    ],
    ...[
      { reset: 1 },
      { stall: 1, resumeAfter: 60 },
      { delay: 60 },
      { delay: 250 },
      { status: 429, body: '' },
      BUSY,
    ],
  ],
  preflight: ['rejected', 'reset', 'silent', { delay: 40 }, { delay: 120 }],
  complete: [
    ...[
      'reset',
      'truncated',
      'malformed-json',
      '500',
      '401',
      'silent',
      'not-exist',
      'over-size',
      'no-reason',
      'unknown-status',
    ],
    ...[BUSY, { delay: 60 }, { delay: 250 }],
  ],
} satisfies Faults

const PAUSES: readonly Pause[] = [
  ...[0, 0, 1, 5, 15, 40, 100],
  ...([
    'checking',
    'preparing',
    'requesting',
    'waiting',
    'uploading',
    'uploading',
    'confirming',
    'error',
    'success',
  ] as const),
]

/** Mulberry32: 32 bits of state are sufficient here. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Draws only with the generator's own numbers; the page's `Math.random` is not used. */
function drawing(seed: number) {
  const random = randomFrom(seed)
  const below = (n: number) => Math.floor(random() * n)
  const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T
  const chance = (p: number) => random() < p
  const times = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make)
  return { below, pick, chance, times }
}

type Draw = ReturnType<typeof drawing>

export function planOf(seed: number): Plan {
  const draw = drawing(seed)
  // In some sequences nearly every call fails, so that actions reach their last link.
  const day = draw.pick([0.5, 1, 1, 1.9])
  const phase = <F>(faults: readonly F[], share: number) =>
    draw.times(12, () => (draw.chance(share * day) ? draw.pick<F>(faults) : null))
  return {
    seed,
    faults: {
      endpoint: { presign: phase(FAULTS.presign, 0.3), complete: phase(FAULTS.complete, 0.4) },
      service: { put: phase(FAULTS.put, 0.5), preflight: phase(FAULTS.preflight, 0.2) },
    },
    steps: stepsOf(draw),
  }
}

function stepsOf(draw: Draw): Step[] {
  const mounted = new Map<string, { fresh: boolean }>()
  const names = draw.chance(0.3) ? ['one', 'two'] : ['one']
  return draw.times(8 + draw.below(7), () => {
    const on = draw.pick(names)
    const action = nextAction(mounted.get(on), draw)
    mounted.set(on, { fresh: action.do === 'mount' })
    if (action.do === 'unmount') mounted.delete(on)
    return { on, ...action, pause: draw.pick(PAUSES) }
  })
}

const optionsFrom = ({ chance, pick }: Draw): Options => ({
  endpoint: chance(0.2) ? 'bare' : 'both',
  autoUpload: chance(0.8),
  ...(chance(0.3) ? { maxDimension: 300 } : {}),
  validate: chance(0.75) ? 'none' : pick(['slow', 'slow', 'rejects']),
})

const mountAction = (draw: Draw): Action => ({
  do: 'mount',
  strict: draw.chance(0.5),
  queryClient: draw.chance(0.3),
  options: optionsFrom(draw),
})

function nextAction(component: { fresh: boolean } | undefined, draw: Draw): Action {
  if (!component) return mountAction(draw)
  return component.fresh ? selection(draw) : anyAction(draw)
}

const selection = (draw: Draw): Action => ({
  do: draw.pick(['choose', 'choose', 'drop']),
  file: draw.pick(FILES),
})

/** A selection replaces an existing one; after an unmount the next step mounts again. */
function anyAction(draw: Draw): Action {
  const by = draw.pick(['click', 'handle'] as const)
  const action = draw.pick([
    ...([
      'selection',
      'selection',
      'selection',
      'selection',
      'upload',
      'upload',
      'retry',
      'retry',
      'cancel',
      'cancel',
      'reset',
    ] as const),
    ...(['props', 'props', 'unmount', 'unmount'] as const),
  ])
  if (action === 'props') return { do: action, options: optionsFrom(draw) }
  if (action === 'selection') return selection(draw)
  return action === 'unmount' ? { do: action } : { do: action, by }
}
