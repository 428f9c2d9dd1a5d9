import { Fragment, type HTMLAttributes } from 'react'
import { spoken } from '../../locales/format.js'

/**
 * A name or a size, between the marks that isolate it from the direction of the text around it; or
 * words that no-break spaces join.
 */
const JOINED =
  /([\u2066\u2068][^\u2069]*\u2069|[^\s\u2066-\u2069\u3000-\u9FFF]+(?:\u00A0[^\s\u2066-\u2069\u3000-\u9FFF]+)+)/

/**
 * A text of its own direction. What the marks in it do for the eye, elements do here: screen
 * readers read the text from here, too, and stop or spell at the marks.
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

/**
 * Where text is too large for the line, a word at a time falls into the next one, and none is
 * broken.
 */
const withBreaks = (text: string) =>
  text.split(/(?<=\u00A0)/).map((word, n) => (
    <Fragment key={n}>
      {n === 0 ? null : <wbr />}
      {word}
    </Fragment>
  ))
