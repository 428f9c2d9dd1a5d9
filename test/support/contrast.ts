/** Contrast by WCAG 2.2, of the colours that the browser computes. */

type Colour = readonly [red: number, green: number, blue: number, alpha: number]

const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })

const known = new Map<string, Colour>()

/** Any CSS colour as sRGB: the browser's own conversion. */
export function colourOf(css: string): Colour {
  const colour = known.get(css) ?? convert(css)
  known.set(css, colour)
  return colour
}

function convert(css: string): Colour {
  if (brush === null) throw new Error('no canvas')
  brush.clearRect(0, 0, 1, 1)
  brush.fillStyle = css
  brush.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = brush.getImageData(0, 0, 1, 1).data
  return [red, green, blue, alpha / 255]
}

function over([r, g, b, alpha]: Colour, [r0, g0, b0]: Colour): Colour {
  const mix = (top: number, bottom: number) => top * alpha + bottom * (1 - alpha)
  return [mix(r, r0), mix(g, g0), mix(b, b0), 1]
}

function luminance([red, green, blue]: Colour): number {
  const linear = (byte: number) =>
    byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** 1 to 21. */
export function ratio(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** The colour behind the content of an element. */
export function backgroundOf(element: Element | null): Colour {
  if (element === null) return [255, 255, 255, 1]
  const own = colourOf(getComputedStyle(element).backgroundColor)
  return own[3] === 1 ? own : over(own, backgroundOf(element.parentElement))
}

/**
 * The colour `css` on the content of an element, with every opacity that applies to the element.
 */
function seenOn(css: string, element: Element): Colour {
  let opacity = 1
  for (let e: Element | null = element; e !== null; e = e.parentElement)
    opacity *= Number(getComputedStyle(e).opacity)
  const [r, g, b, alpha] = colourOf(css)
  return over([r, g, b, alpha * opacity], backgroundOf(element))
}

/** WCAG has no requirement for disabled controls. */
const isInactive = (element: Element) =>
  element.closest('button:is(:disabled, [aria-disabled=true])') !== null

const isSeen = (element: Element) =>
  element.checkVisibility({ visibilityProperty: true }) &&
  element.closest('[data-hidden], [role=status], [role=alert]') === null

/** Each visible text, with its contrast. */
export function textContrasts(root: Element): { readonly what: string; readonly is: number }[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const found: { what: string; is: number }[] = []
  while (walker.nextNode()) {
    const { data, parentElement: parent } = walker.currentNode as Text
    if (data.trim() === '' || parent === null || !isSeen(parent) || isInactive(parent)) continue
    found.push({
      what: `“${data}”`,
      is: ratio(seenOn(getComputedStyle(parent).color, parent), backgroundOf(parent)),
    })
  }
  return found
}

/** The strokes of each icon. The pale ring under the ring that empties is decoration. */
export function iconContrasts(root: Element): { readonly what: string; readonly is: number }[] {
  return [...root.querySelectorAll('svg')]
    .filter((icon) => isSeen(icon) && !isInactive(icon) && icon.parentElement)
    .map((icon) => {
      const place = icon.parentElement ?? icon
      const what = `icon in ${place.closest('[data-part]')?.getAttribute('data-part')}`
      return { what, is: ratio(seenOn(getComputedStyle(icon).stroke, icon), backgroundOf(place)) }
    })
}

/**
 * The contrast of an element's border to the colours on both sides of it, or of these colours to
 * each other if it has no border.
 */
export function edgeContrast(element: Element): number {
  const { borderTopColor, borderTopWidth, borderTopStyle } = getComputedStyle(element)
  const [inside, outside] = [backgroundOf(element), backgroundOf(element.parentElement)]
  const line = colourOf(borderTopColor)
  if (borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1 || line[3] === 0)
    return ratio(inside, outside)
  return Math.min(ratio(over(line, inside), inside), ratio(over(line, outside), outside))
}

/** Buttons that have a fill or a border. × and the compact trigger are an icon and a text. */
export function buttonContrasts(root: Element): { readonly what: string; readonly is: number }[] {
  return [...root.querySelectorAll('button')]
    .filter((button) => isSeen(button) && !isInactive(button) && isDrawn(button))
    .map((button) => ({ what: `edge of ${button.dataset.part}`, is: edgeContrast(button) }))
}

function isDrawn(button: Element): boolean {
  const { borderTopColor, backgroundColor } = getComputedStyle(button)
  return colourOf(borderTopColor)[3] > 0 || colourOf(backgroundColor)[3] > 0
}

/** The contrast of the filled part of the bar to the rest of it. */
export function barContrasts(root: Element): { readonly what: string; readonly is: number }[] {
  return [...root.querySelectorAll('[data-part=bar]')].flatMap((bar) => {
    const fill = bar.querySelector('i')
    if (fill === null || !isSeen(fill)) return []
    return [
      {
        what: 'bar',
        is: ratio(seenOn(getComputedStyle(fill).backgroundColor, bar), backgroundOf(bar)),
      },
    ]
  })
}
