import type { HTMLAttributes } from 'react'
import { spoken } from '../../locales/format.js'

/** A name or a size, between the marks that isolate it from the direction of the text around it. */
const ISOLATED = /([\u2066\u2068].*?\u2069)/

/**
 * A text of its own direction. What the marks in it do for the eye, elements do here: screen readers read the text from here, too,
 * and stop or spell at the marks.
 */
export const Words = ({ children, ...props }: HTMLAttributes<HTMLElement> & { children: string }) => (
  <bdi {...props}>
    {children.split(ISOLATED).map((piece, n) =>
      n % 2 === 0 ? (
        spoken(piece)
      ) : (
        <bdi key={n} data-whole>
          {spoken(piece)}
        </bdi>
      ),
    )}
  </bdi>
)
