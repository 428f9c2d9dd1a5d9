'use client'
import { Component, type ReactNode, type RefObject } from 'react'
import { focusChooser } from '../lib/focusChooser.js'

interface Props {
  rootRef: RefObject<HTMLElement | null>
  /** Anything that changes with what is shown. */
  state: unknown
  children: ReactNode
}

/**
 * When a change takes the focused button away, the focus goes to the button that opens the file
 * dialog, never to the page. A class, because only `getSnapshotBeforeUpdate` runs while the old DOM
 * still stands.
 */
export class FocusKeeper extends Component<Props> {
  override getSnapshotBeforeUpdate(): boolean {
    return this.props.rootRef.current?.matches(':focus-within') === true
  }

  override componentDidUpdate(_props: Props, _state: unknown, hadFocus: boolean): void {
    const root = this.props.rootRef.current
    if (hadFocus && root?.matches(':focus-within') === false)
      focusChooser(root, { preventScroll: true })
  }

  override render(): ReactNode {
    return this.props.children
  }
}
