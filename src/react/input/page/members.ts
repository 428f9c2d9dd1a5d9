import type { Member } from '../usePageInput.js'

/** The uploaders of one window. */
export interface Page {
  readonly view: Window
  /** In the order in which they were mounted; each holds its newest options. */
  readonly members: Set<{ readonly current: Member }>
  /**
   * A drag that began in this window: by an element with `draggable="true"`, or of a selection, a
   * link or an image.
   */
  ownDrag?: 'item' | 'other' | undefined
}

/** Those that stand in the page and that want it, in the order in which they were mounted. */
export const membersThat = ({ members }: Page, want: (member: Member) => boolean): Member[] =>
  [...members]
    .map(({ current }) => current)
    .filter((member) => member.rootRef.current !== null && want(member))
