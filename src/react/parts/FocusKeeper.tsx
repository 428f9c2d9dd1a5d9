'use client'
import { Component, type ReactNode, type RefObject } from 'react'
import { focusChooser } from '../lib/focusChooser.js'

interface Props {
  rootRef: RefObject<HTMLElement | null>
  /** A value that changes whenever the shown content changes. */
  state: unknown
  children: ReactNode
}

/**
 * Moves the focus to the button that opens the file dialog when a change removes the focused
 * button; without it the focus would go to `<body>`. A class component, because only
 * `getSnapshotBeforeUpdate` runs before React changes the DOM.
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
