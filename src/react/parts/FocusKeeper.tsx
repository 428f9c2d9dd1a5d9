'use client'
import { Component, type ReactNode, type RefObject } from 'react'

interface Props {
  rootRef: RefObject<HTMLElement | null>
  /** Anything that changes with what is shown. */
  state: unknown
  children: ReactNode
}

/**
 * When a change takes the focused button away, the focus goes to the button that opens the file dialog, never to the
 * page. A class, because only `getSnapshotBeforeUpdate` runs while the old DOM still stands.
 */
export class FocusKeeper extends Component<Props> {
  override getSnapshotBeforeUpdate(): boolean {
    return this.props.rootRef.current?.matches(':focus-within') === true
  }

  override componentDidUpdate(_props: Props, _state: unknown, hadFocus: boolean): void {
    const root = this.props.rootRef.current
    if (!hadFocus || root === null || root.matches(':focus-within')) return
    const triggers = root.querySelectorAll<HTMLElement>('[data-part=trigger]')
    for (const button of [...triggers, ...root.querySelectorAll<HTMLElement>('button')]) {
      button.focus({ preventScroll: true })
      if (button.matches(':focus')) return
    }
  }

  override render(): ReactNode {
    return this.props.children
  }
}
