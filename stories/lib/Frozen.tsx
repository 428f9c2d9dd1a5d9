import { useEffect, useMemo, useRef, type CSSProperties, type ReactNode } from 'react'
import { SearchImageUploader, type PartialMessages } from '../../src/index.js'
import { createTestImage, stubUploader } from '../../src/testing/index.js'
import type { Look } from '../../test/fixtures/gallery.js'

const TYPES = { accept: 'image/png', reject: 'application/pdf', unknown: '' }

export interface FrozenProps {
  look: Look
  variant?: 'card' | 'compact' | undefined
  colorScheme?: 'light' | 'dark' | undefined
  messages?: PartialMessages | undefined
  style?: CSSProperties | undefined
}

/** The uploader in one state, with a drag over it where the look has one. */
export function Frozen({ look: { state, remaining, drag, look }, ...props }: FrozenProps) {
  const control = useMemo(
    () => stubUploader({ state, remainingSeconds: remaining ?? null }),
    [state, remaining],
  )
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!drag) return
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['x'], 'x', { type: TYPES[drag] }))
    box.current
      ?.querySelector('[data-part=surface]')
      ?.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer }))
  }, [drag])
  return (
    <div ref={box}>
      <SearchImageUploader control={control} {...props} {...look} />
    </div>
  )
}

interface SheetProps {
  looks: readonly Look[]
  /** Width of each uploader, in CSS pixels. */
  width?: number
  scheme?: 'light' | 'dark'
  /** Between two rows in CSS pixels; room for the bubbles below compact uploaders. */
  rowGap?: number
  children: (look: Look) => ReactNode
}

/** Many looks in a grid, each below its name. */
export function Sheet({ looks, width = 440, scheme = 'light', rowGap = 24, children }: SheetProps) {
  const dark = scheme === 'dark'
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: `repeat(auto-fill, minmax(min(${width}px, 100%), 1fr))`,
        gap: `${rowGap}px 24px`,
        padding: 16,
        colorScheme: scheme,
        color: dark ? '#c8cdd6' : '#4a505c',
        background: dark ? '#0f1115' : '#f6f7f9',
        font: '0.8125rem/1.4 system-ui, "Noto Sans CJK KR", sans-serif',
      }}
    >
      {looks.map((look) => (
        <section key={look.name} aria-label={look.name} style={{ maxInlineSize: width }}>
          <p style={{ margin: '0 0 6px' }}>{look.name}</p>
          {children(look)}
        </section>
      ))}
    </div>
  )
}

/** A loader of the image that all samples show. */
export async function loadPreview(): Promise<{ preview: string }> {
  return { preview: URL.createObjectURL(await createTestImage({ width: 640, height: 480 })) }
}
