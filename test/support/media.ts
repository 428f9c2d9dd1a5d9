/** Sets the user's preferences by DevTools, because a page cannot set its own media features. */
import { cdp } from 'vitest/browser'

type Feature =
  | 'prefers-reduced-motion'
  | 'prefers-contrast'
  | 'forced-colors'
  | 'prefers-color-scheme'

/** Without an argument, resets them. */
export async function prefer(wishes: Partial<Record<Feature, string>> = {}): Promise<void> {
  const features = Object.entries(wishes).map(([name, value]) => ({ name, value }))
  await cdp().send('Emulation.setEmulatedMedia', { features })
  for (const { name, value } of features) {
    if (!matchMedia(`(${name}: ${value})`).matches)
      throw new Error(`${name}: ${value} does not hold`)
  }
}

/** Emulates a touch screen instead of a mouse. */
export async function touch(on: boolean): Promise<void> {
  await cdp().send('Emulation.setTouchEmulationEnabled', {
    enabled: on,
    ...(on ? { maxTouchPoints: 1 } : {}),
  })
  if (matchMedia('(pointer: coarse)').matches !== on) throw new Error('the pointer did not change')
}
