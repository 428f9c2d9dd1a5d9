import type { Member } from '../chooser.js'

/** The uploaders of one window. */
export interface Page {
  readonly view: Window
  /** In the order in which they were mounted; `current` has the newest options. */
  readonly members: Set<{ readonly current: Member }>
  /**
   * A drag that began in this window: `'item'` on an element with `draggable="true"`, `'other'` for
   * selected text, a link or an image.
   */
  ownDrag?: 'item' | 'other' | undefined
}

/** The members that are in the page and match `want`, in the order in which they were mounted. */
export const membersThat = ({ members }: Page, want: (member: Member) => boolean): Member[] =>
  [...members]
    .map(({ current }) => current)
    .filter((member) => member.rootRef.current !== null && want(member))
