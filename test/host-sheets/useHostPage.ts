import { useLayoutEffect } from 'react'
import type { HostSheet } from './index.js'

export type Scheme = 'light' | 'dark'
/** Where the host's sheet stands: before ours, or after it, as where the uploader's chunk is loaded first. */
export type Order = 'before' | 'after'

const DARK_PAGE = 'html { color-scheme: dark } body { background: #121212; color: #e6e6e6 }'

function style(css: string): HTMLStyleElement {
  const element = document.createElement('style')
  element.textContent = css
  return element
}

/** Makes the page a host's page while the caller is mounted: its sheet, and the way in which it asks that sheet for dark colours. */
export function useHostPage({ css, dark }: HostSheet, scheme: Scheme, order: Order): void {
  useLayoutEffect(() => {
    const sheet = style(scheme === 'dark' ? (dark?.css ?? css) : css)
    if (order === 'before') document.head.prepend(sheet)
    else document.head.append(sheet)
    // A sheet without an attribute leaves the page's own colours to the host.
    const page = style(scheme === 'dark' && dark?.attribute === undefined ? DARK_PAGE : '')
    document.head.append(page)
    const [name] = dark?.attribute ?? []
    if (name !== undefined) document.documentElement.setAttribute(name, scheme)
    return () => {
      sheet.remove()
      page.remove()
      if (name !== undefined) document.documentElement.removeAttribute(name)
    }
  }, [css, dark, scheme, order])
}
