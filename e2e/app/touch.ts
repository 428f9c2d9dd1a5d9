// What a user does with a component of the page, by its own buttons and file input.
import type { Life } from './life.js'

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export async function until(seen: () => boolean, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms
  do {
    // Lets the effects of the step before finish.
    await sleep(8)
    if (seen()) return true
  } while (performance.now() < deadline)
  return false
}

const rootOf = ({ name }: Life) =>
  document.querySelector<HTMLElement>(`#mount-${name} [data-part=root]`)

/** The button that continues, if there is one. */
export const primaryOf = (life: Life) =>
  rootOf(life)?.querySelector<HTMLElement>('[data-part=primary]:not([aria-disabled])')

export const click = (life: Life, part: 'primary' | 'remove') =>
  rootOf(life)?.querySelector<HTMLElement>(`[data-part=${part}]`)?.click()

let selections = 0

/** Each selection has its own name, so none can be mistaken for another. */
export function choose(life: Life, path: string, how: 'choose' | 'drop' = 'choose'): void {
  const bytes = window.files[path]
  if (!bytes) throw new Error(`no file ${path}`)
  const file = new File([bytes], `${++selections}-${path.split('/').at(-1)}`)
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(file)
  life.chosen = file.name
  const root = rootOf(life)
  if (how === 'drop')
    root?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  const input = root?.querySelector<HTMLInputElement>('input[type=file]')
  if (how === 'drop' || !input) return
  input.files = dataTransfer.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}
