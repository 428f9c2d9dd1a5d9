/**
 * Focuses the button that opens the file dialog; where there is none, the first button that can
 * have the focus. Looked for from the root and not by id: in a shadow tree, or in another window,
 * the document of this script knows no such id.
 */
export function focusChooser(root: HTMLElement | null, options?: FocusOptions): void {
  for (const selection of ['[data-part=trigger]', 'button']) {
    for (const button of root?.querySelectorAll<HTMLElement>(selection) ?? []) {
      button.focus(options)
      if (button.matches(':focus')) return
    }
  }
}
