import { Fragment, type HTMLAttributes } from 'react'
import { spoken } from '../../locales/format.js'

/**
 * Pieces that must not be broken: a name or a size between the marks that isolate its direction, or
 * words that are joined by no-break spaces.
 */
const JOINED =
  /([\u2066\u2068][^\u2069]*\u2069|[^\s\u2066-\u2069\u3000-\u9FFF]+(?:\u00A0[^\s\u2066-\u2069\u3000-\u9FFF]+)+)/

/**
 * A text with a direction of its own. Its direction marks and word joiners are replaced by elements
 * with the same effect, because screen readers stop or spell at those characters.
 */
export const Words = ({
  children,
  ...props
}: HTMLAttributes<HTMLElement> & { children: string }) => (
  <bdi {...props}>
    {children.split(JOINED).map((piece, n) =>
      n % 2 === 0 ? (
        spoken(piece)
      ) : (
        <bdi key={n} data-whole>
          {withBreaks(spoken(piece))}
        </bdi>
      ),
    )}
  </bdi>
)

/** Allows breaks between words, for text that is too large for one line; no word is broken. */
const withBreaks = (text: string) =>
  text.split(/(?<=\u00A0)/).map((word, n) => (
    <Fragment key={n}>
      {n === 0 ? null : <wbr />}
      {word}
    </Fragment>
  ))
