/**
 * Focuses the button that opens the file dialog; where there is none, the first button that can have the focus. Looked for
 * from the root and not by id: in a shadow tree, or in another window, the document of this script knows no such id.
 */
export function focusChooser(root: HTMLElement | null, options?: FocusOptions): void {
  const triggers = root?.querySelectorAll<HTMLElement>('[data-part=trigger]') ?? []
  for (const button of [...triggers, ...(root?.querySelectorAll<HTMLElement>('button') ?? [])]) {
    button.focus(options)
    if (button.matches(':focus')) return
  }
}
